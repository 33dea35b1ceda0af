import { z } from 'zod';
import { TASK_KINDS } from '../mailbox/index.js';
import { pageQuery } from '../platform/http/index.js';
import { instantInQuery, line, prose, reference, timePosition } from './fields.schemas.js';

const address = z
  .string()
  .max(320)
  .regex(/^[^\s<>@]+@[^\s<>@]+$/, 'is not an address: send it without angle brackets')
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'holds a control character');

export const receiveMessageQuery = z.strictObject({
  deliveredTo: address
    .optional()
    .describe(
      'The envelope recipient, with its plus part. An unescaped + in a query is a space: write %2B. Default: the ' +
        "address among the message's recipients that is a campaign's mailbox, else the only mailbox there is.",
    ),
  envelopeFrom: z
    .union([address, z.literal('')])
    .optional()
    .describe('The envelope sender; empty for bounces. Default: Return-Path, else From.'),
  receivedAt: instantInQuery
    .optional()
    .describe(
      "When the ministry's own mail server took it, not in the future; default: now. Deadlines go by it when a key with " +
        'the role mail-gateway says so, and the campaign had been issued by then. Else the message arrives now, and the ' +
        'claim stands in the audit log only.',
    ),
});

export const messageQuery = pageQuery(timePosition('arrivedAt'));
export const taskQuery = pageQuery(timePosition('openedAt')).extend({
  state: z
    .enum(['OPEN', 'SETTLED'])
    .default('OPEN')
    .describe('OPEN: oldest first. SETTLED: the last opened first. Default: OPEN.'),
  kind: z.enum(TASK_KINDS).optional().describe('Only tasks of this kind.'),
  reference: reference.optional().describe('Only tasks about this declaration.'),
});
export const partIndex = z.coerce.number().int().min(0).max(9999);

export const answerPreviewRequest = z
  .strictObject({ answer: prose(10_000) })
  .meta({ id: 'AnswerPreviewRequest', examples: [{ answer: 'Skjemaet kan signeres av ordfører.' }] });

export const attachTaskRequest = z
  .strictObject({ reference })
  .meta({ id: 'TaskAttachment', examples: [{ reference: 'AKSON-2020-0301-Q7K2M' }] });

export const settleTaskRequest = z
  .strictObject({
    answer: prose(10_000)
      .nullable()
      .describe('Sent to the one who asked, in the same thread; null: the task is only closed.'),
    note: line(1000).describe('What came of it; stands with the task.'),
  })
  .meta({
    id: 'TaskSettlement',
    examples: [{ answer: 'Skjemaet kan signeres av ordfører eller kommunedirektør.', note: 'Answered.' }],
  });

export const readAgainRequest = z
  .strictObject({ reason: line(1000).describe('Why; stands in the audit log.') })
  .meta({ id: 'ReadAgainRequest', examples: [{ reason: 'The virus scanner took it for another file.' }] });

export type ReadAgainRequest = z.output<typeof readAgainRequest>;
export type ReceiveMessageQuery = z.output<typeof receiveMessageQuery>;
export type MessageQuery = z.output<typeof messageQuery>;
export type TaskQuery = z.output<typeof taskQuery>;
export type SettleTaskRequest = z.output<typeof settleTaskRequest>;
export type AnswerPreviewRequest = z.output<typeof answerPreviewRequest>;
export type AttachTaskRequest = z.output<typeof attachTaskRequest>;
