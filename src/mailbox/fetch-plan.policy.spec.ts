import { planFetch } from './fetch-plan.policy.js';

const LIMITS = { maxMessageBytes: 1000, batchBytes: 500, batchMessages: 3 };
const messages = (...sizes: number[]): { uid: number; size: number }[] =>
  sizes.map((size, index) => ({ uid: index + 1, size }));
const whole = (...uids: number[]): object => ({ uids, headOnly: false });
const head = (uid: number): object => ({ uids: [uid], headOnly: true });

describe('planFetch', () => {
  it.each([
    ['nothing', messages(), []],
    ['as many as a command takes', messages(1, 1, 1, 1), [whole(1, 2, 3), whole(4)]],
    ['as much as a command takes', messages(300, 200, 1), [whole(1, 2), whole(3)]],
    ['a long one by itself', messages(10, 900, 10), [whole(1), whole(2), whole(3)]],
    ['the beginning of one that is too large', messages(10, 1001, 10), [whole(1), head(2), whole(3)]],
    ['one at the limit whole', messages(1000), [whole(1)]],
  ])('asks for %s', (_what, listed, batches) => {
    expect(planFetch(listed, LIMITS)).toEqual(batches);
  });

  it('asks only for the beginning of what proved to be trouble', () => {
    expect(planFetch(messages(1, 1, 1), LIMITS, new Set([2]))).toEqual([whole(1), head(2), whole(3)]);
  });
});
