/** How many failures go free before the first pause. An address may be a whole office behind one router. */
export const FREE_FAILURES = { account: 5, device: 5, code: 5, address: 30 } as const;
export type FailureCounter = keyof typeof FREE_FAILURES;

const FIRST_PAUSE_MS = 30_000;
/** No pause is longer, so nobody is locked out for good, whoever guesses. */
export const LONGEST_PAUSE_MS = 15 * 60_000;
/** So long after the latest failure all are forgotten. */
export const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

export interface Failures {
  readonly failures: number;
  readonly lastAt: Date;
  readonly blockedUntil: Date | null;
}

/** Whether attempts are refused unseen; the instant when the pause ends is outside it. */
export function isPaused(failures: Failures | null, now: Date): boolean {
  return failures !== null && failures.blockedUntil !== null && failures.blockedUntil > now;
}

/** One failure more: from the last free one on, each brings a pause twice as long as the one before. */
export function afterFailure(before: Failures | null, counter: FailureCounter, now: Date): Failures {
  const isForgotten = before === null || now.getTime() - before.lastAt.getTime() >= FORGOTTEN_AFTER_MS;
  const failures = (isForgotten ? 0 : before.failures) + 1;
  const beyond = failures - FREE_FAILURES[counter];
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(beyond, 20));
  return { failures, lastAt: now, blockedUntil: beyond < 0 ? null : new Date(now.getTime() + pauseMs) };
}
