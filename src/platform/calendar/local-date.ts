/**
 * A day in the calendar, 'YYYY-MM-DD' (ISO 8601 calendar date, years 0001 to 9999), with no time and no zone. Days
 * compare and sort as strings.
 */
export type LocalDate = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** Whether `text` is an existing day written as 'YYYY-MM-DD'. */
export function isLocalDate(text: string): boolean {
  return dayNumberOf(text) !== undefined;
}

/** `text` as a day. Throws RangeError if it is not an existing day written as 'YYYY-MM-DD'. */
export function parseLocalDate(text: string): LocalDate {
  dayNumber(text);
  return text;
}

/** The day `days` (a whole number, may be negative) after `date`. Throws RangeError on a bad day. */
export function addDays(date: LocalDate, days: number): LocalDate {
  if (!Number.isSafeInteger(days)) {
    throw new RangeError(`Days are counted in whole numbers; ${days} is not one.`);
  }
  return fromDayNumber(dayNumber(date) + days);
}

/** Whole calendar days from `from` to `to`: 0 for the same day, negative if `to` lies earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day of the week as ISO 8601 numbers it: 1 is Monday, 7 is Sunday. */
export function isoWeekday(date: LocalDate): number {
  // Day 0, 1 January 1970, was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Days since 1 January 1970 in the proleptic Gregorian calendar. */
function dayNumber(date: LocalDate): number {
  const days = dayNumberOf(date);
  if (days === undefined) {
    throw new RangeError(`"${date}" is not a day: write an existing one as YYYY-MM-DD.`);
  }
  return days;
}

function dayNumberOf(text: string): number | undefined {
  const match = SHAPE.exec(text);
  if (match === null || match[1] === '0000') {
    return undefined;
  }
  // setUTCFullYear, because Date.UTC reads the years 0 to 99 as 1900 to 1999.
  const midnight = new Date(0).setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(midnight).toISOString().slice(0, 10) === text ? midnight / MS_PER_DAY : undefined;
}

function fromDayNumber(days: number): LocalDate {
  const instant = new Date(days * MS_PER_DAY);
  const text = Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10);
  if (!isLocalDate(text)) {
    throw new RangeError('The day lies outside the years 0001 to 9999.');
  }
  return text;
}
