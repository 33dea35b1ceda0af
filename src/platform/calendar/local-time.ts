import { DateTime, IANAZone } from 'luxon';
import { addDays, parseLocalDate, type LocalDate } from './local-date.js';

/** The time zone of every Norwegian deadline. */
export const OSLO = 'Europe/Oslo';

const CLOCK_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * The first instant of the day: local midnight, or the first moment that exists where a zone skips midnight.
 * Throws RangeError on a bad day or an unknown zone.
 */
export function startOfDay(date: LocalDate, zone: string = OSLO): Date {
  return atLocalTime(date, '00:00', zone);
}

/**
 * The last millisecond of the day, 23:59:59.999 local time: what is due on that day is on time up to and including
 * this instant. Days of 23 and 25 hours end where they do on the wall clock.
 */
export function endOfDay(date: LocalDate, zone: string = OSLO): Date {
  return new Date(startOfDay(addDays(date, 1), zone).getTime() - 1);
}

/** The day on which `instant` falls in the zone. */
export function localDate(instant: Date, zone: string = OSLO): LocalDate {
  return inZone(instant, zone).toFormat('yyyy-MM-dd');
}

/** The wall-clock time 'HH:MM' of `instant` in the zone, seconds cut off. */
export function localClockTime(instant: Date, zone: string = OSLO): string {
  return inZone(instant, zone).toFormat('HH:mm');
}

/**
 * The instant of the wall-clock time 'HH:MM' (00:00 to 23:59) on a day. A time that the change to summer time skips
 * moves forward by the skipped hour (02:30 becomes 03:30); of a time that comes twice in autumn, the first is meant.
 * Throws RangeError on a bad day, time or zone.
 */
export function atLocalTime(date: LocalDate, time: string, zone: string = OSLO): Date {
  const key = `${date} ${time} ${zone}`;
  let milliseconds = remembered.get(key);
  if (milliseconds === undefined) {
    milliseconds = searchInstant(date, time, zone);
    if (remembered.size === REMEMBERED_MAX) {
      remembered.clear();
    }
    remembered.set(key, milliseconds);
  }
  return new Date(milliseconds);
}

// Finding an offset costs some 80 µs, and the plans of a whole campaign ask for the same few instants.
const REMEMBERED_MAX = 10_000;
const remembered = new Map<string, number>();

/** The instant with the zone's offset: '2020-07-01T12:00:00+02:00'; milliseconds only when there are any. */
export function isoWithOffset(instant: Date, zone: string = OSLO): string {
  const text = inZone(instant, zone).toISO({ suppressMilliseconds: true, includeOffset: true });
  if (text === null) {
    throw new RangeError('The instant cannot be written in ISO 8601.');
  }
  return text;
}

function inZone(instant: Date, zone: string): DateTime {
  if (Number.isNaN(instant.getTime())) {
    throw new RangeError('The instant is not a valid date.');
  }
  return DateTime.fromJSDate(instant, { zone: known(zone) });
}

function searchInstant(date: LocalDate, time: string, zone: string): number {
  const match = CLOCK_TIME.exec(time);
  if (match === null) {
    throw new RangeError(`"${time}" is not a time of day: write it as HH:MM, from 00:00 to 23:59.`);
  }
  const [year, month, day] = parseLocalDate(date).split('-').map(Number);
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  const local = DateTime.fromObject({ year, month, day, hour, minute }, { zone: known(zone) });
  return Math.min(...local.getPossibleOffsets().map((candidate) => candidate.toMillis()));
}

/** luxon keeps one object per name and checks it once; IANAZone.isValidZone would build an Intl formatter each time. */
function known(name: string): IANAZone {
  const zone = IANAZone.create(name);
  if (!zone.isValid) {
    throw new RangeError(`"${name}" is not a time zone of the IANA database, such as Europe/Oslo.`);
  }
  return zone;
}
