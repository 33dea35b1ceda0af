import { RequestWindows } from './throttle.policy.js';

const at = (seconds: number): Date => new Date(Date.UTC(2020, 3, 24) + seconds * 1000);

describe('RequestWindows', () => {
  it('lets the limit through and not one more, until the window ends', () => {
    const windows = new RequestWindows(60);
    const taken = [0, 1, 2].map((second) => windows.take('a', 2, at(second)));
    expect(taken).toEqual([
      { isExceeded: false, limit: 2, remaining: 1, resetSeconds: 60 },
      { isExceeded: false, limit: 2, remaining: 0, resetSeconds: 59 },
      { isExceeded: true, limit: 2, remaining: 0, resetSeconds: 58 },
    ]);
    expect(windows.take('a', 2, at(59.999)).isExceeded).toBe(true);
    expect(windows.take('a', 2, at(60))).toMatchObject({ isExceeded: false, remaining: 1, resetSeconds: 60 });
  });

  it('counts each sender alone', () => {
    const windows = new RequestWindows(60);
    windows.take('a', 1, at(0));
    expect(windows.take('b', 1, at(0)).isExceeded).toBe(false);
    expect(windows.take('a', 1, at(0)).isExceeded).toBe(true);
  });

  it('looks without counting', () => {
    const windows = new RequestWindows(60);
    expect(windows.peek('a', 1, at(0))).toMatchObject({ isExceeded: false, remaining: 1 });
    expect(windows.peek('a', 1, at(0)).isExceeded).toBe(false);
    windows.take('a', 1, at(0));
    expect(windows.peek('a', 1, at(0)).isExceeded).toBe(true);
    expect(windows.peek('a', 1, at(60)).isExceeded).toBe(false);
  });

  it('forgets the sender seen longest ago when there are too many', () => {
    const windows = new RequestWindows(60, 2);
    windows.take('a', 1, at(0));
    windows.take('b', 1, at(0));
    windows.take('a', 1, at(1));
    windows.take('c', 1, at(2));
    expect(windows.peek('a', 1, at(3)).isExceeded).toBe(true);
    expect(windows.peek('b', 1, at(3)).isExceeded).toBe(false);
  });
});
