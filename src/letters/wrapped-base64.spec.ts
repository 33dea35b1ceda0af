import { wrappedBase64 } from './wrapped-base64.js';

const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 167) % 256));

it.each([0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 1000, 20_000])('writes %i bytes in lines that read back', (length) => {
  const content = bytes.subarray(0, length);
  const lines = wrappedBase64(content).toString('latin1').split('\r\n');
  expect(lines.pop()).toBe('');
  expect(lines).toHaveLength(Math.ceil(length / 57));
  expect(lines.slice(0, -1).filter((line) => line.length !== 76)).toEqual([]);
  expect(Buffer.from(lines.join(''), 'base64').equals(content)).toBe(true);
});
