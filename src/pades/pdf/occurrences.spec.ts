import { occurrences } from './occurrences.js';

it.each([
  ['/ByteRange', '/ByteRange x yteRange /ByteRange', [0, 22]],
  ['/ByteRange', 'teRange', []],
  ['/ByteRange', '/byteRange/ByteRange/ByteRang', [10]],
  ['%%EOF', '%%EOF%%%EOF EOF %%EO', [0, 6]],
  ['aa', 'aaaa', [0, 1, 2]],
])('finds %s in %s', (text, where, offsets) => {
  expect([...occurrences(Buffer.from(where, 'latin1'), text)]).toEqual(offsets);
});
