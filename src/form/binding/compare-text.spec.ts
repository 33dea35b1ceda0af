import { compareText, type TextAreas, words } from './compare-text.js';
import type { Matrix } from './geometry.js';
import type { Glyph } from './pdf-page.js';

const identity: Matrix = [1, 0, 0, 1, 0, 0];
const areas: TextAreas = {
  content: { left: 0, bottom: 0, right: 400, top: 400 },
  fields: [
    { left: 300, bottom: 300, right: 350, top: 320 },
    { left: 300, bottom: 350, right: 350, top: 370 },
  ],
};

/** Characters of 4 × 8 points, 5 points from each other. */
function line(text: string, x: number, y: number): Glyph[] {
  return [...text].flatMap((character, index) => {
    const left = x + 5 * index;
    return character === ' '
      ? []
      : [
          {
            text: character,
            x: left,
            y,
            box: { left, bottom: y, right: left + 4, top: y + 8 },
            startsWord: index === 0 || text[index - 1] === ' ',
          },
        ];
  });
}
const compare = (issued: Glyph[], returned: Glyph[], matrix = identity) => compareText(issued, returned, matrix, areas);
const changes = (issued: Glyph[], returned: Glyph[]): string[] =>
  compare(issued, returned).changed.map((spot) => `${spot.issued} → ${spot.returned}`);

const sum = line('kr 500 000', 50, 100);
const [letter] = line('o', 10.2, 20.2) as [Glyph];
const [beside] = line('o', 10.5, 20.2) as [Glyph];

it.each<[string, Glyph[], Glyph[], string[]]>([
  ['the same text', sum, sum, []],
  ['the same text in another order', sum, sum.toReversed(), []],
  ['another figure', sum, line('kr 700 000', 50, 100), ['kr 500 000 → kr 700 000']],
  ['a character that is gone', sum, sum.slice(0, -1), ['500 000 → 500 00']],
  ['a character that was added', sum, line('kr 500 0000', 50, 100), ['00 000 → 00 0000']],
  ['moved by as much as programs round', line('o', 10, 20), line('o', 10.4, 20.4), []],
  ['moved back, into the cell to the left and below', line('o', 10.2, 20.2), line('o', 9.8, 19.8), []],
  ['moved to the side', line('o', 10, 20), line('o', 10.7, 20), ['o → o']],
  ['moved upwards', line('o', 10, 20), line('o', 10, 20.7), ['o → o']],
  ['moved aslant, further than either way', line('o', 10, 20), line('o', 10.5, 20.5), ['o → o']],
  ['printed twice, there once', [letter, beside], [letter], ['o o → o']],
  ['printed once, there twice', [letter], [letter, letter], ['o → o o']],
  ['two places on a line, next to each other', line('a b', 50, 100), line('x y', 50, 100), ['a b → x y']],
  [
    'two places on a line, far from each other',
    [...line('a', 50, 100), ...line('b', 150, 100)],
    [...line('x', 50, 100), ...line('y', 150, 100)],
    ['a → x', 'b → y'],
  ],
  [
    'two places on a line, far from each other, the right one first',
    [...line('b', 150, 100), ...line('a', 50, 100)],
    [...line('y', 150, 100), ...line('x', 50, 100)],
    ['b → y', 'a → x'],
  ],
  [
    'two places, one above the other',
    [...line('a', 50, 100), ...line('b', 50, 110)],
    [...line('x', 50, 100), ...line('y', 50, 110)],
    ['a → x', 'b → y'],
  ],
  ['text where nothing stood', [], line('ikke', 200, 200), [' → ikke']],
  ['text in a field', [], line('Kari', 310, 305), []],
  ['text beside a field', [], line('K', 290, 305), [' → K']],
  ['text below a field', [], line('K', 310, 290), [' → K']],
  ['a ligature that lost what it stands for', ligature('f', 'i'), line('?', 50, 100), []],
  ['a ligature that is gone', ligature('f', 'i'), [], ['f i → ']],
  ['two characters in a ligature’s stead', ligature('f', 'i'), ligature('f', 'l'), ['f i → f l']],
  ['neighbours that are no ligature', line('fi', 50, 100), line('?', 50, 100), ['fi → ?']],
  ['characters above each other, no ligature', column('fi'), column('f?'), ['i → ?']],
  ['characters beside each other, no ligature', line('fi', 50, 100), line('f?', 50, 100), ['fi → f?']],
])('%s', (_, issued, returned, expected) => {
  expect(changes(issued, returned)).toEqual(expected);
});

function ligature(...characters: string[]): Glyph[] {
  return characters.flatMap((character) => line(character, 50, 100));
}
function column(characters: string): Glyph[] {
  return [...characters].flatMap((character, index) => line(character, 50, 130 - 20 * index));
}

it('tells text in the margin from text on the form', () => {
  const { changed, beyond } = compare(sum, [...sum, ...line('Signert av', 50, 500), ...line('Kari', 420, 100)]);
  expect(changed).toEqual([]);
  expect(beyond).toBe('Signert av Kari');
});

it('takes the nearest of characters that are alike', () => {
  const [far, near] = [line('o', 10.7, 20.2), line('o', 10.3, 20.2)].map(([glyph]) => glyph!);
  for (const returned of [
    [far!, near!],
    [near!, far!],
  ])
    expect(compare([letter], returned).matched).toEqual([{ issued: letter, returned: near }]);
});

it('sees the returned page as it lies on the issued one', () => {
  const half = line('kr 500 000', 50, 100).map((glyph) => ({
    ...glyph,
    x: glyph.x / 2 + 7,
    y: glyph.y / 2,
    box: { left: glyph.box.left / 2 + 7, right: glyph.box.right / 2 + 7, bottom: glyph.y / 2, top: glyph.y / 2 + 4 },
  }));
  const { changed, matched, beyond } = compare(sum, [...half, ...line('x', 240, 100)], [2, 0, 0, 2, -14, 0]);
  expect([changed, beyond]).toEqual([[], 'x']);
  expect(matched.map(({ returned }) => returned)).toEqual(half);
});

it('says where: around all that differs together', () => {
  const [spot] = compare(sum, line('kr 700 000', 50, 100)).changed;
  expect(spot?.box).toEqual({ left: 65, bottom: 100, right: 69, top: 108 });
  const [wide] = compare(sum, line('kr 712 000', 50, 100)).changed;
  expect(wide?.box).toEqual({ left: 65, bottom: 100, right: 79, top: 108 });
});

it('puts spaces between words, none before the first', () => {
  expect(words(line('en to', 0, 0))).toBe('en to');
});
