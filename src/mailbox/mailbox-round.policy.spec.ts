import { isReconcileDue, pauseAfter, standsStill } from './mailbox-round.policy.js';

describe('isReconcileDue', () => {
  it.each([
    ['never done', null, '2020-05-02T12:00:00+02:00', true],
    ['done this night', '2020-05-02T03:00:01+02:00', '2020-05-02T23:00:00+02:00', false],
    ['done last night, before three', '2020-05-01T03:00:01+02:00', '2020-05-02T02:59:59+02:00', false],
    ['done last night, at three', '2020-05-01T03:00:01+02:00', '2020-05-02T03:00:00+02:00', true],
    ['done an hour before three', '2020-05-02T02:00:00+02:00', '2020-05-02T03:30:00+02:00', true],
    ['away for a week', '2020-04-25T12:00:00+02:00', '2020-05-02T12:00:00+02:00', true],
  ])('%s', (_case, reconciledAt, now, due) => {
    expect(isReconcileDue(reconciledAt === null ? null : new Date(reconciledAt), new Date(now))).toBe(due);
  });
});

describe('standsStill', () => {
  const startedAt = new Date('2020-05-01T08:00:00Z');
  it.each([
    ['fetched at the limit', '2020-05-01T09:00:00Z', '2020-05-01T09:10:00Z', false],
    ['fetched too long ago', '2020-05-01T09:00:00Z', '2020-05-01T09:10:01Z', true],
    ['nothing fetched yet, but just begun', null, '2020-05-01T08:10:00Z', false],
    ['nothing fetched since the beginning', null, '2020-05-01T08:10:01Z', true],
  ])('%s', (_case, fetchedAt, now, still) => {
    const watch = { startedAt, fetchedAt: fetchedAt === null ? null : new Date(fetchedAt) };
    expect(standsStill(watch, 600_000, new Date(now))).toBe(still);
  });
});

it('waits longer after each failure, and never longer than a minute', () => {
  expect([0, 1, 2, 3, 6, 7, 500].map(pauseAfter)).toEqual([1000, 1000, 2000, 4000, 32_000, 60_000, 60_000]);
});
