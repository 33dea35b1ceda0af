import { changesBetween } from '../../../test/support/changes-between.js';
import { plainObjects } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';

const root = (entries: string): string => `<< /Type /StructTreeRoot ${entries} >>`;
const numbers = '/ParentTree << /Nums [0 [42 0 R]] >> /ParentTreeNextKey 1';
const body = (kids: string): string => `<< /Type /StructElem /S /Document /P 40 0 R /K ${kids} >>`;
const paragraph = '<< /Type /StructElem /S /P /P 41 0 R /Pg 3 0 R /K 0 >>';
const form = '<< /Type /StructElem /S /Form /P 41 0 R /K << /Type /OBJR /Obj 6 0 R /Pg 3 0 R >> >>';
const tagged: PlainObjects = {
  ...plainObjects,
  1: plainObjects[1]!.replace('/Pages', '/StructTreeRoot 40 0 R /Pages'),
  40: root(`/K 41 0 R ${numbers}`),
  41: body('[42 0 R]'),
  42: paragraph,
  43: '(a signed object that nothing leads to)',
};
const after = (later: PlainObjects, before = tagged): string[] =>
  changesBetween(before, later).map((change) => change.replace('/Root/StructTreeRoot', ''));
const added = 'LTA_UPDATES /K[0]/K[1]: an element was added to the structure tree';
const grown = (element: string, more: PlainObjects = {}): string[] =>
  after({ 41: body('[42 0 R 50 0 R]'), 50: element, ...more });
const refused = (why: string): string[] => [`OTHER /K[0]/K[1]: ${why}`];

test.each('Pg Lang Alt A C NS ID R'.split(' '))('a new element with /%s', (key) => {
  expect(grown(form.replace('/P 41', `/${key} (x) /P 41`).replace('/Pg 3 0 R >>', '>>'))).toEqual([added]);
});

test.each(['E', 'ActualText', 'Ref', 'PhoneticAlphabet'])('a new element with /%s is refused', (key) => {
  expect(grown(form.replace('/P 41', `/${key} (x) /P 41`))).toEqual(
    refused(`an element of the structure tree with /${key} was added`),
  );
});

test.each<[string, string, string[]]>([
  ['for a field', form, [added]],
  ['without content', form.replace(/\/K .*/, '>>'), [added]],
  ['with a place on a page', '<< /Type /OBJR /Obj 6 0 R >>', [added]],
  [
    'with elements of its own',
    form.replace('/K <<', `/K [<< /S /Span /P 50 0 R >> <<`).replace('>> >>', '>>] >>'),
    [added],
  ],
  [
    'for content',
    form.replace(/\/K .*/, '/K 7 >>'),
    refused('an element of the structure tree was added that cannot be read'),
  ],
  [
    'for marked content',
    form.replace(/\/K .*/, '/K << /Type /MCR /MCID 7 >> >>'),
    refused('content was given a place in the structure tree'),
  ],
  [
    'with a text of its own',
    form.replace('/K', '/ActualText (x) /K'),
    refused('an element of the structure tree with /ActualText was added'),
  ],
  ['that is none', '(x)', refused('an element of the structure tree was added that cannot be read')],
])('a new element %s', (_, element, expected) => {
  expect(grown(element)).toEqual(expected);
});

test('a new element in the place of a signed object is refused', () => {
  expect(after({ 41: body('[42 0 R 43 0 R]'), 43: form })).toEqual(
    refused('an element of the structure tree stands in the place of a signed object'),
  );
  expect(after({ 41: body(`[42 0 R ${form}]`) })).toEqual([added]);
});

test('a new element that overwrites a signed object is refused', () => {
  const title = { 43: '(another)' };
  expect(grown(form.replace('/K', '/T 43 0 R /K'), title)).toEqual(refused('object 43 was overwritten for it'));
  expect(grown(form.replace('/K', '/A [<< /O /Layout /X 43 0 R >>] /K'), title)).toEqual(
    refused('object 43 was overwritten for it'),
  );
  expect(grown(form.replace('/K', '/T 43 0 R /K'))).toEqual([added]);
});

test('elements nest to a depth', () => {
  const nested = (depth: number): string =>
    depth === 0 ? '<< /Type /OBJR /Obj 6 0 R >>' : `<< /S /Div /P 41 0 R /K ${nested(depth - 1)} >>`;
  expect(grown(nested(8))).toEqual([added]);
  expect(grown(nested(9))).toEqual(refused('an element of the structure tree was added that cannot be read'));
});

