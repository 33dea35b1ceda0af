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
  return wallClock(instant, zone).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** The wall-clock time 'HH:MM' of `instant` in the zone, seconds cut off. */
export function localClockTime(instant: Date, zone: string = OSLO): string {
  return wallClock(instant, zone).toISOString().slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:mm'.length);
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
  const minutes = offsetAt(instant, zone);
  const wall = wallClock(instant, zone).toISOString().replace('.000', '').slice(0, -1);
  const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const digits = (value: number): string => String(value).padStart(2, '0');
  return `${wall}${minutes < 0 ? '-' : '+'}${digits(hour)}:${digits(minute)}`;
}

/** A date whose UTC fields are those of the wall clock in the zone. Throws RangeError past the years 0 to 9999. */
function wallClock(instant: Date, zone: string): Date {
  const wall = new Date(instant.getTime() + offsetAt(instant, zone) * 60_000);
  const year = wall.getUTCFullYear();
  if (year >= 0 && year <= 9999) return wall;
  throw new RangeError('The instant is not between the years 0 and 9999.');
}

const QUARTER_HOUR_MS = 900_000;
const rememberedOffsets = new Map<string, number>();

/** Minutes east of UTC. Zones change theirs at full quarters of an hour, so it is looked up once for each. */
function offsetAt(instant: Date, zone: string): number {
  const ms = instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError('The instant is not a valid date.');
  const key = `${Math.floor(ms / QUARTER_HOUR_MS)} ${zone}`;
  let minutes = rememberedOffsets.get(key);
  if (minutes === undefined) {
    minutes = Math.trunc(known(zone).offset(ms));
    if (rememberedOffsets.size === REMEMBERED_MAX) rememberedOffsets.clear();
    rememberedOffsets.set(key, minutes);
  }
  return minutes;
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
