export { ThresholdCheck } from './threshold-check.entity.js';
export { WebhookAttempt } from './webhook-attempt.entity.js';
export { WebhookDelivery } from './webhook-delivery.entity.js';
export { WebhookEndpoint } from './webhook-endpoint.entity.js';
export { WebhookEvent } from './webhook-event.entity.js';
export { WebhookSecrets } from './webhook-secrets.js';
export { PUBLIC_TARGETS, WebhookSender, type WebhookTargets } from './webhook-sender.js';
export { WebhooksModule } from './webhooks.module.js';
