import { addDays, atLocalTime, isWorkingDay, localDate, type LocalDate } from '../platform/calendar/index.js';

/** When letters that are not urgent may leave: from `from` up to, not including, `to`, wall-clock time in the zone. */
export interface SendingWindow {
  /** 'HH:MM', before `to`. */
  readonly from: string;
  /** 'HH:MM'. */
  readonly to: string;
  /** Monday to Friday and no Norwegian public holiday. */
  readonly workingDaysOnly: boolean;
  /** IANA name. */
  readonly timeZone: string;
}

/** Whether anything may leave on that day at all. */
export function isSendingDay(date: LocalDate, window: SendingWindow): boolean {
  return !window.workingDaysOnly || isWorkingDay(date);
}

/** `instant` itself if it lies in the window, else the beginning of the next window. */
export function nextSendingMoment(instant: Date, window: SendingWindow): Date {
  let day = localDate(instant, window.timeZone);
  for (;;) {
    if (isSendingDay(day, window)) {
      const opensAt = atLocalTime(day, window.from, window.timeZone);
      const closesAt = atLocalTime(day, window.to, window.timeZone);
      if (instant < closesAt) {
        return instant < opensAt ? opensAt : instant;
      }
    }
    day = addDays(day, 1);
  }
}

/** Throws RangeError if the window is empty or `time` ('HH:MM') lies outside it. */
export function assertInWindow(time: string, window: SendingWindow): void {
  if (window.from >= window.to) {
    throw new RangeError(`The sending window from ${window.from} to ${window.to} is empty: "from" must come first.`);
  }
  if (time < window.from || time >= window.to) {
    throw new RangeError(`${time} lies outside the sending window from ${window.from} to ${window.to}.`);
  }
}
