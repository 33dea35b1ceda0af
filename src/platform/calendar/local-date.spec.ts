import { addDays, daysBetween, isLocalDate, isoWeekday, parseLocalDate } from './index.js';

describe('a local date', () => {
  it.each(['2020-02-29', '2000-02-29', '0001-01-01', '0099-12-31', '9999-12-31'])('%s exists', (date) => {
    expect(isLocalDate(date)).toBe(true);
    expect(parseLocalDate(date)).toBe(date);
  });

  it.each([
    '2019-02-29',
    '1900-02-29',
    '2020-13-01',
    '2020-00-10',
    '2020-04-31',
    '2020-7-1',
    '0000-01-01',
    '20200701',
    '',
    ' 2020-07-01',
    '2020-07-01\n',
  ])('%j is refused', (date) => {
    expect(isLocalDate(date)).toBe(false);
    expect(() => parseLocalDate(date)).toThrow(RangeError);
  });

  it.each([
    ['2020-06-30', 1, '2020-07-01'],
    ['2020-07-01', -14, '2020-06-17'],
    ['2020-02-28', 1, '2020-02-29'],
    ['2019-12-31', 1, '2020-01-01'],
    ['2020-03-28', 2, '2020-03-30'],
    ['2020-10-24', 2, '2020-10-26'],
    ['1969-12-31', -365, '1968-12-31'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
    expect(daysBetween(date, expected)).toBe(days);
    expect(daysBetween(expected, date) + days).toBe(0);
  });

  it('refuses half days and years that cannot be written', () => {
    expect(() => addDays('2020-07-01', 0.5)).toThrow('whole numbers');
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError);
  });

  it.each([
    ['2020-07-01', 3],
    ['2020-07-05', 7],
    ['2020-07-06', 1],
    ['1970-01-01', 4],
    ['1969-12-29', 1],
    ['1814-05-17', 2],
  ])('%s is day %i of its week', (date, weekday) => {
    expect(isoWeekday(date)).toBe(weekday);
  });
});
