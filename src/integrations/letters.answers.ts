import { z } from 'zod';
import { LETTER_KINDS, type CapturedMessageView, type LetterView } from '../letters/index.js';
import { pageSchema } from '../platform/http/index.js';
import { count, iso, isoOrNull, language, reference, rowId, slug, timestamp } from './fields.schemas.js';

export const delivery = z
  .enum(['PLANNED', 'QUEUED', 'SENT', 'BOUNCED_SOFT', 'BOUNCED_HARD', 'FAILED', 'CANCELLED'])
  .describe('SENT: the mail server has taken it.');

export const letterKind = z.enum(LETTER_KINDS);

export const letterAnswer = z
  .object({
    id: rowId,
    campaign: slug,
    reference: reference.nullable(),
    kind: letterKind,
    slot: z.string().describe("Tells letters of one kind apart: a reminder's slot, what is answered, a recipient."),
    deadlineVersion: count.nullable(),
    messageId: z.string().describe('Without angle brackets.'),
    recipientName: z.string(),
    recipientEmail: z.string(),
    language,
    delivery,
    createdAt: timestamp,
    dueAt: timestamp,
    sentAt: timestamp.nullable(),
    attempts: count,
    explanation: z.string().nullable().describe("The mail server's words, or why the letter was cancelled."),
  })
  .meta({ id: 'Letter' });

export const letterPage = pageSchema(letterAnswer).meta({ id: 'LetterPage' });

export const capturedMessageAnswer = z
  .object({
    id: rowId,
    recipient: z.string(),
    messageId: z.string(),
    subject: z.string(),
    capturedAt: timestamp,
    byteLength: count,
    deliveries: count.describe('More than one only after a crash between sending and noting it.'),
  })
  .meta({ id: 'CapturedMessage' });

export const capturedMessagePage = pageSchema(capturedMessageAnswer).meta({ id: 'CapturedMessagePage' });

export type LetterAnswer = z.output<typeof letterAnswer>;
export type CapturedMessageAnswer = z.output<typeof capturedMessageAnswer>;

export function letterAnswerOf({ campaignSlug, ...view }: LetterView): LetterAnswer {
  return {
    ...view,
    campaign: campaignSlug,
    createdAt: iso(view.createdAt),
    dueAt: iso(view.dueAt),
    sentAt: isoOrNull(view.sentAt),
  };
}

export function capturedMessageAnswerOf(view: CapturedMessageView): CapturedMessageAnswer {
  return { ...view, capturedAt: iso(view.capturedAt) };
}
