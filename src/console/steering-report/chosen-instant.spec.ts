import { chosenInstant } from './chosen-instant.js';

const OSLO = 'Europe/Oslo';

describe('the instant that is typed for a report', () => {
  it.each([
    ['', '', undefined],
    ['2020-06-10', '12:00', '2020-06-10T10:00:00.000Z'],
    ['2020-06-10', '', '2020-06-09T22:00:00.000Z'],
    ['2020-12-24', '23:59', '2020-12-24T22:59:00.000Z'],
  ])('%j and %j is %s', (day, time, instant) => {
    const at = instant === undefined ? undefined : new Date(instant);
    expect(chosenInstant({ day, time }, OSLO)).toEqual({ kind: 'instant', at });
  });

  it.each([
    ['', '12:00', 'day', 'timeWithoutDay'],
    ['10.06.2020', '12:00', 'day', 'dayInvalid'],
    ['2020-02-30', '', 'day', 'dayInvalid'],
    ['2020-06-10', '24:00', 'time', 'timeInvalid'],
    ['2020-06-10', 'noon', 'time', 'timeInvalid'],
  ])('%j and %j is a fault of the %s: %s', (day, time, field, fault) => {
    expect(chosenInstant({ day, time }, OSLO)).toEqual({ kind: 'fault', field, fault });
  });
});
