import { createHash } from 'node:crypto';
import { PrefixDigests } from './prefix-digests.js';

const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) & 0xff);
const plain = (name: string, ...parts: Uint8Array[]): string =>
  createHash(name).update(Buffer.concat(parts)).digest('hex');

test.each([
  ['rising', [0, 10, 4000, 5000]],
  ['falling', [5000, 4000, 10, 0]],
  ['repeated', [4000, 4000, 4000]],
])('the digests of %s prefixes are those of the bytes themselves', (_, lengths) => {
  const digests = new PrefixDigests(bytes);
  const tail = Buffer.from('tail');
  for (const length of lengths)
    for (const name of ['sha256', 'sha512'])
      expect(digests.digest(name, length, tail).toString('hex')).toBe(plain(name, bytes.subarray(0, length), tail));
  for (const length of lengths) expect(digests.sha256(length)).toBe(plain('sha256', bytes.subarray(0, length)));
  expect(digests.file()).toBe(plain('sha256', bytes));
  expect(digests.file()).toBe(plain('sha256', bytes));
});

test('a digest that does not exist is refused', () => {
  expect(() => new PrefixDigests(bytes).digest('no-such-digest', 1, bytes)).toThrow('Digest method not supported');
});
