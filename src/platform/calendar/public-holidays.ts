import { addDays, isoWeekday, parseLocalDate, type LocalDate } from './local-date.js';

/** One Norwegian public holiday with its name in both written languages. */
export interface PublicHoliday {
  readonly date: LocalDate;
  readonly nb: string;
  readonly nn: string;
}

/**
 * Easter Sunday of a year in the Gregorian calendar (1583 to 9999), by the anonymous rule in Nature, 20 April 1876,
 * as Meeus gives it (Astronomical Algorithms, 2nd edition, chapter 8). It has no exceptions. The names below are
 * Meeus' own letters. Throws RangeError on another year.
 */
export function easterSunday(year: number): LocalDate {
  if (!Number.isSafeInteger(year) || year < 1583 || year > 9999) {
    throw new RangeError(`Easter is computed for the years 1583 to 9999, not for ${year}.`);
  }
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  const month = String(Math.floor(n / 31)).padStart(2, '0');
  const day = String((n % 31) + 1).padStart(2, '0');
  return `${year}-${month}-${day}`;
}

/**
 * The public holidays of a year, in the calendar's order: lov om helligdager og helligdagsfred § 2, and lov om 1 og
 * 17 mai som høgtidsdagar § 1. Two may fall on one day (Ascension Day on 1 May 2008, 17 May on Whit Sunday 2043).
 */
export function publicHolidays(year: number): readonly PublicHoliday[] {
  const easter = easterSunday(year);
  const holidays: PublicHoliday[] = [
    { date: `${year}-01-01`, nb: '1. nyttårsdag', nn: '1. nyttårsdag' },
    { date: addDays(easter, -3), nb: 'skjærtorsdag', nn: 'skjertorsdag' },
    { date: addDays(easter, -2), nb: 'langfredag', nn: 'langfredag' },
    { date: easter, nb: '1. påskedag', nn: '1. påskedag' },
    { date: addDays(easter, 1), nb: '2. påskedag', nn: '2. påskedag' },
    { date: `${year}-05-01`, nb: '1. mai', nn: '1. mai' },
    { date: `${year}-05-17`, nb: '17. mai', nn: '17. mai' },
    { date: addDays(easter, 39), nb: 'Kristi himmelfartsdag', nn: 'Kristi himmelfartsdag' },
    { date: addDays(easter, 49), nb: '1. pinsedag', nn: '1. pinsedag' },
    { date: addDays(easter, 50), nb: '2. pinsedag', nn: '2. pinsedag' },
    { date: `${year}-12-25`, nb: '1. juledag', nn: '1. juledag' },
    { date: `${year}-12-26`, nb: '2. juledag', nn: '2. juledag' },
  ];
  return holidays.toSorted((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
}

/** The public holiday on `date` (the first named, should two coincide), or undefined. */
export function publicHolidayOn(date: LocalDate): PublicHoliday | undefined {
  const year = Number(parseLocalDate(date).slice(0, 4));
  let holidays = known.get(year);
  if (holidays === undefined) {
    holidays = publicHolidays(year);
    known.set(year, holidays);
  }
  return holidays.find((holiday) => holiday.date === date);
}

// Plans for thousands of recipients ask about the same few days; a year's holidays never change once computed.
const known = new Map<number, readonly PublicHoliday[]>();

/** Monday to Friday and no public holiday. Christmas Eve and New Year's Eve are working days by law. */
export function isWorkingDay(date: LocalDate): boolean {
  return isoWeekday(date) <= 5 && publicHolidayOn(date) === undefined;
}

/** The last working day strictly before `date`. */
export function previousWorkingDay(date: LocalDate): LocalDate {
  return workingDayOnOrBefore(addDays(date, -1));
}

/** The first working day strictly after `date`. */
export function nextWorkingDay(date: LocalDate): LocalDate {
  return workingDayOnOrAfter(addDays(date, 1));
}

/** `date` itself if it is a working day, else the last one before it. */
export function workingDayOnOrBefore(date: LocalDate): LocalDate {
  let day = date;
  while (!isWorkingDay(day)) {
    day = addDays(day, -1);
  }
  return day;
}

/** `date` itself if it is a working day, else the first one after it. */
export function workingDayOnOrAfter(date: LocalDate): LocalDate {
  let day = date;
  while (!isWorkingDay(day)) {
    day = addDays(day, 1);
  }
  return day;
}
