import { windowsLetters } from './windows-letters.js';

it.each([
  ['\u0096', '–'],
  ['«a\u0093b\u0094»', '«a“b”»'],
  ['\u0080\u009f', '€Ÿ'],
  ['Bjørn Åsæther', 'Bjørn Åsæther'],
  ['\u0081', '\u0081'],
  ['', ''],
])('%j', (given, text) => {
  expect(windowsLetters(given)).toBe(text);
});

it('the table is that of the Encoding Standard', () => {
  expect(windowsLetters(Array.from({ length: 32 }, (_, i) => String.fromCharCode(0x80 + i)).join(''))).toHaveLength(32);
});
