import { formatClockTime, formatDate, formatDateWithWeekday, formatInstant } from './index.js';

describe('dates in Norwegian', () => {
  it.each([
    ['2020-07-01', '1. juli 2020', 'onsdag 1. juli 2020', 'onsdag 1. juli 2020'],
    ['2020-07-07', '7. juli 2020', 'tirsdag 7. juli 2020', 'tysdag 7. juli 2020'],
    ['2020-05-04', '4. mai 2020', 'mandag 4. mai 2020', 'måndag 4. mai 2020'],
    ['2020-12-26', '26. desember 2020', 'lørdag 26. desember 2020', 'laurdag 26. desember 2020'],
    ['2020-05-31', '31. mai 2020', 'søndag 31. mai 2020', 'søndag 31. mai 2020'],
  ])('%s', (date, plain, nb, nn) => {
    expect(formatDate(date)).toBe(plain);
    expect(formatDateWithWeekday(date, 'nb')).toBe(nb);
    expect(formatDateWithWeekday(date, 'nn')).toBe(nn);
  });

  it.each([
    ['2020-07-01T10:00:00Z', 'onsdag 1. juli 2020 kl. 12.00', 'onsdag 1. juli 2020 kl. 12.00'],
    ['2020-07-06T22:05:59Z', 'tirsdag 7. juli 2020 kl. 00.05', 'tysdag 7. juli 2020 kl. 00.05'],
    ['2020-01-04T08:30:00Z', 'lørdag 4. januar 2020 kl. 09.30', 'laurdag 4. januar 2020 kl. 09.30'],
  ])('%s', (utc, nb, nn) => {
    expect(formatInstant(new Date(utc), 'nb')).toBe(nb);
    expect(formatInstant(new Date(utc), 'nn')).toBe(nn);
    expect(nb.endsWith(formatClockTime(new Date(utc)))).toBe(true);
  });
});
