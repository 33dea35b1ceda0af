import { PdfReference } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import { alignLists } from './align-lists.js';

const list = (...numbers: (number | string)[]): PdfObject[] =>
  numbers.map((item) => (typeof item === 'number' ? new PdfReference(item, 0) : true));
const name = (item: PdfObject): number | string => (item instanceof PdfReference ? item.number : 'direct');
const aligned = (before: PdfObject[], after: PdfObject[]) => {
  const { kept, moved, missing, added } = alignLists(before, after);
  return {
    kept: kept.map((pair) => `${name(pair.before)} ${name(pair.after)} ${pair.index}`),
    moved: moved.map((pair) => `${name(pair.before)} ${pair.index}`),
    missing: missing.map(({ item, index }) => `${name(item)} ${index}`),
    added: added.map(({ item, index }) => `${name(item)} ${index}`),
  };
};
const nothing = { kept: [], moved: [], missing: [], added: [] };

test.each<[string, PdfObject[], PdfObject[], Partial<ReturnType<typeof aligned>>]>([
  ['nothing', [], [], {}],
  ['the same', list(1, 2), list(1, 2), { kept: ['1 1 0', '2 2 1'] }],
  ['one more in front', list(1, 2), list(3, 1, 2), { kept: ['1 1 1', '2 2 2'], added: ['3 0'] }],
  ['one more in between', list(1, 2), list(1, 3, 2), { kept: ['1 1 0', '2 2 2'], added: ['3 1'] }],
  ['one less', list(1, 2, 3), list(1, 3), { kept: ['1 1 0', '3 3 1'], missing: ['2 1'] }],
  ['another order', list(1, 2, 3), list(2, 3, 1), { kept: ['1 1 2'], moved: ['2 0', '3 1'] }],
  ['renumbered', list(1, 2), list(1, 9), { kept: ['1 1 0', '2 9 1'] }],
  ['all renumbered', list(1, 2), list(8, 9), { kept: ['1 8 0', '2 9 1'] }],
  [
    'one for another at another place',
    list(1, 2, 3),
    list(1, 3, 9),
    { kept: ['1 1 0', '3 3 1'], missing: ['2 1'], added: ['9 2'] },
  ],
  [
    'two for two, one of them elsewhere',
    list(1, 2, 3),
    list(8, 3, 9),
    { kept: ['3 3 1'], moved: [], missing: ['1 0', '2 1'], added: ['8 0', '9 2'] },
  ],
  ['one for two', list(1, 2), list(1, 8, 9), { kept: ['1 1 0'], missing: ['2 1'], added: ['8 1', '9 2'] }],
  ['one that stands twice', list(1, 1), list(1, 2, 1), { kept: ['1 1 0', '1 1 2'], added: ['2 1'] }],
  ['one that stood twice', list(1, 1), list(1), { kept: ['1 1 0'], missing: ['1 1'] }],
  [
    'direct ones by their order',
    list('a', 1, 'b'),
    list('a', 'b', 1),
    { kept: ['direct direct 0', '1 1 2'], moved: ['direct 1'] },
  ],
])('%s', (_, before, after, expected) => {
  expect(aligned(before, after)).toEqual({ ...nothing, ...expected });
});
