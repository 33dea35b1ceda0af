import {
  addDays,
  easterSunday,
  isWorkingDay,
  isoWeekday,
  nextWorkingDay,
  previousWorkingDay,
  publicHolidayOn,
  publicHolidays,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
} from './index.js';

/** Easter from its definition: the Sunday after the church's 14th day of the moon (Clavius' epact table). */
function easterByEpact(year: number): string {
  const century = Math.floor(year / 100) + 1;
  const solar = Math.floor((3 * century) / 4) - 12;
  const lunar = Math.floor((8 * century + 5) / 25) - 5;
  const golden = (year % 19) + 1;
  let epact = (((11 * golden + 20 + lunar - solar) % 30) + 30) % 30;
  if ((epact === 25 && golden > 11) || epact === 24) {
    epact += 1;
  }
  let fullMoon = 44 - epact;
  if (fullMoon < 21) {
    fullMoon += 30;
  }
  let day = addDays(`${year}-03-01`, fullMoon - 1);
  do {
    day = addDays(day, 1);
  } while (isoWeekday(day) !== 7);
  return day;
}

describe('Easter Sunday', () => {
  it.each([
    '1818-03-22',
    '1886-04-25',
    '1943-04-25',
    '1954-04-18',
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2019-04-21',
    '2020-04-12',
    '2021-04-04',
    '2024-03-31',
    '2025-04-20',
    '2038-04-25',
    '2285-03-22',
  ])('%s', (date) => {
    expect(easterSunday(Number(date.slice(0, 4)))).toBe(date);
  });

  it('agrees with the epact rule for every year from 1583 to 4099', () => {
    const differing = [];
    for (let year = 1583; year <= 4099; year++) {
      if (easterSunday(year) !== easterByEpact(year)) {
        differing.push(year);
      }
    }
    expect(differing).toEqual([]);
  });

  it('refuses years without a Gregorian Easter', () => {
    expect(() => easterSunday(1582)).toThrow(RangeError);
    expect(() => easterSunday(2020.5)).toThrow(RangeError);
  });
});

describe('Norwegian public holidays', () => {
  it('has the twelve of 2020 in order', () => {
    expect(publicHolidays(2020).map((holiday) => `${holiday.date} ${holiday.nb}`)).toEqual([
      '2020-01-01 1. nyttårsdag',
      '2020-04-09 skjærtorsdag',
      '2020-04-10 langfredag',
      '2020-04-12 1. påskedag',
      '2020-04-13 2. påskedag',
      '2020-05-01 1. mai',
      '2020-05-17 17. mai',
      '2020-05-21 Kristi himmelfartsdag',
      '2020-05-31 1. pinsedag',
      '2020-06-01 2. pinsedag',
      '2020-12-25 1. juledag',
      '2020-12-26 2. juledag',
    ]);
    expect(publicHolidayOn('2020-04-09')?.nn).toBe('skjertorsdag');
    expect(publicHolidayOn('2020-12-24')).toBeUndefined();
  });

  it('lets two fall on one day', () => {
    expect(publicHolidays(2008).filter((holiday) => holiday.date === '2008-05-01')).toHaveLength(2);
  });

  it.each([
    ['2020-07-01', true],
    ['2020-07-04', false],
    ['2020-07-05', false],
    ['2020-04-08', true],
    ['2020-04-09', false],
    ['2020-04-13', false],
    ['2020-04-14', true],
    ['2021-05-17', false],
    ['2020-05-18', true],
    ['2020-12-24', true],
  ])('%s is a working day: %s', (date, expected) => {
    expect(isWorkingDay(date)).toBe(expected);
  });

  it.each([
    // day, the working day before, the one after, on or before, on or after
    ['2020-07-01', '2020-06-30', '2020-07-02', '2020-07-01', '2020-07-01'],
    ['2020-07-05', '2020-07-03', '2020-07-06', '2020-07-03', '2020-07-06'],
    ['2020-04-12', '2020-04-08', '2020-04-14', '2020-04-08', '2020-04-14'],
    ['2020-06-01', '2020-05-29', '2020-06-02', '2020-05-29', '2020-06-02'],
    ['2021-05-17', '2021-05-14', '2021-05-18', '2021-05-14', '2021-05-18'],
    ['2021-01-01', '2020-12-31', '2021-01-04', '2020-12-31', '2021-01-04'],
  ])('around %s', (date, previous, next, onOrBefore, onOrAfter) => {
    expect(previousWorkingDay(date)).toBe(previous);
    expect(nextWorkingDay(date)).toBe(next);
    expect(workingDayOnOrBefore(date)).toBe(onOrBefore);
    expect(workingDayOnOrAfter(date)).toBe(onOrAfter);
  });
});
