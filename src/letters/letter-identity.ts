import { nameUuid } from '../platform/ids/index.js';
import type { LetterKind } from './letter-data.js';

/** What a letter is: two letters with the same answers to all of this are the same letter. */
export interface LetterSubject {
  readonly campaignSlug: string;
  readonly kind: LetterKind;
  /** The declaration's case token, or null for letters about no single declaration. */
  readonly caseToken: string | null;
  readonly deadlineVersion: number | null;
  /** A reminder's slot, the message or document answered, a copy's recipient … */
  readonly slot: string;
}

/** The row's id: a second row for the same letter hits the primary key. */
export function letterId(subject: LetterSubject): string {
  return nameUuid(
    'letter',
    subject.campaignSlug,
    subject.caseToken ?? '',
    subject.kind,
    subject.deadlineVersion ?? 0,
    subject.slot,
  );
}

/**
 * The Message-ID (RFC 5322, 3.6.4) without angle brackets, as deterministic as the letter: when a crash between the
 * server's 250 and our commit sends a letter twice, both copies bear this one. It begins with the case token, so
 * that an answer's References lead back to the case.
 */
export function letterMessageId(subject: LetterSubject, domain: string): string {
  const parts = [
    subject.caseToken ?? subject.campaignSlug,
    subject.kind.toLowerCase().replaceAll('_', '-'),
    ...(subject.deadlineVersion === null ? [] : [`v${subject.deadlineVersion}`]),
    // 60 bits: among copies, which have no token, fewer would meet by chance.
    letterId(subject).replaceAll('-', '').slice(0, 16),
  ];
  return `${parts.join('.')}@${domain}`;
}

/** The case token in one of our own Message-IDs (with or without brackets), or null. */
export function caseTokenInMessageId(messageId: string): string | null {
  return /^<?([a-z2-7]{16})\.[a-z-]+\./.exec(messageId)?.[1] ?? null;
}

/** `akson+TOKEN@hod.dep.no`: answers come back addressed to the case. */
export function replyAddress(mailbox: string, caseToken: string): string {
  return plusAddress(mailbox, caseToken);
}

/** `akson+b-TOKEN@hod.dep.no`: bounces come back addressed to the case. */
export function bounceAddress(mailbox: string, caseToken: string): string {
  return plusAddress(mailbox, `b-${caseToken}`);
}

/** The case token in a plus part, and whether the address is one for bounces; null when there is none. */
export function caseTokenInAddress(address: string): { readonly token: string; readonly bounce: boolean } | null {
  const match = /\+(b-)?([a-z2-7]{16})@/i.exec(address);
  const token = match?.[2];
  return token === undefined ? null : { token: token.toLowerCase(), bounce: match?.[1] !== undefined };
}

function plusAddress(mailbox: string, tag: string): string {
  const at = mailbox.lastIndexOf('@');
  return `${mailbox.slice(0, at)}+${tag}${mailbox.slice(at)}`;
}
