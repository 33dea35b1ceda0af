import { ServiceError } from '../platform/errors/index.js';

export function declarationUnknown(reference: string): ServiceError<'DECLARATION_UNKNOWN'> {
  return new ServiceError(
    'DECLARATION_UNKNOWN',
    `There is no declaration with the reference «${reference}». It stands in the form's header and footer.`,
    { category: 'not-found' },
  );
}

export function declarationWithdrawn(reference: string): ServiceError<'DECLARATION_WITHDRAWN'> {
  return new ServiceError('DECLARATION_WITHDRAWN', `The declaration ${reference} has been withdrawn.`, {
    category: 'conflict',
  });
}
