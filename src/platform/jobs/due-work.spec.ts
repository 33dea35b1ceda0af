import { describeError } from './due-rows.js';
import { backOffSeconds } from './due-work.js';

describe('back-off', () => {
  it('begins with half a minute, doubles, and stays at an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 50, 2000].map(backOffSeconds)).toEqual([
      30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600,
    ]);
    expect(backOffSeconds(0)).toBe(30);
  });
});

describe('describeError', () => {
  it('names the error and says its words', () => {
    expect(describeError(new RangeError('too far'))).toBe('RangeError: too far');
    expect(describeError('451 later')).toBe('451 later');
  });

  it('gives what any text column takes', () => {
    const text = describeError(new Error(`a\0b${'😀'.repeat(3000)}`));
    expect(text.startsWith('Error: a\uFFFDb😀')).toBe(true);
    expect([...text]).toHaveLength(2000);
    expect(Buffer.from(text).toString()).toBe(text);
  });
});
