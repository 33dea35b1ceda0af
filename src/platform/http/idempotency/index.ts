export { IdempotencyInterceptor } from './idempotency-interceptor.js';
export { IdempotencyKey } from './idempotency-key.entity.js';
export { IdempotencyStore, RUN_LIMIT_MS } from './idempotency-store.js';
export { Idempotent } from './idempotent.js';
