import { deflateSync } from 'node:zlib';
import { Budget, LimitExceeded, defaultLimits } from '../limits.js';
import { decodeStream } from './decode-stream.js';
import { PdfArray, PdfDictionary, PdfName, PdfStream } from './pdf-object.js';
import type { PdfObject } from './pdf-object.js';

function decode(
  filters: string[],
  data: Uint8Array,
  parameters: Record<string, PdfObject> = {},
  limits = {},
): string | null {
  const entries = new Map<string, PdfObject>([
    ['Filter', new PdfArray(filters.map((name) => new PdfName(name)))],
    ['DecodeParms', new PdfDictionary(new Map(Object.entries(parameters)))],
  ]);
  const stream = new PdfStream(new PdfDictionary(entries), data);
  const plain = decodeStream(stream, (value) => value, new Budget({ ...defaultLimits, ...limits }));
  return plain && Buffer.from(plain).toString('latin1');
}

test.each([
  ['none', [], Buffer.from('text'), 'text'],
  ['Flate', ['FlateDecode'], deflateSync('text'), 'text'],
  ['Flate without its checksum', ['FlateDecode'], deflateSync('text').subarray(0, -4), 'text'],
  ['hexadecimal', ['ASCIIHexDecode'], Buffer.from('74 65 78 74>junk'), 'text'],
  ['base 85', ['ASCII85Decode'], Buffer.from('FCfN8~>'), 'test'],
  ['run lengths', ['RunLengthDecode'], Buffer.from([1, 0x74, 0x65, 255, 0x78, 0, 0x74, 128]), 'texxt'],
  ['LZW', ['LZWDecode'], Buffer.from('800b6050220c0c8501', 'hex'), '-----A---B'],
  ['two in a row', ['AHx', 'Fl'], Buffer.from(`${deflateSync('text').toString('hex')}>`), 'text'],
])('%s', (_, filters, data, expected) => {
  expect(decode(filters, data)).toBe(expected);
});

test.each([
  [12, '0201020302010101', '\x01\x02\x03\x02\x03\x04'],
  [11, '010102030101ff01', '\x01\x03\x06\x01\x00\x01'],
])('PNG predictor %i', (predictor, hex, expected) => {
  expect(decode(['Fl'], deflateSync(Buffer.from(hex, 'hex')), { Predictor: predictor, Columns: 3 })).toBe(expected);
});

test.each([
  ['a picture codec', ['DCTDecode'], Buffer.from('x')],
  ['damaged data', ['FlateDecode'], Buffer.from('not deflated')],
  ['no hexadecimal', ['AHx'], Buffer.from('zz>')],
  ['too many filters', Array.from({ length: 9 }, () => 'AHx'), Buffer.from('>')],
])('%s is null', (_, filters, data) => {
  expect(decode(filters, data)).toBeNull();
});

test('what comes out is bounded', () => {
  const bomb = deflateSync(Buffer.alloc(1_000_000));
  expect(() => decode(['Fl'], bomb, {}, { inflatedBytes: 10_000 })).toThrow(LimitExceeded);
});
