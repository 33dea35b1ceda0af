import { judgeByteRange } from './byte-range.js';

const contents = { start: 100, end: 300, hex: true };

test('the one byte range that leaves nothing unsigned', () => {
  expect(judgeByteRange([0, 100, 300, 50], contents, 400)).toEqual({
    sound: true,
    firstEnd: 100,
    secondStart: 300,
    end: 350,
  });
});

test.each([
  ['missing', null, contents, '0 numbers'],
  ['three numbers', [0, 100, 300], contents, '3 numbers'],
  ['six numbers', [0, 100, 300, 50, 400, 1], contents, '6 numbers'],
  ['a number that is none', [0, 100, null, 50], contents, 'whole numbers'],
  ['a negative number', [0, 100, 300, -50], contents, 'whole numbers'],
  ['a later start', [1, 99, 300, 50], contents, 'starts at 1'],
  ['overlapping parts', [0, 310, 300, 50], contents, 'overlap'],
  ['nothing behind', [0, 100, 300, 0], contents, 'nothing is signed'],
  ['an end behind the file', [0, 100, 300, 101], contents, 'ends at 401'],
  ['a gap wider than /Contents', [0, 99, 300, 50], contents, 'gap 99 to 300'],
  ['a gap narrower than /Contents', [0, 101, 300, 50], contents, 'gap 101 to 300'],
  ['a gap that ends late', [0, 100, 301, 50], contents, 'gap 100 to 301'],
  ['/Contents that is no hexadecimal string', [0, 100, 300, 50], { ...contents, hex: false }, 'not a hexadecimal'],
  ['/Contents without a place', [0, 100, 300, 50], null, 'no place'],
])('%s is unsound', (_, range, place, evidence) => {
  const verdict = judgeByteRange(range, place, 400);
  expect(verdict).toMatchObject({ sound: false, evidence: expect.stringContaining(evidence) });
});
