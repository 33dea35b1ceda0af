import { MOST_ATTEMPTS, nextAttempt, restAfter } from './retry.policy.js';

const start = new Date('2020-07-01T10:00:00Z');

describe('nextAttempt', () => {
  it('waits longer and longer, and gives up after three days to the minute', () => {
    const waits: number[] = [];
    let at = start;
    for (let next = nextAttempt(1, at); next !== null; next = nextAttempt(waits.length + 1, at)) {
      waits.push(next.getTime() - at.getTime());
      at = next;
    }
    expect(waits.length + 1).toBe(MOST_ATTEMPTS);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits[0]).toBe(5000);
    expect(at.getTime() - start.getTime()).toBe(3 * 24 * 60 * 60 * 1000);
  });
});

describe('restAfter', () => {
  it.each([
    [1, 5],
    [2, 10],
    [6, 160],
    [7, 300],
    [5000, 300],
  ])('after %d failures in a row leaves an endpoint alone for %d seconds', (failures, seconds) => {
    expect((restAfter(failures, start).getTime() - start.getTime()) / 1000).toBe(seconds);
  });
});
