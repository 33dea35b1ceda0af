import { changesBetween } from '../../../test/support/changes-between.js';
import { plainObjects } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';

const form = (entries: string, fields = '[6 0 R 7 0 R]'): PlainObjects => ({
  1: `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields ${fields} ${entries} >> >>`,
});
const between = (before: string, after: string): string[] =>
  changesBetween({ ...plainObjects, ...form(before) }, form(after));
const at = '/Root/AcroForm';
const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const other = font.replace('Helvetica', 'Courier');

test.each<[string, string, string, string[]]>([
  ['flags that say more', '', '/SigFlags 3', [`LTA_UPDATES ${at}/SigFlags: signature flags 0 to 3`]],
  ['flags that say one more', '/SigFlags 1', '/SigFlags 3', [`LTA_UPDATES ${at}/SigFlags: signature flags 1 to 3`]],
  ['flags that say nothing', '', '/SigFlags 0', []],
  ['flags that say less', '/SigFlags 3', '/SigFlags 1', [`OTHER ${at}/SigFlags: signature flags 3 to 1`]],
  ['flags that are gone', '/SigFlags 3', '', [`OTHER ${at}/SigFlags: signature flags 3 to 0`]],
  ['flags that nobody knows', '/SigFlags 3', '/SigFlags 7', [`OTHER ${at}/SigFlags: signature flags 3 to 7`]],
  ['a default appearance', '', '/DA (x)', [`LTA_UPDATES ${at}/DA: default appearance added`]],
  ['another default appearance', '/DA (x)', '/DA (y)', [`OTHER ${at}/DA: differs from what was signed`]],
  ['no default appearance any more', '/DA (x)', '', [`OTHER ${at}/DA: differs from what was signed`]],
  [
    'a wish for new appearances',
    '',
    '/NeedAppearances true',
    [`OTHER ${at}/NeedAppearances: differs from what was signed`],
  ],
  ['no wish for new appearances any more', '/NeedAppearances true', '', []],
  ['no wish for new appearances', '', '/NeedAppearances false', []],
  ['a calculation order', '', '/CO [6 0 R]', [`OTHER ${at}/CO: differs from what was signed`]],
  ['an XFA form', '', '/XFA (x)', [`OTHER ${at}/XFA: differs from what was signed`]],
  ['resources', '', `/DR << /Font << /A ${font} >> >>`, [`LTA_UPDATES ${at}/DR: resources added`]],
  ['no resources any more', `/DR << /Font << /A ${font} >> >>`, '', [`OTHER ${at}/DR: differs from what was signed`]],
  ['resources that are no dictionary', '', '/DR [1]', [`OTHER ${at}/DR: differs from what was signed`]],
  [
    'a further font',
    `/DR << /Font << /A ${font} >> >>`,
    `/DR << /Font << /A ${font} /B ${other} >> >>`,
    [`LTA_UPDATES ${at}/DR/Font/B: resources added`],
  ],
  [
    'a further kind of resource',
    `/DR << /Font << /A ${font} >> >>`,
    `/DR << /Font << /A ${font} >> /XObject << >> >>`,
    [`LTA_UPDATES ${at}/DR/XObject: resources added`],
  ],
  [
    'a font that is another one',
    `/DR << /Font << /A ${font} >> >>`,
    `/DR << /Font << /A ${other} >> >>`,
    [`OTHER ${at}/DR/Font/A/BaseFont: differs from what was signed`],
  ],
  [
    'a font that says more',
    `/DR << /Font << /A ${font} >> >>`,
    `/DR << /Font << /A ${font.replace('>>', '/Encoding << >> >>')} >> >>`,
    [`OTHER ${at}/DR/Font/A/Encoding: differs from what was signed`],
  ],
  [
    'a font that is gone',
    `/DR << /Font << /A ${font} >> >>`,
    '/DR << /Font << >> >>',
    [`OTHER ${at}/DR/Font/A: differs from what was signed`],
  ],
])('%s', (_, before, after, expected) => {
  expect(between(before, after)).toEqual(expected);
});

describe('the list of fields', () => {
  const fields = (list: string): string[] => changesBetween(plainObjects, form('/DA (/Helv 0 Tf 0 g)', list));

  test.each<[string, string, string[]]>([
    ['as it was', '[6 0 R 7 0 R]', []],
    ['in another order', '[7 0 R 6 0 R]', []],
    ['without a field', '[7 0 R]', [`OTHER ${at}/Fields[0]: a form field was taken away`]],
    [
      'empty',
      '[]',
      [`OTHER ${at}/Fields[0]: a form field was taken away`, `OTHER ${at}/Fields[1]: a form field was taken away`],
    ],
    ['that is none', '(x)', [`OTHER ${at}/Fields: is no list`]],
    ['with another in the place of one', '[6 0 R 5 0 R]', [`OTHER ${at}/Fields[1]: differs from what was signed`]],
  ])('%s', (_, list, expected) => {
    expect(fields(list)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['a widget of a text field may go with its annotation', '/FT /Tx', 'ANNOTATIONS'],
    ['a widget of a signature may not', '/FT /Sig', 'OTHER'],
  ])('%s', (_, type, level) => {
    const parent = (kids: string): string => `<< ${type} /T (Many) /Kids [${kids}] >>`;
    const widget = '<< /Type /Annot /Subtype /Widget /Parent 40 0 R /Rect [0 0 9 9] >>';
    const objects = { ...plainObjects, ...form('', '[40 0 R]'), 40: parent('41 0 R 42 0 R'), 41: widget, 42: widget };
    const [change] = changesBetween(objects, { 40: parent('41 0 R') });
    expect(change).toMatch(new RegExp(`^${level} /Root/AcroForm/Fields\\[0\\]/Kids\\[1\\]: a `));
    const named = { ...objects, 42: widget.replace('/Parent', '/T (x) /Parent') };
    expect(changesBetween(named, { 40: parent('41 0 R') })[0]).toMatch(/^OTHER/);
    const typed = { ...objects, 42: widget.replace('/Parent', '/FT /Tx /Parent') };
    expect(changesBetween(typed, { 40: parent('41 0 R') })[0]).toMatch(/^OTHER/);
    const plain = { ...objects, 42: widget.replace('/Subtype /Widget', '') };
    expect(changesBetween(plain, { 40: parent('41 0 R') })[0]).toMatch(/^OTHER/);
  });
});

test('a form that is an object of its own is compared like one that is not', () => {
  const indirect = { ...plainObjects, 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 40 0 R >>' };
  const body = (entries: string): string => `<< /Fields [6 0 R 7 0 R] ${entries} >>`;
  const objects = { ...indirect, 40: body('') };
  expect(changesBetween(objects, { 40: body('/SigFlags 3') })).toEqual([
    'LTA_UPDATES /Root/AcroForm/SigFlags: signature flags 0 to 3',
  ]);
  expect(changesBetween(objects, { 40: body('/XFA (x)') })).toEqual([
    'OTHER /Root/AcroForm/XFA: differs from what was signed',
  ]);
  const moved = { 1: indirect[1].replace('40 0 R', '41 0 R'), 41: body('/SigFlags 3') };
  expect(changesBetween(objects, moved)).toEqual([expect.stringMatching(/^OTHER \/Root\/AcroForm/)]);
  const inlined = { 1: indirect[1].replace('40 0 R', body('/SigFlags 3')) };
  expect(changesBetween(objects, inlined)).toEqual(['LTA_UPDATES /Root/AcroForm/SigFlags: signature flags 0 to 3']);
});
