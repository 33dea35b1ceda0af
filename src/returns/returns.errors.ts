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
