import { ServiceError } from '../platform/errors/index.js';

export function taskUnknown(id: string): ServiceError<'TASK_UNKNOWN'> {
  return new ServiceError('TASK_UNKNOWN', `There is no task with the id ${id}.`, { category: 'not-found' });
}

export function taskClosed(id: string): ServiceError<'TASK_CLOSED'> {
  return new ServiceError('TASK_CLOSED', `The task ${id} is closed already.`, { category: 'conflict' });
}

export function taskMatched(id: string): ServiceError<'TASK_MATCHED'> {
  return new ServiceError('TASK_MATCHED', `The task ${id} is about a message whose declaration is known.`, {
    category: 'conflict',
  });
}

export function messageUnknown(id: string): ServiceError<'MESSAGE_UNKNOWN'> {
  return new ServiceError('MESSAGE_UNKNOWN', `There is no message with the id ${id}.`, { category: 'not-found' });
}

export function questionUnmatched(id: string): ServiceError<'QUESTION_UNMATCHED'> {
  return new ServiceError(
    'QUESTION_UNMATCHED',
    `The message of the task ${id} belongs to no declaration, so it cannot be answered from here. Close the task with a note.`,
    { category: 'conflict' },
  );
}

export function taskNotAnswerable(id: string): ServiceError<'TASK_NOT_ANSWERABLE'> {
  return new ServiceError(
    'TASK_NOT_ANSWERABLE',
    `The task ${id} is about a message that no person wrote to us, so there is nobody to answer. Close it with a note.`,
    { category: 'conflict' },
  );
}

export function messageWaiting(id: string): ServiceError<'MESSAGE_WAITING'> {
  return new ServiceError('MESSAGE_WAITING', `The message ${id} has not been read yet: that is done by itself.`, {
    category: 'conflict',
  });
}

export function messageNotWhole(id: string): ServiceError<'MESSAGE_NOT_WHOLE'> {
  return new ServiceError(
    'MESSAGE_NOT_WHOLE',
    `Only the header of the message ${id} is stored. Save it from the mailbox and hand it in whole (MAX_MESSAGE_BYTES must allow it).`,
    { category: 'conflict' },
  );
}

export function bounceNoted(id: string): ServiceError<'BOUNCE_NOTED'> {
  return new ServiceError(
    'BOUNCE_NOTED',
    `The message ${id} is a bounce that has been noted on its letter, which may have gone again since.`,
    { category: 'conflict' },
  );
}

export function partUnknown(id: string): ServiceError<'MESSAGE_PART_UNKNOWN'> {
  return new ServiceError('MESSAGE_PART_UNKNOWN', `The message ${id} has no such part.`, { category: 'not-found' });
}
