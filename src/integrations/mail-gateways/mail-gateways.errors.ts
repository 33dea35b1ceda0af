import { ServiceError } from '../../platform/errors/index.js';
import { HttpError } from '../../platform/http/index.js';
import { TOLERANCE_SECONDS } from './gateway-signature.policy.js';

export function signatureMissing(): ServiceError<'SIGNATURE_MISSING'> {
  return new ServiceError(
    'SIGNATURE_MISSING',
    'Send webhook-id, webhook-timestamp (Unix seconds) and webhook-signature (v1, and the base64 of HMAC-SHA-256), as ' +
      'Standard Webhooks says.',
    { category: 'unauthenticated' },
  );
}

/** One answer for an unknown gateway, one that was ended, and a wrong signature: which, only the log says. */
export function signatureInvalid(): ServiceError<'SIGNATURE_INVALID'> {
  return new ServiceError(
    'SIGNATURE_INVALID',
    'The signature is not that of this message by a gateway that is registered here. Sign id, time and the very bytes.',
    { category: 'unauthenticated' },
  );
}

export function signatureExpired(): ServiceError<'SIGNATURE_EXPIRED'> {
  return new ServiceError(
    'SIGNATURE_EXPIRED',
    `The time of the signature is more than ${TOLERANCE_SECONDS} seconds from ours: sign each attempt anew, and compare the clocks.`,
    { category: 'unauthenticated' },
  );
}

export function deliveryIdReused(): HttpError<'DELIVERY_ID_REUSED'> {
  return new HttpError(
    422,
    'DELIVERY_ID_REUSED',
    'This webhook-id was used for another message. Make a new one for each message; keep it for its repeats.',
  );
}

export function gatewayNameTaken(name: string): ServiceError<'MAIL_GATEWAY_NAME_TAKEN'> {
  return new ServiceError(
    'MAIL_GATEWAY_NAME_TAKEN',
    `There is or was a mail gateway named ${name}. Names are not used again, so that the audit log stays unambiguous.`,
    { category: 'conflict', faults: [{ where: 'body.name', message: 'is taken' }] },
  );
}

export function gatewayUnknown(id: string): ServiceError<'MAIL_GATEWAY_UNKNOWN'> {
  return new ServiceError('MAIL_GATEWAY_UNKNOWN', `There is no mail gateway with the id ${id}.`, {
    category: 'not-found',
  });
}
