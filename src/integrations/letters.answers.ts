import { z } from 'zod';
import {
  HOLD_REASONS,
  LETTER_DELIVERIES,
  LETTER_KINDS,
  type CapturedMessageView,
  type LetterView,
} from '../letters/index.js';
import { pageSchema } from '../platform/http/index.js';
import { actor, count, iso, isoOrNull, language, reference, rowId, slug, timestamp } from './fields.schemas.js';

export const delivery = z
  .enum(LETTER_DELIVERIES)
  .describe(
    'SENT: the mail server has taken it. HELD: it waits until its address is mended, or until it may be sent to.',
  );

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
    softBounces: count.describe('How often a mail server has given it up for now.'),
    explanation: z.string().nullable().describe("The mail server's words, or why the letter is held or was cancelled."),
  })
  .meta({ id: 'Letter' });

export const sentAgainAnswer = z
  .object({
    letters: count.describe(
      'How many letters are due by this: the one asked for, and others that waited for its address.',
    ),
  })
  .meta({ id: 'SentAgain' });

export const letterWordsAnswer = z
  .object({
    subject: z.string(),
    text: z.string().describe("In place of the link to the municipality's page stands the address of that page."),
    enclosures: z.array(z.object({ index: count, fileName: z.string(), mediaType: z.string() })),
  })
  .meta({ id: 'LetterWords' });

export const letterEventsAnswer = z
  .object({
    items: z.array(z.object({ at: timestamp, actor, action: z.string(), reason: z.string().nullable() })),
  })
  .meta({ id: 'LetterEvents' });

export const sendAgainPreviewAnswer = z
  .object({
    recipientEmail: z.string(),
    sendable: z.boolean().describe('False: it is on its way, was taken by the mail server, or is not wanted any more.'),
    stoppedBecause: z.string().nullable().describe('Why its address gets no more letters; null: it does.'),
    others: count.describe('Other letters that wait for the same address, and would be due by this.'),
  })
  .meta({ id: 'SendAgainPreview' });

export type LetterWordsAnswer = z.output<typeof letterWordsAnswer>;
export type LetterEventsAnswer = z.output<typeof letterEventsAnswer>;
export type SendAgainPreviewAnswer = z.output<typeof sendAgainPreviewAnswer>;

export const heldLettersAnswer = z
  .object({
    letters: count.describe('All of them: the number that a release or a cancellation has to name.'),
    items: z.array(
      z.object({
        heldBecause: z.enum(HOLD_REASONS),
        kind: letterKind,
        letters: count,
        addresses: count.describe('Different recipients among them.'),
      }),
    ),
  })
  .meta({ id: 'HeldLetters' });

export const settledLettersAnswer = z.object({ letters: count }).meta({ id: 'SettledLetters' });

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

export type HeldLettersAnswer = z.output<typeof heldLettersAnswer>;
export type SettledLettersAnswer = z.output<typeof settledLettersAnswer>;
export type SentAgainAnswer = z.output<typeof sentAgainAnswer>;
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
