import { storableJson, storableText } from './storable-text.js';

it.each([
  ['Bærum 😀', 'Bærum 😀'],
  ['a\0b', 'a\uFFFDb'],
  ['half \uD83D', 'half \uFFFD'],
  ['\uDE00 half', '\uFFFD half'],
])('%j', (text, stored) => {
  expect(storableText(text)).toBe(stored);
});

it('JSON: every string, however deep, and nothing else', () => {
  const json = storableJson({ a: ['x\0', { b: '\uD83D', c: 1, d: null, e: new Date(0) }] });
  expect(JSON.parse(json)).toEqual({ a: ['x\uFFFD', { b: '\uFFFD', c: 1, d: null, e: '1970-01-01T00:00:00.000Z' }] });
  expect(json).not.toContain(String.raw`\u0000`);
});
