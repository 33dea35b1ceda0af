import { daysBetween, endOfDay, localDate, OSLO, type LocalDate } from '../platform/calendar/index.js';

/** One version of a declaration's deadline, as far as the rules need it. */
export interface DeadlineVersion {
  /** From 1, without gaps; the highest counts. */
  readonly version: number;
  /** The deadline ends at 23:59:59.999 of this day. */
  readonly dueOn: LocalDate;
  readonly kind: 'ORIGINAL' | 'EXTENDED' | 'RESTORED';
}

export type DeadlineState = 'OPEN' | 'DUE_SOON' | 'OVERDUE';

/** For a return: judged by its arrival at the ministry's mail server. LATE is shown for decision, never thrown away. */
export type ArrivalJudgement = 'ON_TIME' | 'LATE';

/** A deadline is due soon from the beginning of the day that lies so many whole days before it. */
export const DUE_SOON_DAYS = 7;

/** The last instant that is on time. */
export function deadlineEndsAt(deadline: Pick<DeadlineVersion, 'dueOn'>, zone: string = OSLO): Date {
  return endOfDay(deadline.dueOn, zone);
}

/** The version that counts: the highest. Throws RangeError if there is none. */
export function currentDeadline<D extends DeadlineVersion>(versions: readonly D[]): D {
  const [first, ...others] = versions;
  if (first === undefined) {
    throw new RangeError('A declaration has at least one deadline version; none was given.');
  }
  return others.reduce((highest, other) => (other.version > highest.version ? other : highest), first);
}

/**
 * OVERDUE from the first millisecond after the deadline's day; DUE_SOON from the beginning of the local day that lies
 * `dueSoonDays` whole days before it; OPEN until then.
 */
export function deadlineState(
  now: Date,
  deadline: Pick<DeadlineVersion, 'dueOn'>,
  zone: string = OSLO,
  dueSoonDays = DUE_SOON_DAYS,
): DeadlineState {
  const daysLeft = daysBetween(localDate(now, zone), deadline.dueOn);
  if (daysLeft < 0) {
    return 'OVERDUE';
  }
  return daysLeft <= dueSoonDays ? 'DUE_SOON' : 'OPEN';
}

/** Whether a return that arrived at `arrivedAt` (to the millisecond) kept the deadline. */
export function arrivalJudgement(
  arrivedAt: Date,
  deadline: Pick<DeadlineVersion, 'dueOn'>,
  zone: string = OSLO,
): ArrivalJudgement {
  return arrivedAt <= deadlineEndsAt(deadline, zone) ? 'ON_TIME' : 'LATE';
}