test('signed elements keep their content, their order and their own entries', () => {
  const changed = (index: number): string => `OTHER /K[0]/K[${index}]: the structure of the signed content was changed`;
  expect(after({ 41: body('[]') })).toEqual([changed(0)]);
  expect(after({ 42: paragraph.replace('/K 0', '/K 1') })).toEqual([
    expect.stringMatching(/^OTHER \/K\[0\]\/K\[0\]\/K/),
  ]);
  expect(after({ 41: body('[42 0 R]').replace('/Document', '/Sect') })).toEqual([
    'OTHER /K[0]/S: differs from what was signed',
  ]);
  const two = { ...tagged, 41: body('[42 0 R 44 0 R]'), 44: paragraph.replace('/K 0', '/K 1') };
  expect(after({ 41: body('[44 0 R 42 0 R]') }, two)).toEqual([changed(0)]);
  expect(after({ 41: body('42 0 R') })).toEqual([]);
});

describe('the tree of numbers', () => {
  const withNumbers = (tree: string, next = '/ParentTreeNextKey 1'): PlainObjects => ({
    40: root(`/K 41 0 R /ParentTree ${tree} ${next}`),
    41: body('[42 0 R 50 0 R]'),
    50: form,
  });
  const judge = (tree: string, next?: string): string[] =>
    after(withNumbers(tree, next)).filter((item) => item !== added);

  test.each<[string, string, string[]]>([
    [
      'that gives a new number to an element',
      '<< /Nums [0 [42 0 R] 1 50 0 R] >>',
      ['LTA_UPDATES /ParentTree[1]: a number was given to a new element'],
    ],
    [
      'that gives a new number to content',
      '<< /Nums [0 [42 0 R] 1 [50 0 R]] >>',
      ['OTHER /ParentTree[1]: content was given a place in the structure tree'],
    ],
    ['that loses a number', '<< /Nums [] >>', ['OTHER /ParentTree[0]: differs from what was signed']],
    [
      'that gives a number to something else',
      '<< /Nums [0 [50 0 R]] >>',
      [expect.stringMatching(/^OTHER \/ParentTree\[0\]\[0\]/)],
    ],
    [
      'that is split',
      '<< /Kids [<< /Nums [0 [42 0 R]] >> << /Nums [1 50 0 R] >>] >>',
      ['LTA_UPDATES /ParentTree[1]: a number was given to a new element'],
    ],
    ['that names a number twice: the first counts', '<< /Nums [0 [42 0 R] 0 [50 0 R]] >>', []],
    ['that names something that is no number', '<< /Nums [0 [42 0 R] (x) 50 0 R] >>', []],
    ['that ends in a number', '<< /Nums [0 [42 0 R] 1] >>', []],
  ])('%s', (_, tree, expected) => {
    expect(judge(tree)).toEqual(expected);
  });

  test.each<[string, string[]]>([
    ['/ParentTreeNextKey 2', ['LTA_UPDATES /ParentTreeNextKey: was added or updated']],
    ['/ParentTreeNextKey 1', []],
    ['/ParentTreeNextKey 0', ['OTHER /ParentTreeNextKey: does not count on']],
    ['', ['OTHER /ParentTreeNextKey: does not count on']],
    ['/ParentTreeNextKey (x)', ['OTHER /ParentTreeNextKey: does not count on']],
  ])('counts on: %s', (next, expected) => {
    expect(judge('<< /Nums [0 [42 0 R]] >>', next)).toEqual(expected);
  });
});

describe('an object that has two roles has none', () => {
  test('an annotation that is a field as well', () => {
    const both = { ...plainObjects, 6: plainObjects[6]!.replace('/Subtype /Widget', '/Subtype /Text') };
    expect(changesBetween(both, { 6: both[6].replace('(Kari)', '(Oda)') })).toContainEqual(
      expect.stringMatching(/^OTHER .*\/V: differs from what was signed$/),
    );
  });

  test('a page that stands in the form', () => {
    const both = { ...plainObjects, 1: plainObjects[1]!.replace('7 0 R]', '7 0 R 3 0 R]') };
    expect(changesBetween(both, { 3: plainObjects[3]!.replace('/Annots', '/Tabs /S /Annots') })).toContainEqual(
      expect.stringMatching(/^OTHER .*\/Tabs: differs from what was signed$/),
    );
  });
});

test('what stands in the structure only in name has no role', () => {
  const named = { ...tagged, 44: '<< /P 40 0 R /K 0 >>', 41: body('[42 0 R 44 0 R]') };
  expect(after({ 44: '<< /P 40 0 R /K [0 50 0 R] >>', 50: form }, named)).toContainEqual(
    expect.stringMatching(/^OTHER \/K\[0\]\/K\[1\]\/K/),
  );
});
