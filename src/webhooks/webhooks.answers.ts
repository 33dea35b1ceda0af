import type { DeliveryView, EndpointView, WebhookReadModel } from './webhook.read-model.js';
import type { DeliveryAnswer, DeliveryLogAnswer, EndpointAnswer } from './webhooks.schemas.js';

export function endpointAnswerOf(view: EndpointView): EndpointAnswer {
  return {
    ...view,
    state: view.enabled ? (view.failingSince === null ? 'ACTIVE' : 'FAILING') : 'DISABLED',
    failingSince: view.failingSince?.toISOString() ?? null,
    previousSecretUntil: view.previousSecretUntil?.toISOString() ?? null,
    createdAt: view.createdAt.toISOString(),
  };
}

export function deliveryAnswerOf(view: DeliveryView): DeliveryAnswer {
  return {
    ...view,
    createdAt: view.createdAt.toISOString(),
    dueAt: view.dueAt.toISOString(),
    settledAt: view.settledAt?.toISOString() ?? null,
  };
}

export function deliveryLogAnswerOf({
  body,
  log,
  ...view
}: Awaited<ReturnType<WebhookReadModel['delivery']>>): DeliveryLogAnswer {
  return {
    ...deliveryAnswerOf(view),
    body,
    log: log.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
  };
}
