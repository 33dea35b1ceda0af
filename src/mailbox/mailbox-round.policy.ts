import { atLocalTime, localDate } from '../platform/calendar/index.js';

/** When few people are at work, and the servers are. */
const RECONCILE_AT = '03:00';
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Whether every folder has to be held against what is stored: at the first look ever, and after three each night. */
export function isReconcileDue(reconciledAt: Date | null, now: Date): boolean {
  if (reconciledAt === null) return true;
  const tonight = atLocalTime(localDate(now), RECONCILE_AT);
  return now >= tonight && reconciledAt < tonight;
}

/** Nothing was fetched for longer than is right; counted from the first look where nothing ever was. */
export function standsStill(
  watch: { readonly startedAt: Date; readonly fetchedAt: Date | null },
  alarmAfterMs: number,
  now: Date,
): boolean {
  return now.getTime() - (watch.fetchedAt ?? watch.startedAt).getTime() > alarmAfterMs;
}

/** Milliseconds before the next attempt after so many failures in a row: 1 s, doubling, at most a minute. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1));
}
