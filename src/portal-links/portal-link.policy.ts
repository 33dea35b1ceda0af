import { addDays, endOfDay, localDate, type LocalDate } from '../platform/calendar/index.js';

/**
 * After the last deadline a municipality may still answer late, be asked for a better copy, and fetch its receipts; a
 * complaint about a decision has three weeks, and July counts for little. After that the link is of use to nobody but a
 * finder of old mail.
 */
export const DAYS_AFTER_LAST_DEADLINE = 42;
/** Somebody has asked for this one: it works for as long as a letter may lie, whenever the campaign ended. */
export const DAYS_AFTER_RENEWAL = 14;
/** A second letter within so short a time would bring nothing but a second letter. */
export const HOURS_BETWEEN_REQUESTED = 24;

export interface PortalLinkTerms {
  /** The declaration's own deadline, and those of its campaign. */
  readonly deadlines: readonly [LocalDate, ...LocalDate[]];
  readonly timeZone: string;
  /** When a new link was last sent; null: never. */
  readonly renewedAt: Date | null;
}

/** The last instant at which the link opens anything. */
export function linkExpiresAt({ deadlines, timeZone, renewedAt }: PortalLinkTerms): Date {
  const last = deadlines.reduce((latest, on) => (on > latest ? on : latest));
  const after = endOfDay(addDays(last, DAYS_AFTER_LAST_DEADLINE), timeZone);
  if (renewedAt === null) return after;
  const renewed = endOfDay(addDays(localDate(renewedAt, timeZone), DAYS_AFTER_RENEWAL), timeZone);
  return renewed > after ? renewed : after;
}

/** Whether a link may go out that somebody unknown has asked for. `sentAt`: when the last one was sent; null: never. */
export function mayOffer(sentAt: Date | null, now: Date): boolean {
  return sentAt === null || now.getTime() - sentAt.getTime() >= HOURS_BETWEEN_REQUESTED * 3_600_000;
}
