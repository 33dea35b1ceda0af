import { atLocalTime } from '../platform/calendar/index.js';
import { diffPlans } from './plan-difference.policy.js';

const slot = (name: string, day: string) => ({ slot: name, sendAt: atLocalTime(day, '09:00') });

describe('diffPlans', () => {
  it('names what falls away, what comes and what stays', () => {
    const before = [slot('D-1', '2020-07-03'), slot('D-2', '2020-06-29')];
    const after = [slot('D-3', '2020-07-03'), slot('D-1', '2020-07-06')];
    expect(diffPlans(before, after)).toEqual({
      removed: [slot('D-2', '2020-06-29')],
      added: [slot('D-1', '2020-07-06')],
      kept: [{ before: slot('D-1', '2020-07-03'), after: slot('D-3', '2020-07-03') }],
    });
  });

  it.each([
    [[], [], [0, 0, 0]],
    [[slot('D-1', '2020-06-30')], [], [1, 0, 0]],
    [[], [slot('D-1', '2020-06-30')], [0, 1, 0]],
    [[slot('D-1', '2020-06-30')], [slot('D-1', '2020-06-30')], [0, 0, 1]],
  ])('%j and %j', (before, after, counts) => {
    const difference = diffPlans(before, after);
    expect([difference.removed.length, difference.added.length, difference.kept.length]).toEqual(counts);
  });

  it('lists each in the order of sending', () => {
    const after = [slot('D-1', '2020-07-06'), slot('D-3', '2020-07-03')];
    expect(diffPlans([], after).added.map(({ slot: name }) => name)).toEqual(['D-3', 'D-1']);
  });
});
