import { changesBetween } from '../../../test/support/changes-between.js';
import { plainObjects, stream } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';

const remark = '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x) /P 3 0 R >>';
const page = (annotations: string, entries = ''): string =>
  plainObjects[3]!.replace('/Annots [6 0 R 7 0 R]', `/Annots ${annotations} ${entries}`);
/** A page with a remark below the fields. */
const remarked: PlainObjects = { ...plainObjects, 3: page('[40 0 R 6 0 R 7 0 R]'), 40: remark };
const after = (later: PlainObjects): string[] => changesBetween(remarked, later).sort();
const at = '/Root/Pages/Kids[0]';

test.each<[string, PlainObjects, string[]]>([
  ['as it was', { 3: page('[40 0 R 6 0 R 7 0 R]') }, []],
  ['without its remark', { 3: page('[6 0 R 7 0 R]') }, [`ANNOTATIONS ${at}/Annots[0]: an annotation was taken away`]],
  [
    'without the place of a text field',
    { 3: page('[40 0 R 7 0 R]') },
    [`ANNOTATIONS ${at}/Annots[1]: an annotation was taken away`],
  ],
  [
    'without the place of a signature',
    { 3: page('[40 0 R 6 0 R]') },
    [`OTHER ${at}/Annots[2]: the place of a signature was taken away`],
  ],
  [
    'with its remark above the fields',
    { 3: page('[6 0 R 7 0 R 40 0 R]') },
    [0, 1].map((index) => `ANNOTATIONS ${at}/Annots[${index}]: an annotation lies above or below others than before`),
  ],
  ['with annotations that are no list', { 3: page('40 0 R') }, [`OTHER ${at}/Annots: is no list`]],
  [
    'with another order of keys',
    { 3: page('[40 0 R 6 0 R 7 0 R]', '/Tabs /S') },
    [`ANNOTATIONS ${at}/Tabs: was added or updated`],
  ],
  [
    'with an order of keys that is none',
    { 3: page('[40 0 R 6 0 R 7 0 R]', '/Tabs (S)') },
    [`OTHER ${at}/Tabs: is no name`],
  ],
  [
    'with a date',
    { 3: page('[40 0 R 6 0 R 7 0 R]', '/LastModified (D:2026)') },
    [`LTA_UPDATES ${at}/LastModified: was added or updated`],
  ],
  [
    'with a date that is none',
    { 3: page('[40 0 R 6 0 R 7 0 R]', '/LastModified 7') },
    [`OTHER ${at}/LastModified: is no date`],
  ],
  ['turned', { 3: page('[40 0 R 6 0 R 7 0 R]', '/Rotate 90') }, [`OTHER ${at}/Rotate: differs from what was signed`]],
])('a page %s', (_, later, expected) => {
  expect(after(later)).toEqual(expected);
});

test('an order of keys and a date may go', () => {
  const dated = { ...remarked, 3: page('[40 0 R 6 0 R 7 0 R]', '/Tabs /S /LastModified (D:2026)') };
  expect(changesBetween(dated, { 3: page('[40 0 R 6 0 R 7 0 R]') }).sort()).toEqual([
    `ANNOTATIONS ${at}/Tabs: was added or updated`,
    `LTA_UPDATES ${at}/LastModified: was added or updated`,
  ]);
});

test.each<[string, string, string, string]>([
  ['another text', '(x)', '(y)', `ANNOTATIONS ${at}/Annots[0]/Contents: was added or updated`],
  ['another place', '[0 0 9 9]', '[0 0 99 9]', `ANNOTATIONS ${at}/Annots[0]/Rect: was added or updated`],
  ['another kind', '/Text', '/Link', `OTHER ${at}/Annots[0]/Subtype: differs from what was signed`],
  ['another page', '/P 3 0 R', '/P 2 0 R', `OTHER ${at}/Annots[0]/P: differs from what was signed`],
  ...[
    'A << /S /URI >>',
    'AA << >>',
    'PA << >>',
    'Dest [1]',
    'FS << >>',
    'Movie << >>',
    'Sound << >>',
    'Parent 7',
    'MK << >>',
  ].map((entry): [string, string, string, string] => [
    `/${entry}`,
    '/P 3',
    `/${entry} /P 3`,
    `OTHER ${at}/Annots[0]/${entry.split(' ')[0]}: differs from what was signed`,
  ]),
])('a remark with %s', (_, from, to, expected) => {
  expect(after({ 40: remark.replace(from, to) })).toEqual([expected]);
});

