/** For how many days events, deliveries and attempts are kept after the event: a number. */
export const WEBHOOK_LOG_DAYS = Symbol('WEBHOOK_LOG_DAYS');

/** Long enough to look into what a receiver asks about, short enough for the tables to stay small. */
export const DEFAULT_WEBHOOK_LOG_DAYS = 90;

export const DAY_MS = 24 * 60 * 60 * 1000;

/** The end of the day (UTC) of `at`: one purge forgets whole days. */
export function endOfDay(at: Date): Date {
  return new Date((Math.floor(at.getTime() / DAY_MS) + 1) * DAY_MS);
}
