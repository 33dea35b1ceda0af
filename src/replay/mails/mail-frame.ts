import type { WrittenLanguage } from '../../platform/calendar/index.js';
import type { SeededRandom } from '../seeded-random.js';

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** What of a letter an answer refers to. */
export interface AnsweredLetter {
  /** Without angle brackets. */
  readonly messageId: string;
  /** Where answers to it go. */
  readonly replyTo: string;
  readonly subject: string;
}

/** What every mail of a municipality needs, whatever it says. */
export interface MailFrame {
  /** The municipality's mailbox. */
  readonly from: MailAddress;
  /** Whose name stands under the mail, and for whom; `municipality` as it calls itself, `Lillesand kommune`. */
  readonly writer: { readonly name: string; readonly role: string; readonly municipality: string };
  readonly letter: AnsweredLetter;
  readonly date: Date;
  /** The municipality's language form. */
  readonly language: WrittenLanguage;
  /** Chooses among the wordings. */
  readonly random: SeededRandom;
}

/** The words of a mail: paragraphs without line breaks, greeting and name left out. */
export interface MailWords {
  /** Null: the letter's own subject, marked as answered. */
  readonly subject: string | null;
  readonly paragraphs: readonly string[];
}

/** A message ready to be handed to a mail server. */
export interface ComposedMail {
  /** Without angle brackets. */
  readonly messageId: string;
  /** Empty for what must not be answered (RFC 5321, 4.5.5). */
  readonly envelopeFrom: string;
  readonly recipient: string;
  readonly subject: string;
  readonly raw: Buffer;
}
