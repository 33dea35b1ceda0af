import { createHash } from 'node:crypto';
import { Budget, defaultLimits } from '../limits.js';
import { PdfSource } from '../pdf/pdf-source.js';
import type { SignatureDictionary } from './signature-dictionary.js';
import { signedParts } from './signed-parts.js';

const file = Buffer.from('%PDF-1.7 0123456789');
const source = (): PdfSource => new PdfSource(file, new Budget(defaultLimits));
const parts = (byteRange: (number | null)[] | null) =>
  signedParts({ byteRange } as unknown as SignatureDictionary, source());
const text = (byteRange: (number | null)[]): string[] | undefined =>
  parts(byteRange)?.map((part) => Buffer.from(part).toString());

test('the byte range names two stretches of the file', () => {
  expect(text([0, 4, 9, 10])).toEqual(['%PDF', '0123456789']);
  expect(text([1, 3, 9, 10])).toEqual(['PDF', '0123456789']);
  expect(text([0, 19, 19, 0])).toEqual(['%PDF-1.7 0123456789', '']);
  expect(text([0, 0, 0, 0])).toEqual(['', '']);
});

test.each<[string, (number | null)[] | null]>([
  ['none', null],
  ['two numbers', [0, 4]],
  ['six numbers', [0, 4, 9, 1, 11, 1]],
  ['something that is no number', [0, 4, null, 9]],
  ['a negative number', [0, 4, 9, -1]],
  ['a first stretch past the end', [0, 20, 9, 1]],
  ['a first stretch that starts too late', [18, 2, 9, 1]],
  ['a second stretch past the end', [0, 4, 9, 11]],
  ['a second stretch that starts too late', [0, 4, 19, 1]],
])('%s names nothing', (_, byteRange) => {
  expect(parts(byteRange)).toBeNull();
});

test('a digest over both is made from the digest of the first bytes, where there is such a digest', () => {
  const signed = parts([0, 4, 9, 10])!;
  const whole = Buffer.from('%PDF0123456789');
  expect(signed.digest!('sha256')).toEqual(createHash('sha256').update(whole).digest());
  expect(signed.digest!('shake256')).toBeNull();
  expect(parts([1, 3, 9, 10])!.digest).toBeUndefined();
});
