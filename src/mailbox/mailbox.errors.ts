import { ServiceError } from '../platform/errors/index.js';

export function taskUnknown(id: string): ServiceError<'TASK_UNKNOWN'> {
  return new ServiceError('TASK_UNKNOWN', `There is no task with the id ${id}.`, { category: 'not-found' });
}

export function taskClosed(id: string): ServiceError<'TASK_CLOSED'> {
  return new ServiceError('TASK_CLOSED', `The task ${id} is closed already.`, { category: 'conflict' });
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
