import { isoWithOffset } from '../platform/calendar/index.js';
import { AKSON_2020_TARGETS, AKSON_2020_TIMETABLE } from './akson-2020-scenario.js';
import { reviewSessions, sessionAfter } from './review-sessions.js';

const sessions = reviewSessions(AKSON_2020_TIMETABLE, AKSON_2020_TARGETS.last.at);
const on = (day: string) =>
  sessions
    .map((session) => isoWithOffset(session))
    .filter((text) => text.startsWith(day))
    .map((text) => text.slice(11, 16));

describe('review sessions', () => {
  it.each([
    ['2020-04-24', ['09:30', '13:30']],
    ['2020-04-25', []],
    ['2020-05-01', []],
    ['2020-06-30', ['09:30', '13:30']],
    ['2020-07-01', ['09:30', '11:30', '13:30']],
    ['2020-07-07', ['09:30', '13:30', '16:30']],
    ['2020-07-08', []],
  ])('on %s: %j', (day, times) => {
    expect(on(day)).toEqual(times);
  });

  it.each([
    ['2020-07-01T11:29:59+02:00', '2020-07-01T11:30:00+02:00'],
    ['2020-07-01T11:30:00+02:00', '2020-07-01T13:30:00+02:00'],
    ['2020-07-03T13:30:00+02:00', '2020-07-06T09:30:00+02:00'],
    ['2020-01-01T00:00:00+01:00', '2020-04-24T09:30:00+02:00'],
  ])('the one after %s is %s', (sent, expected) => {
    expect(isoWithOffset(sessionAfter(sessions, new Date(sent))!)).toBe(expected);
  });

  it('ends with the last', () => {
    expect(sessionAfter(sessions, new Date('2020-07-07T16:30:00+02:00'))).toBeNull();
    expect(sessionAfter([], new Date('2020-07-07T16:30:00+02:00'))).toBeNull();
  });
});