describe('a new annotation', () => {
  const added = (annotation: string, more: PlainObjects = {}): string[] =>
    after({ 3: page('[40 0 R 6 0 R 7 0 R 50 0 R]'), 50: annotation, ...more });
  const refused = (why: string): string[] => [`OTHER ${at}/Annots[3]: ${why}`];
  const kinds =
    'Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup';

  test.each(kinds.split(' '))('of type %s is a remark', (kind) => {
    expect(added(remark.replace('/Text', `/${kind}`))).toEqual([
      `ANNOTATIONS ${at}/Annots[3]: an annotation of type ${kind} was added to a page`,
    ]);
  });

  test.each(
    'Link FileAttachment Sound Movie Screen Widget PrinterMark TrapNet Watermark 3D Redact RichMedia Odd'.split(' '),
  )('of type %s is none', (kind) => {
    expect(added(remark.replace('/Text', `/${kind}`))).toEqual(
      refused(`an annotation of type "${kind}" was added to a page`),
    );
  });

  test.each(['A', 'AA', 'PA', 'Dest', 'FS', 'RichMediaContent', 'RichMediaSettings', 'Movie', 'Sound', 'MK'])(
    'with /%s is none',
    (key) => {
      expect(added(remark.replace('/P 3', `/${key} << >> /P 3`))).toEqual(
        refused(`an annotation with /${key} was added to a page`),
      );
    },
  );

  test('may lead to the remark it belongs to', () => {
    expect(added(remark.replace('/Text', '/Popup').replace('/P 3', '/Parent 40 0 R /P 3'))).toEqual([
      `ANNOTATIONS ${at}/Annots[3]: an annotation of type Popup was added to a page`,
    ]);
  });

  test('that is none, or of no kind, is refused', () => {
    expect(added('(x)')).toEqual(refused('something that is no annotation was added to a page'));
    expect(added('<< >>')).toEqual(refused('an annotation of type null was added to a page'));
  });

  test('in the place of a signed object is refused', () => {
    expect(after({ 3: page('[40 0 R 6 0 R 7 0 R 9 0 R]') })).toEqual(
      refused('something that is no annotation was added to a page'),
    );
    expect(changesBetween({ ...remarked, 9: '(x)' }, { 3: page('[40 0 R 6 0 R 7 0 R 9 0 R]'), 9: remark })).toEqual(
      refused('an annotation was added that stands in the place of a signed object'),
    );
  });

  test('whose look overwrites a signed object is refused', () => {
    const look = stream('/Type /XObject /Subtype /Form /BBox [0 0 9 9]', 'x');
    expect(added(remark.replace('/P 3', '/AP << /N 9 0 R >> /P 3'), { 9: look })).toEqual([
      `ANNOTATIONS ${at}/Annots[3]: an annotation of type Text was added to a page`,
    ]);
    const before = { ...remarked, 9: stream('', 'unused') };
    expect(
      changesBetween(before, {
        3: page('[40 0 R 6 0 R 7 0 R 50 0 R]'),
        50: remark.replace('/P 3', '/AP << /N 9 0 R >> /P 3'),
        9: look,
      }),
    ).toEqual(refused('object 9 was overwritten for it'));
  });

  test('may stand directly in the list', () => {
    expect(after({ 3: page(`[40 0 R 6 0 R 7 0 R ${remark}]`) })).toEqual([
      `ANNOTATIONS ${at}/Annots[3]: an annotation of type Text was added to a page`,
    ]);
  });
});
