const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after a failed attempt the next one is made. Together they are three days to the minute. */
const WAITS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  18 * HOUR,
  22 * HOUR + 24 * MINUTE + 55 * SECOND,
];

/** Attempts at one delivery, the first included, before it is given up. */
export const MOST_ATTEMPTS = WAITS_MS.length + 1;

/** When to try again after `attempts` failed ones; null: never. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const wait = WAITS_MS[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/**
 * How long an endpoint is left alone after so many failures in a row, over all its deliveries: 5 s, doubling, at most
 * 5 minutes. One endpoint that hangs must not keep the others waiting while everything due to it runs into time-outs.
 */
export function restAfter(failures: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(5 * MINUTE, 5 * SECOND * 2 ** Math.min(20, Math.max(0, failures - 1))));
}
