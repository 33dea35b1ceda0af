import { atLocalTime, endOfDay, isoWithOffset, localClockTime, localDate, startOfDay } from './index.js';

const HOUR = 3_600_000;

describe('a day in a zone', () => {
  it.each([
    ['2020-07-01', 'Europe/Oslo', '2020-06-30T22:00:00.000Z', '2020-07-01T21:59:59.999Z', 24],
    ['2020-01-15', 'Europe/Oslo', '2020-01-14T23:00:00.000Z', '2020-01-15T22:59:59.999Z', 24],
    ['2020-03-29', 'Europe/Oslo', '2020-03-28T23:00:00.000Z', '2020-03-29T21:59:59.999Z', 23],
    ['2020-10-25', 'Europe/Oslo', '2020-10-24T22:00:00.000Z', '2020-10-25T22:59:59.999Z', 25],
    ['2020-07-01', 'UTC', '2020-07-01T00:00:00.000Z', '2020-07-01T23:59:59.999Z', 24],
    // Chile skips from 00:00 to 01:00.
    ['2020-09-06', 'America/Santiago', '2020-09-06T04:00:00.000Z', '2020-09-07T02:59:59.999Z', 23],
    // Cuba's clocks go back from 01:00 to 00:00: the day has two midnights and starts at the first.
    ['2020-11-01', 'America/Havana', '2020-11-01T04:00:00.000Z', '2020-11-02T04:59:59.999Z', 25],
  ])('%s in %s runs from %s to %s (%i hours)', (date, zone, start, end, hours) => {
    expect(startOfDay(date, zone).toISOString()).toBe(start);
    expect(endOfDay(date, zone).toISOString()).toBe(end);
    expect(endOfDay(date, zone).getTime() + 1 - startOfDay(date, zone).getTime()).toBe(hours * HOUR);
    expect(localDate(startOfDay(date, zone), zone)).toBe(date);
    expect(localDate(endOfDay(date, zone), zone)).toBe(date);
  });

  it('is Oslo when no zone is given', () => {
    expect(endOfDay('2020-07-01').toISOString()).toBe('2020-07-01T21:59:59.999Z');
    expect(localDate(new Date('2020-07-01T21:59:59.999Z'))).toBe('2020-07-01');
    expect(localDate(new Date('2020-07-01T22:00:00.000Z'))).toBe('2020-07-02');
  });
});

describe('a wall-clock time', () => {
  it.each([
    ['2020-07-01', '12:00', '2020-07-01T10:00:00.000Z'],
    ['2020-01-15', '09:00', '2020-01-15T08:00:00.000Z'],
    ['2020-03-29', '01:59', '2020-03-29T00:59:00.000Z'],
    ['2020-03-29', '02:30', '2020-03-29T01:30:00.000Z'], // skipped: shows as 03:30
    ['2020-03-29', '03:00', '2020-03-29T01:00:00.000Z'],
    ['2020-10-25', '02:30', '2020-10-25T00:30:00.000Z'], // twice: the first, summer time
    ['2020-10-25', '03:00', '2020-10-25T02:00:00.000Z'],
  ])('%s %s is %s', (date, time, expected) => {
    expect(atLocalTime(date, time).toISOString()).toBe(expected);
  });

  it('gives a new date every time, so that nobody can change what another one gets', () => {
    atLocalTime('2020-07-01', '12:00').setTime(0);
    expect(atLocalTime('2020-07-01', '12:00').toISOString()).toBe('2020-07-01T10:00:00.000Z');
  });

  it('shows a skipped time one hour later', () => {
    expect(localClockTime(atLocalTime('2020-03-29', '02:30'))).toBe('03:30');
  });

  it.each(['9:00', '24:00', '12:60', '12.00', '', '12:00:00'])('refuses %j', (time) => {
    expect(() => atLocalTime('2020-07-01', time)).toThrow('HH:MM');
  });

  it('refuses an unknown zone and an invalid instant', () => {
    expect(() => startOfDay('2020-07-01', 'Europe/Atlantis')).toThrow('time zone');
    expect(() => localDate(new Date(Number.NaN))).toThrow(RangeError);
    expect(() => endOfDay('2020-06-31')).toThrow(RangeError);
  });
});

describe('an instant with its offset', () => {
  it.each([
    ['2020-07-01T10:00:00.000Z', '2020-07-01T12:00:00+02:00'],
    ['2020-12-01T10:00:00.250Z', '2020-12-01T11:00:00.250+01:00'],
    ['2020-10-25T00:30:00.000Z', '2020-10-25T02:30:00+02:00'],
    ['2020-10-25T01:30:00.000Z', '2020-10-25T02:30:00+01:00'],
  ])('%s is %s', (utc, expected) => {
    expect(isoWithOffset(new Date(utc))).toBe(expected);
  });
});
