import {
  formatDay,
  formatInstant,
  formatNumber,
  formatPeriod,
  formatWeekday,
  spellNumber,
} from './norwegian-format.js';

describe('days', () => {
  it.each([
    ['2020-07-01', '1. juli 2020', 'onsdag 1. juli 2020', 'onsdag 1. juli 2020'],
    ['2020-07-07', '7. juli 2020', 'tirsdag 7. juli 2020', 'tysdag 7. juli 2020'],
    ['2020-05-04', '4. mai 2020', 'mandag 4. mai 2020', 'måndag 4. mai 2020'],
    ['2020-02-29', '29. februar 2020', 'lørdag 29. februar 2020', 'laurdag 29. februar 2020'],
    ['2021-01-03', '3. januar 2021', 'søndag 3. januar 2021', 'søndag 3. januar 2021'],
  ])('%s', (day, plain, nb, nn) => {
    expect([formatDay(day), formatWeekday(day, 'nb'), formatWeekday(day, 'nn')]).toEqual([plain, nb, nn]);
  });

  it.each(['2020-02-30', '2021-02-29', '01.07.2020', '2020-7-1', '', '2020-07-01T00:00:00Z'])('refuses "%s"', (day) => {
    expect(() => formatDay(day)).toThrow(RangeError);
  });
});

describe('instants, in Oslo', () => {
  it.each([
    ['2020-06-26T08:15:00Z', '26. juni 2020 kl.\u00a010.15'],
    ['2020-06-30T22:00:00Z', '1. juli 2020 kl.\u00a000.00'],
    ['2020-07-01T23:59:59.999+02:00', '1. juli 2020 kl.\u00a023.59'],
    ['2020-12-31T23:30:00Z', '1. januar 2021 kl.\u00a000.30'],
  ])('%s', (instant, expected) => {
    expect(formatInstant(instant)).toBe(expected);
  });

  it.each(['2020-06-26T08:15:00', '2020-06-26', 'i går', '2020-13-01T00:00:00Z'])('refuses "%s"', (instant) => {
    expect(() => formatInstant(instant)).toThrow(RangeError);
  });

  it('writes a period on one day and over midnight', () => {
    expect(formatPeriod('2020-05-05T14:00:00+02:00', '2020-05-05T15:30:00+02:00', 'nn')).toBe(
      'tysdag 5. mai 2020 kl.\u00a014.00–15.30',
    );
    expect(formatPeriod('2020-05-05T22:00:00+02:00', '2020-05-06T01:00:00+02:00', 'nb')).toBe(
      'tirsdag 5. mai 2020 kl.\u00a022.00 – onsdag 6. mai 2020 kl.\u00a001.00',
    );
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1426, '1\u00a0426'],
    [4632214, '4\u00a0632\u00a0214'],
  ])('%i', (value, expected) => {
    expect(formatNumber(value)).toBe(expected);
  });

  it('are words up to ten', () => {
    expect([1, 7, 11].map((value) => spellNumber(value, 'nb'))).toEqual(['én', 'sju', '11']);
    expect(spellNumber(1, 'nn')).toBe('ein');
  });
});
