import { bytesAfter } from './judge-coverage.js';

test.each<[string, number]>([
  ['', 0],
  ['\n', 0],
  ['\r', 0],
  ['\r\n', 0],
  ['\n\r', 2],
  ['\n\n', 2],
  ['\r\r', 2],
  ['x', 1],
  ['x\n', 2],
  ['\rx', 2],
  ['\r\n\n', 3],
])('behind the end %j counts as %d bytes', (rest, count) => {
  expect(bytesAfter(Buffer.from(`signed${rest}`, 'latin1'), 6)).toBe(count);
});
