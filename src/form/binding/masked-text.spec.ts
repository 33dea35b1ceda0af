import { maskedText } from './masked-text.js';

const hidden = '***********';

it.each([
  ['Født 01017012345.', `Født ${hidden}.`],
  ['010170 12345', hidden],
  ['010170-12345 og 010170.12345', `${hidden} og ${hidden}`],
  ['nr01017012345nr', `nr${hidden}nr`],
  // Twelve digits, ten digits, and eleven that are grouped in another way are no such number.
  ['010170123456', '010170123456'],
  ['0101701234', '0101701234'],
  ['01017 012345', '01017 012345'],
  // What hides a number from a pattern, or turns round what is read, is gone first.
  ['010170\u200b12345', hidden],
  ['en\nto\u202etre\u2028fire', 'en to tre fire'],
])('%j becomes %j', (text, expected) => {
  expect(maskedText(text)).toBe(expected);
});

it('is no longer than it may be', () => {
  expect(maskedText('x'.repeat(200))).toBe('x'.repeat(200));
  expect(maskedText('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
  expect(maskedText('abcd', 3)).toBe('abc…');
});
