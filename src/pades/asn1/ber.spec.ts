import { Budget, LimitExceeded, defaultLimits } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { readElement, readWhole } from './ber.js';
import { integerHex, objectIdentifier, octetString, sequence, time } from './values.js';

const budget = (): Budget => new Budget(defaultLimits);
const read = (hex: string) => readWhole(Buffer.from(hex, 'hex'), budget());

test('definite and indefinite lengths say the same', () => {
  expect(sequence(read('3003020105'), 'x').map((part) => integerHex(part, 'x'))).toEqual(['05']);
  expect(sequence(read('30800201050000'), 'x').map((part) => integerHex(part, 'x'))).toEqual(['05']);
});

test('an octet string in pieces', () => {
  expect(Buffer.from(octetString(read('2480040201020401030000'), 'x')).toString('hex')).toBe('010203');
});

test.each([
  ['06092a864886f70d010702', '1.2.840.113549.1.7.2'],
  ['0603883703', '2.999.3'],
  ['0602550a', '2.5.10'],
])('object identifier %s', (hex, dotted) => {
  expect(objectIdentifier(read(hex), 'x')).toBe(dotted);
});

test.each([
  ['170d3236303330313132303030305a', '2026-03-01T12:00:00.000Z'],
  ['170d3530303130313030303030305a', '1950-01-01T00:00:00.000Z'],
  ['180f32303530303130313030303030305a', '2050-01-01T00:00:00.000Z'],
])('time %s', (hex, iso) => {
  expect(time(read(hex), 'x').toISOString()).toBe(iso);
});

test.each([
  ['cut off', '3005020105'],
  ['bytes behind', '300302010500'],
  ['no end of contents', '3080020105'],
  ['a primitive of indefinite length', '04800000'],
  ['a length of nine bytes', '30890000000000000000'],
  ['empty', ''],
])('%s is malformed', (_, hex) => {
  expect(() => sequence(read(hex), 'x')).toThrow(MalformedAsn1);
});

test('a 31st of February is no time', () => {
  expect(() => time(read('170d3236303233313132303030305a'), 'x')).toThrow(MalformedAsn1);
});

test('nesting ends at the limit', () => {
  const deep = Buffer.from('3080'.repeat(5000), 'hex');
  expect(() => readElement(deep, 0, deep.length, budget())).toThrow(LimitExceeded);
});
