import { ServiceError } from '../platform/errors/index.js';

export function municipalityUnknown(number: string): ServiceError<'MUNICIPALITY_UNKNOWN'> {
  return new ServiceError('MUNICIPALITY_UNKNOWN', `There is no municipality with the number ${number}.`, {
    category: 'not-found',
  });
}

export function formNotIssued(reference: string): ServiceError<'FORM_NOT_ISSUED'> {
  return new ServiceError('FORM_NOT_ISSUED', `No form has been issued for ${reference}.`, { category: 'not-found' });
}

export function capturedMessageUnknown(id: string): ServiceError<'CAPTURED_MESSAGE_UNKNOWN'> {
  return new ServiceError('CAPTURED_MESSAGE_UNKNOWN', `There is no captured message with the id ${id}.`, {
    category: 'not-found',
  });
}

export function notUtf8(): ServiceError<'NOT_UTF8'> {
  return new ServiceError('NOT_UTF8', 'The body is not UTF-8 text: save the file as UTF-8 and send it again.', {
    category: 'invalid',
  });
}

export function deliveredToNeeded(): ServiceError<'DELIVERED_TO_NEEDED'> {
  return new ServiceError(
    'DELIVERED_TO_NEEDED',
    "The message's headers name no campaign's mailbox. Say with deliveredTo which address it was delivered to.",
    { category: 'invalid', faults: [{ where: 'query.deliveredTo', message: 'is needed for this message' }] },
  );
}

/** For a field that names an instant at which something happened. */
export function inFuture(field: string, now: Date): ServiceError<'IN_FUTURE'> {
  return new ServiceError('IN_FUTURE', `${field} lies in the future; it is ${now.toISOString()} now.`, {
    category: 'invalid',
    faults: [{ where: `query.${field}`, message: 'lies in the future' }],
    facts: { field, now: now.toISOString() },
  });
}
