import { fieldOfHop, withoutComments } from './received-field.js';

/** What a mailbox knows of the time at which a message came. */
export interface MailboxArrival {
  /** The `Received` fields from the top, the latest first, unfolded. */
  readonly received: readonly string[];
  /** The name of the ministry's server that takes mail from outside, as it writes itself behind `by`; null: none. */
  readonly trustedHop: string | null;
  /** When the mailbox server put the message there; null: it does not say. */
  readonly internalDate: Date | null;
  readonly now: Date;
}

/**
 * When the ministry's own mail server took the message. The topmost field of the trusted hop says it: whatever stands
 * below was there before the message came and may be invented. Without one, or when it names a time that has not come,
 * the mailbox's own date counts, and without that the present.
 */
export function arrivalInMailbox({ received, trustedHop, internalDate, now }: MailboxArrival): Date {
  const byHop = fieldOfHop(received, trustedHop);
  const claims = [byHop === undefined ? null : dateOf(byHop), internalDate];
  return claims.find((claim) => claim !== null && claim <= now) ?? now;
}

/** The date stands behind the last semicolon (RFC 5321, 4.4). Without a zone it would be read in this machine's. */
function dateOf(field: string): Date | null {
  const plain = withoutComments(field);
  const text = plain.slice(plain.lastIndexOf(';') + 1).trim();
  if (!/(?:[+-]\d{4}|\b(?:GMT|UTC|UT))$/i.test(text)) return null;
  const instant = new Date(text.replace(/\bUT$/i, 'UTC'));
  return Number.isNaN(instant.getTime()) ? null : instant;
}
