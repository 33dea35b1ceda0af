import { ServiceError } from '../platform/errors/index.js';

export function endpointUnknown(id: string): ServiceError<'WEBHOOK_ENDPOINT_UNKNOWN'> {
  return new ServiceError('WEBHOOK_ENDPOINT_UNKNOWN', `There is no webhook endpoint with the id ${id}.`, {
    category: 'not-found',
  });
}

export function endpointNameTaken(name: string): ServiceError<'WEBHOOK_ENDPOINT_NAME_TAKEN'> {
  return new ServiceError(
    'WEBHOOK_ENDPOINT_NAME_TAKEN',
    `There is a webhook endpoint named ${name}. Choose another name.`,
    {
      category: 'conflict',
      faults: [{ where: 'body.name', message: 'is taken' }],
    },
  );
}

export function urlNotAllowed(why: string): ServiceError<'WEBHOOK_URL_NOT_ALLOWED'> {
  return new ServiceError('WEBHOOK_URL_NOT_ALLOWED', `The address cannot be a webhook's: it ${why}.`, {
    category: 'invalid',
    faults: [{ where: 'body.url', message: why }],
    facts: { why },
  });
}

export function endpointDisabled(name: string): ServiceError<'WEBHOOK_ENDPOINT_DISABLED'> {
  return new ServiceError(
    'WEBHOOK_ENDPOINT_DISABLED',
    `The webhook endpoint ${name} is disabled, so nothing would be sent. Enable it first.`,
    { category: 'conflict' },
  );
}

export function deliveryUnknown(id: string): ServiceError<'WEBHOOK_DELIVERY_UNKNOWN'> {
  return new ServiceError('WEBHOOK_DELIVERY_UNKNOWN', `There is no webhook delivery with the id ${id}.`, {
    category: 'not-found',
  });
}
