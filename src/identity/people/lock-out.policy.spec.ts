import { afterFailure, type Failures, isPaused } from './lock-out.policy.js';

const now = new Date('2020-05-04T08:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const after = (failures: number, lastAt = now): Failures => ({ failures, lastAt, blockedUntil: null });

describe('afterFailure', () => {
  it.each([
    ['account', 0, null],
    ['account', 3, null],
    ['account', 4, 30],
    ['account', 5, 60],
    ['account', 8, 480],
    ['account', 9, 900],
    ['account', 10, 900],
    ['account', 100_000, 900],
    ['code', 4, 30],
    ['address', 28, null],
    ['address', 29, 30],
  ] as const)('by %s after %d failures makes a pause of %s seconds', (counter, failures, seconds) => {
    const { blockedUntil, failures: counted } = afterFailure(after(failures), counter, now);
    expect(blockedUntil).toEqual(seconds === null ? null : later(seconds * 1000));
    expect(counted).toBe(failures + 1);
  });

  it('begins anew a day after the latest failure', () => {
    const dayAgo = later(-24 * 60 * 60_000);
    expect(afterFailure(after(9, dayAgo), 'account', now)).toEqual({ failures: 1, lastAt: now, blockedUntil: null });
    expect(afterFailure(after(9, new Date(dayAgo.getTime() + 1)), 'account', now).failures).toBe(10);
    expect(afterFailure(null, 'account', now).failures).toBe(1);
  });
});

describe('isPaused', () => {
  it('ends at its instant', () => {
    expect(isPaused({ ...after(5), blockedUntil: later(1) }, now)).toBe(true);
    expect(isPaused({ ...after(5), blockedUntil: now }, now)).toBe(false);
    expect(isPaused(after(5), now)).toBe(false);
    expect(isPaused(null, now)).toBe(false);
  });
});
