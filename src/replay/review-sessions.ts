import { addDays, atLocalTime, isWorkingDay, localDate } from '../platform/calendar/index.js';
import type { ScenarioTimetable, SigningMethod } from './scenario.js';

/** Every review session after issuing and before `end`, in order. */
export function reviewSessions(timetable: ScenarioTimetable, end: Date): Date[] {
  const { zone, issuedAt } = timetable;
  const times = timetable.extraReviewTimes.map(({ on, at }) => atLocalTime(on, at, zone));
  const lastDay = localDate(end, zone);
  for (let day = localDate(issuedAt, zone); day <= lastDay; day = addDays(day, 1)) {
    if (isWorkingDay(day)) {
      times.push(...timetable.reviewTimes.map((time) => atLocalTime(day, time, zone)));
    }
  }
  const instants = new Set(times.map((time) => time.getTime()));
  return [...instants]
    .filter((instant) => instant > issuedAt.getTime() && instant < end.getTime())
    .toSorted((one, other) => one - other)
    .map((instant) => new Date(instant));
}

/** The first session strictly after `instant`, or null when there is none left. */
export function sessionAfter(sessions: readonly Date[], instant: Date): Date | null {
  let [low, high] = [0, sessions.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (sessions[middle]! > instant) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return sessions[low] ?? null;
}

/** When a signed document sent then is accepted: see `PlannedReturn`. Null when no session is left. */
export function acceptance(method: SigningMethod, sentAt: Date, sessions: readonly Date[]): Date | null {
  return method === 'DIGITAL_SHORT_TERM' ? sentAt : sessionAfter(sessions, sentAt);
}
