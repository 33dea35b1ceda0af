import { ServiceError } from '../platform/errors/index.js';

export function returnUnknown(id: string): ServiceError<'RETURN_UNKNOWN'> {
  return new ServiceError('RETURN_UNKNOWN', `There is no return with the id ${id}.`, { category: 'not-found' });
}

export function returnNotInReview(id: string, state: string): ServiceError<'RETURN_NOT_IN_REVIEW'> {
  return new ServiceError(
    'RETURN_NOT_IN_REVIEW',
    `The return ${id} is ${state}: only one that needs review can be decided.`,
    { category: 'conflict', facts: { state } },
  );
}

export function ownReturn(): ServiceError<'OWN_RETURN'> {
  return new ServiceError(
    'OWN_RETURN',
    'You or a key of yours handed this document in. Somebody else has to decide on it.',
    {
      category: 'forbidden',
    },
  );
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
    `The document is the form of ${reference}, so it cannot be accepted here. Attach it there (decision ATTACH) or reject it (WRONG_FORM).`,
    { category: 'conflict', facts: { reference } },
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

export function notVerifiedYet(id: string): ServiceError<'RETURN_NOT_VERIFIED'> {
  return new ServiceError('RETURN_NOT_VERIFIED', `The return ${id} is not verified yet: ask again in a moment.`, {
    category: 'conflict',
  });
}

export function nothingToDraw(id: string): ServiceError<'NOTHING_TO_DRAW'> {
  return new ServiceError(
    'NOTHING_TO_DRAW',
    `The return ${id} is neither a picture nor a PDF that opens: its verification says all there is, and its file can be downloaded.`,
    { category: 'not-found' },
  );
}

export function scanNotCompared(reason: string): ServiceError<'SCAN_NOT_COMPARED'> {
  return new ServiceError(
    'SCAN_NOT_COMPARED',
    `The scan could not be held against the issued form (${reason}). Look at the returned file itself.`,
    { category: 'conflict' },
  );
}

export function noSuchPicture(page: number, kind: string): ServiceError<'PICTURE_UNKNOWN'> {
  return new ServiceError(
    'PICTURE_UNKNOWN',
    `Of page ${page} there is no picture ${kind.toLowerCase()}: the report of the scan lists those there are.`,
    { category: 'not-found' },
  );
}
