import {
  arrivalJudgement,
  currentDeadline,
  deadlineEndsAt,
  deadlineState,
  type DeadlineVersion,
} from './deadline.policy.js';

const on = (dueOn: string) => ({ dueOn });

describe('deadlineState', () => {
  it.each([
    // instant (UTC), due on, state
    ['2020-04-24T07:00:00.000Z', '2020-07-01', 'OPEN'],
    ['2020-06-23T21:59:59.999Z', '2020-07-01', 'OPEN'],
    ['2020-06-23T22:00:00.000Z', '2020-07-01', 'DUE_SOON'], // 24 June begins in Oslo
    ['2020-07-01T10:00:00.000Z', '2020-07-01', 'DUE_SOON'],
    ['2020-07-01T21:59:59.999Z', '2020-07-01', 'DUE_SOON'],
    ['2020-07-01T22:00:00.000Z', '2020-07-01', 'OVERDUE'],
    ['2020-07-01T22:00:00.000Z', '2020-07-07', 'DUE_SOON'],
    ['2020-12-01T22:59:59.999Z', '2020-12-01', 'DUE_SOON'], // winter time
    ['2020-12-01T23:00:00.000Z', '2020-12-01', 'OVERDUE'],
    ['2020-03-29T21:59:59.999Z', '2020-03-29', 'DUE_SOON'], // a day of 23 hours
    ['2020-03-29T22:00:00.000Z', '2020-03-29', 'OVERDUE'],
    ['2020-10-25T22:59:59.999Z', '2020-10-25', 'DUE_SOON'], // a day of 25 hours
    ['2020-10-25T23:00:00.000Z', '2020-10-25', 'OVERDUE'],
  ])('at %s, due on %s: %s', (now, dueOn, state) => {
    expect(deadlineState(new Date(now), on(dueOn))).toBe(state);
  });

  it('takes another zone and another number of days', () => {
    const now = new Date('2020-07-01T22:30:00.000Z');
    expect(deadlineState(now, on('2020-07-01'), 'UTC')).toBe('DUE_SOON');
    expect(deadlineState(now, on('2020-07-04'), 'Europe/Oslo', 1)).toBe('OPEN');
    expect(deadlineState(now, on('2020-07-03'), 'Europe/Oslo', 1)).toBe('DUE_SOON');
    expect(deadlineState(now, on('2020-07-03'), 'Europe/Oslo', 0)).toBe('OPEN');
  });
});

describe('arrivalJudgement', () => {
  it.each([
    ['2020-07-01T21:59:59.999Z', '2020-07-01', 'ON_TIME'],
    ['2020-07-01T22:00:00.000Z', '2020-07-01', 'LATE'],
    ['2020-07-07T21:59:59.999Z', '2020-07-07', 'ON_TIME'],
    ['2020-07-07T22:00:00.000Z', '2020-07-07', 'LATE'],
    ['2020-01-31T22:59:59.999Z', '2020-01-31', 'ON_TIME'],
    ['2020-01-31T23:00:00.000Z', '2020-01-31', 'LATE'],
    ['2020-04-24T07:00:00.000Z', '2020-07-01', 'ON_TIME'],
  ])('arrived %s, due on %s: %s', (arrivedAt, dueOn, judgement) => {
    expect(arrivalJudgement(new Date(arrivedAt), on(dueOn))).toBe(judgement);
    expect(arrivalJudgement(new Date(arrivedAt), on(dueOn)) === 'LATE').toBe(
      deadlineState(new Date(arrivedAt), on(dueOn)) === 'OVERDUE',
    );
  });

  it('ends where deadlineEndsAt says', () => {
    const end = deadlineEndsAt(on('2020-07-01'));
    expect(end.toISOString()).toBe('2020-07-01T21:59:59.999Z');
    expect(arrivalJudgement(end, on('2020-07-01'))).toBe('ON_TIME');
    expect(arrivalJudgement(new Date(end.getTime() + 1), on('2020-07-01'))).toBe('LATE');
  });
});

describe('currentDeadline', () => {
  const versions: DeadlineVersion[] = [
    { version: 1, dueOn: '2020-07-01', kind: 'ORIGINAL' },
    { version: 3, dueOn: '2020-07-01', kind: 'RESTORED' },
    { version: 2, dueOn: '2020-07-07', kind: 'EXTENDED' },
  ];

  it('is the highest version, in whichever order they come, even if it is due earlier', () => {
    expect(currentDeadline(versions).kind).toBe('RESTORED');
    expect(currentDeadline(versions.toReversed()).kind).toBe('RESTORED');
    expect(currentDeadline(versions.slice(0, 1)).kind).toBe('ORIGINAL');
  });

  it('refuses a declaration without any', () => {
    expect(() => currentDeadline([])).toThrow(RangeError);
  });
});
