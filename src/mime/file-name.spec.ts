import { fileNameOf } from './file-name.js';

it.each<[string, string | null | undefined, string]>([
  ['a plain name', 'Erklæring 2020.pdf', 'Erklæring 2020.pdf'],
  ['none', null, 'vedlegg-3'],
  ['undefined', undefined, 'vedlegg-3'],
  ['blank', ' \t ', 'vedlegg-3'],
  ['dots', '..', 'vedlegg-3'],
  ['a path', '../../etc/passwd', '.._.._etc_passwd'],
  ['a Windows path', 'C:\\x\\y.pdf', 'C__x_y.pdf'],
  ['control characters', 'a\0b\r\nc\x1b.pdf', 'abc.pdf'],
  ['an ending turned round', 'erkl\u202Efdp.exe', 'erklfdp.exe'],
  ['half a character', 'a\uD83D.pdf', 'a.pdf'],
  ['decomposed letters', 'A\u030Asnes.pdf', 'Åsnes.pdf'],
])('%s', (_, given, name) => {
  expect(fileNameOf(given, 3)).toBe(name);
});

it.each([
  ['letters', 'x'],
  ['characters of two halves', '😀'],
])('a long name of %s is shortened in the middle, by whole characters', (_, character) => {
  const name = fileNameOf(`${character.repeat(400)}.pdf`, 1);
  expect(Array.from(name)).toHaveLength(150);
  expect(name.endsWith('.pdf')).toBe(true);
  expect(Buffer.from(name).toString()).toBe(name);
});

it('a name of 150 characters stays', () => {
  const name = `${'x'.repeat(146)}.pdf`;
  expect(fileNameOf(name, 1)).toBe(name);
});
