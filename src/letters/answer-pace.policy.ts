import type { LetterKind } from './letter-data.js';

/** Letters that answer a message without a person (RFC 3834, 2). */
export const AUTOMATIC_ANSWERS: ReadonlySet<LetterKind> = new Set(['RECEIPT', 'REJECTION', 'QUESTION_RECEIVED']);

/** So many automatic answers to one address in an hour: two machines that answer each other must not fill a mailbox. */
export const MOST_ANSWERS_AN_HOUR = 3;
const HOUR_MS = 60 * 60 * 1000;

/**
 * When the next automatic answer to an address goes out, by the latest ones to it, newest first: at once, or when the
 * hour has room again. It is put off, never dropped: every message that a person wrote is answered.
 */
export function answerDueAt(latest: readonly Date[], now: Date): Date {
  const limiting = latest[MOST_ANSWERS_AN_HOUR - 1];
  if (limiting === undefined) return now;
  return new Date(Math.max(now.getTime(), limiting.getTime() + HOUR_MS));
}
