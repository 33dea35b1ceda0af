import { type Fault, ServiceError } from '../platform/errors/index.js';

export function extensionImpossible(faults: readonly Fault[]): ServiceError<'EXTENSION_IMPOSSIBLE'> {
  const list = faults.map((fault) => `${fault.where}: ${fault.message}`).join('; ');
  return new ServiceError('EXTENSION_IMPOSSIBLE', `Nothing was extended, because not all of it can be: ${list}`, {
    category: 'conflict',
    faults,
  });
}

export function changedMeanwhile(references: readonly string[]): ServiceError<'VERSION_MISMATCH'> {
  return new ServiceError(
    'VERSION_MISMATCH',
    `Nothing was changed, because there were changes after you read it: ${references.join(', ')}. Read again, and send your decision with the new versions if it still holds.`,
    {
      category: 'precondition-failed',
      faults: references.map((where) => ({ where, message: 'has been changed since it was read' })),
    },
  );
}

export function undoImpossible(fault: Fault): ServiceError<'UNDO_IMPOSSIBLE'> {
  return new ServiceError('UNDO_IMPOSSIBLE', `The extension cannot be undone: ${fault.where}: ${fault.message}`, {
    category: 'conflict',
    faults: [fault],
  });
}

export function nothingToUndo(reference: string): ServiceError<'NOTHING_TO_UNDO'> {
  return new ServiceError(
    'NOTHING_TO_UNDO',
    `The deadline of ${reference} in force is not an extended one, so there is no extension to undo.`,
    { category: 'conflict' },
  );
}
