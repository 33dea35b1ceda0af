import { z } from 'zod';
import {
  CHECK_RESULTS,
  CLASSIFICATIONS,
  MAIL_SOURCES,
  TASK_KINDS,
  type InboundMessageView,
  type TaskView,
} from '../mailbox/index.js';
import { pageSchema } from '../platform/http/index.js';
import {
  actor,
  count,
  iso,
  isoOrNull,
  language,
  reference,
  rowId,
  sha256,
  timestamp,
  version,
} from './fields.schemas.js';

export const receivedMessageAnswer = z
  .object({
    id: rowId,
    sha256,
    duplicate: z.boolean().describe('True: this very message was there already, and nothing was changed.'),
    arrivedAt: timestamp.describe('The arrival that deadlines go by.'),
  })
  .meta({ id: 'ReceivedMessage' });

const checkResult = z
  .enum(CHECK_RESULTS)
  .describe('As RFC 8601 names it; unknown: no trusted server says from where the message came.');

const senderChecks = z
  .object({
    spf: z.object({ result: checkResult, domain: z.string().nullable() }),
    dkim: z.array(
      z.object({
        result: checkResult,
        domain: z.string().nullable(),
        selector: z.string().nullable(),
        aligned: z.boolean().describe('The domain is that of From, or of the same organisation.'),
      }),
    ),
    dmarc: z.object({ result: checkResult, domain: z.string().nullable(), policy: z.string().nullable() }),
    arc: z.object({ result: checkResult, sealedBy: z.string().nullable() }),
  })
  .describe('What was said of its sender when it was read. Evidence: nothing is decided by it.')
  .meta({ id: 'SenderChecks' });

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
    classification: z.enum(CLASSIFICATIONS).nullable(),
    explanation: z.string().nullable().describe('Why it was classified so, or why a person has to look.'),
    findings: z
      .array(z.object({ code: z.string(), about: z.string(), sentence: z.string() }))
      .describe('What a person has to know of it: containers that were not opened, links to files elsewhere.'),
    senderChecks: senderChecks.nullable(),
    reference: reference.nullable(),
  })
  .meta({ id: 'InboundMessage' });

export const messagePage = pageSchema(messageAnswer).meta({ id: 'InboundMessagePage' });

export const taskAnswer = z
  .object({
    id: rowId,
    kind: z.enum(TASK_KINDS),
    reference: reference.nullable(),
    recipientName: z.string().nullable(),
    inboundMessageId: rowId.nullable().describe('Null for a task that is about no message: see `about`.'),
    about: z.string().nullable().describe('For example letter:ID, mailbox:ADDRESS or webhook-endpoint:ID.'),
    explanation: z.string().nullable().describe('What is wrong.'),
    subject: z.string().nullable(),
    fromAddress: z.string().nullable(),
    openedAt: timestamp,
    closedAt: timestamp.nullable(),
    closedBy: actor.nullable(),
    outcome: z.string().nullable(),
    version,
  })
  .meta({ id: 'Task' });

const part = z.object({
  index: count,
  fileName: z.string(),
  path: z.string().describe('Where it lay: mail › scan.zip › side1.pdf.'),
  byteLength: count,
  mediaType: z.string().describe('By its name; nothing was asked of the file itself.'),
});

export const messageContentAnswer = z
  .object({
    trouble: z.string().nullable().describe('Why it was not opened; then there is nothing else.'),
    headers: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .describe('Those that say who, when and whither.'),
    text: z.string(),
    parts: z.array(part),
  })
  .meta({ id: 'MessageContent' });

export const answerPreviewAnswer = z
  .object({ recipientEmail: z.string(), language, subject: z.string(), text: z.string() })
  .meta({ id: 'AnswerPreview' });

export type MessageContentAnswer = z.output<typeof messageContentAnswer>;
export type AnswerPreviewAnswer = z.output<typeof answerPreviewAnswer>;

export const taskPage = pageSchema(taskAnswer).meta({ id: 'TaskPage' });
export const settledTaskAnswer = z.object({ id: rowId, version }).meta({ id: 'SettledTask' });

export type ReceivedMessageAnswer = z.output<typeof receivedMessageAnswer>;
export type MessageAnswer = z.output<typeof messageAnswer>;
export type TaskAnswer = z.output<typeof taskAnswer>;
export type SettledTaskAnswer = z.output<typeof settledTaskAnswer>;

export function messageAnswerOf({ campaignSlug: _slug, ...view }: InboundMessageView): MessageAnswer {
  return {
    ...view,
    findings: [...view.findings],
    senderChecks: view.senderChecks === null ? null : { ...view.senderChecks, dkim: [...view.senderChecks.dkim] },
    arrivedAt: iso(view.arrivedAt),
  };
}

export function taskAnswerOf({ campaignSlug: _slug, ...view }: TaskView): TaskAnswer {
  return { ...view, openedAt: iso(view.openedAt), closedAt: isoOrNull(view.closedAt) };
}
