import { ServiceError } from '../platform/errors/index.js';

export function returnUnknown(id: string): ServiceError<'RETURN_UNKNOWN'> {
  return new ServiceError('RETURN_UNKNOWN', `There is no return with the id ${id}.`, { category: 'not-found' });
}

export function returnNotInReview(id: string, state: string): ServiceError<'RETURN_NOT_IN_REVIEW'> {
  return new ServiceError(
    'RETURN_NOT_IN_REVIEW',
    `The return ${id} is ${state}: only one that needs review can be decided.`,
    {
      category: 'conflict',
    },
  );
}

export function ownReturn(): ServiceError<'OWN_RETURN'> {
  return new ServiceError('OWN_RETURN', 'You handed this document in yourself. Somebody else has to decide on it.', {
    category: 'forbidden',
  });
}

export function returnUnmatched(id: string): ServiceError<'RETURN_UNMATCHED'> {
  return new ServiceError(
    'RETURN_UNMATCHED',
    `The return ${id} belongs to no declaration yet. Attach it to one first (decision ATTACH with its reference).`,
    { category: 'conflict' },
  );
}

export function otherForm(reference: string): ServiceError<'OTHER_FORM'> {
  return new ServiceError(
    'OTHER_FORM',
    `The document begins with the form of ${reference}, so it cannot be accepted here. Attach it there (decision ATTACH) or reject it (WRONG_FORM).`,
    { category: 'conflict' },
  );
}

export function rejectionReasonMissing(): ServiceError<'REJECTION_REASON_MISSING'> {
  return new ServiceError(
    'REJECTION_REASON_MISSING',
    'Name at least one reason: the municipality is told how to mend it.',
    {
      category: 'invalid',
      faults: [{ where: 'rejectionReasons', message: 'is empty' }],
    },
  );
}

export function onlyReturn(id: string): ServiceError<'ONLY_RETURN'> {
  return new ServiceError(
    'ONLY_RETURN',
    `The return ${id} is all that the municipality has sent: accept or reject it, so that it is told.`,
    { category: 'conflict' },
  );
}
