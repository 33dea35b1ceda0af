export { IdempotencyInterceptor } from './idempotency-interceptor.js';
export { IdempotencyKey } from './idempotency-key.entity.js';
export { IdempotencyPurge } from './idempotency-purge.entity.js';
export { IdempotencyStore, RUN_LIMIT_MS } from './idempotency-store.js';
export { PurgeIdempotencyKeys } from './purge-idempotency-keys.js';
export { Idempotent } from './idempotent.js';
