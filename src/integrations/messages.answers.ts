import { z } from 'zod';
import { MAIL_SOURCES, type InboundMessageView, type TaskView } from '../mailbox/index.js';
import { pageSchema } from '../platform/http/index.js';
import { actor, count, iso, isoOrNull, reference, rowId, sha256, timestamp, version } from './fields.schemas.js';

export const receivedMessageAnswer = z
  .object({
    id: rowId,
    sha256,
    duplicate: z.boolean().describe('True: this very message was there already, and nothing was changed.'),
    arrivedAt: timestamp.describe('The arrival that deadlines go by.'),
  })
  .meta({ id: 'ReceivedMessage' });

export const messageAnswer = z
  .object({
    id: rowId,
    mailbox: z.string(),
    source: z.enum(MAIL_SOURCES),
    messageId: z.string().describe('Without angle brackets; empty when the message had none.'),
    deliveredTo: z.string(),
    fromAddress: z.string().nullable(),
    subject: z.string().nullable(),
    byteLength: count,
    sha256,
    arrivedAt: timestamp,
    state: z.enum(['RECEIVED', 'PROCESSED', 'NEEDS_REVIEW']),
    classification: z.enum(['RETURN', 'QUESTION', 'BOUNCE', 'AUTOMATIC', 'OWN_LOOP', 'UNREADABLE']).nullable(),
    explanation: z.string().nullable().describe('Why it was classified so, or why a person has to look.'),
    reference: reference.nullable(),
  })
  .meta({ id: 'InboundMessage' });

export const messagePage = pageSchema(messageAnswer).meta({ id: 'InboundMessagePage' });

export const taskAnswer = z
  .object({
    id: rowId,
    kind: z.enum(['QUESTION', 'BOUNCE', 'UNREADABLE_MESSAGE', 'UNMATCHED_MESSAGE']),
    reference: reference.nullable(),
    recipientName: z.string().nullable(),
    inboundMessageId: rowId,
    subject: z.string().nullable(),
    fromAddress: z.string().nullable(),
    openedAt: timestamp,
    closedAt: timestamp.nullable(),
    closedBy: actor.nullable(),
    outcome: z.string().nullable(),
    version,
  })
  .meta({ id: 'Task' });

export const taskPage = pageSchema(taskAnswer).meta({ id: 'TaskPage' });
export const settledTaskAnswer = z.object({ id: rowId, version }).meta({ id: 'SettledTask' });

export type ReceivedMessageAnswer = z.output<typeof receivedMessageAnswer>;
export type MessageAnswer = z.output<typeof messageAnswer>;
export type TaskAnswer = z.output<typeof taskAnswer>;
export type SettledTaskAnswer = z.output<typeof settledTaskAnswer>;

export function messageAnswerOf(view: InboundMessageView): MessageAnswer {
  return { ...view, arrivedAt: iso(view.arrivedAt) };
}

export function taskAnswerOf(view: TaskView): TaskAnswer {
  return { ...view, openedAt: iso(view.openedAt), closedAt: isoOrNull(view.closedAt) };
}
