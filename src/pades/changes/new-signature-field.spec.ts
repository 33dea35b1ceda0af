import { changesBetween } from '../../../test/support/changes-between.js';
import { plainObjects, stream } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';

const page = (annotation: string): string => plainObjects[3]!.replace('7 0 R]', `7 0 R ${annotation}]`);
const catalog = (fields: string): string => plainObjects[1]!.replace('7 0 R]', `7 0 R ${fields}]`);
const field = (entries: string): string => `<< /Type /Annot /Subtype /Widget /FT /Sig /T (New) ${entries} >>`;
const value = '<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <00> >>';
const stamp = '<< /Type /DocTimeStamp /SubFilter /ETSI.RFC3161 /Contents <00> >>';
const look = { 59: stream('/Type /XObject /Subtype /Form /BBox [0 0 9 9]', 'x') };
const seen = '/Rect [0 0 9 9] /AP << /N 59 0 R >>';

const at = '/Root/AcroForm/Fields[2]';
const added = (level: string, name = 'New'): string[] => [`${level} ${at}: signature field "${name}" was added`];
const refused = (why: string): string[] => [`OTHER ${at}: ${why}`];

/** With the field as object 50, in the form and on the page. */
const withField = (entries: string, more: PlainObjects = {}): PlainObjects => ({
  1: catalog('50 0 R'),
  3: page('50 0 R'),
  50: field(entries),
  ...look,
  ...more,
});

const harmless =
  'Type Subtype FT T TU TM Rect F P V AP AS MK BS Border DA Q Ff Kids Parent M NM StructParent Lock SV DR C H';
test.each(harmless.split(' '))('with the entry %s', (key) => {
  const entries = / (FT|T|Type|Subtype|Kids|V|F|Rect) /.test(` ${key} `) ? '' : `/${key} /x`;
  expect(changesBetween(plainObjects, withField(entries))).toEqual(added('LTA_UPDATES'));
});

test.each(['A', 'AA', 'Opt', 'OC', 'Action'])('with the entry %s, that does not belong to one', (key) => {
  const changes = changesBetween(plainObjects, withField(`/${key} /x`));
  expect(changes).toEqual(expect.arrayContaining(refused(`a signature field with /${key} was added`)));
});

test.each<[string, PlainObjects, string[]]>([
  ['that is empty and not seen', withField('/Rect [0 0 0 0]'), added('LTA_UPDATES')],
  ['without a place', withField(''), added('LTA_UPDATES')],
  ['that is signed and not seen', withField('/Rect [0 0 0 0] /V 51 0 R', { 51: value }), added('FORM_FILLING')],
  ['that is signed and seen', withField(`${seen} /V 51 0 R`, { 51: value }), added('FORM_FILLING')],
  ['with a time-stamp', withField('/Rect [0 0 0 0] /V 51 0 R', { 51: stamp }), added('LTA_UPDATES')],
  ['with a time-stamp that is seen', withField(`${seen} /V 51 0 R`, { 51: stamp }), added('LTA_UPDATES')],
  ['that is empty and seen', withField(seen), refused('a visible signature field without a signature was added')],
  ['that is empty, with a look of no size', withField('/Rect [3 0 3 9] /AP << /N 59 0 R >>'), added('LTA_UPDATES')],
  ['that is empty, with a look of no height', withField('/Rect [0 5 9 5] /AP << /N 59 0 R >>'), added('LTA_UPDATES')],
  [
    'that is empty, with corners the other way round',
    withField('/Rect [9 9 0 0] /AP << /N 59 0 R >>'),
    refused('a visible signature field without a signature was added'),
  ],
  ['that is empty, with a place but no look', withField('/Rect [0 0 9 9]'), added('LTA_UPDATES')],
  ...['/x 0 9 9', '0 /x 9 9', '0 0 /x 9', '0 0 9 /x', '0 0 9'].map((rect): [string, PlainObjects, string[]] => [
    `that is empty, at [${rect}]`,
    withField(`/Rect [${rect}]`),
    refused('a visible signature field without a signature was added'),
  ]),
  ['that is hidden', withField(`${seen} /F 2`), added('LTA_UPDATES')],
  ['that is not shown', withField(`${seen} /F 32`), added('LTA_UPDATES')],
  ...[1, 4, 8, 16, 64, 128].map((flag): [string, PlainObjects, string[]] => [
    `with the flag ${flag}, that hides nothing`,
    withField(`${seen} /F ${flag}`),
    refused('a visible signature field without a signature was added'),
  ]),
  [
    'that is only printed',
    withField(`${seen} /F 4`),
    refused('a visible signature field without a signature was added'),
  ],
  [
    'that stands directly in the list',
    { 1: catalog(field('')) },
    refused('a form field was added that is no object of its own'),
  ],
  ['that is not there', { 1: catalog('50 0 R') }, refused('a form field was added that is no object of its own')],
  [
    'of another kind',
    withField('', { 50: field('').replace('/Sig', '/Tx') }),
    [...refused('a form field was added that is no signature field')],
  ],
  [
    'without a name',
    { 1: catalog('50 0 R'), 50: field('').replace('/T (New)', '') },
    refused('a signature field without a name was added'),
  ],
  [
    'with the name of another',
    { 1: catalog('50 0 R'), 50: field('').replace('New', 'Name') },
    refused('a second field "Name" was added'),
  ],
  [
    'twice',
    { 1: catalog('50 0 R 51 0 R'), 50: field(''), 51: field('') },
    [...added('LTA_UPDATES'), 'OTHER /Root/AcroForm/Fields[3]: a second field "New" was added'],
  ],
  ...['/A << /S /JavaScript >>', '/AA << >>', '/OC 5 0 R', '/X 1', '/Contents (x)'].map(
    (entry): [string, PlainObjects, string[]] => [
      `with ${entry}`,
      { 1: catalog('50 0 R'), 50: field(entry) },
      refused(`a signature field with ${entry.split(' ')[0]} was added`),
    ],
  ),
  [
    'whose value is a direct dictionary',
    { 1: catalog('50 0 R'), 50: field(`/V ${value}`) },
    refused('a signature field was added whose value is no new signature'),
  ],
  [
    'whose value is a signed object',
    { 1: catalog('50 0 R'), 50: field('/V 5 0 R') },
    refused('a signature field was added whose value is no new signature'),
  ],
  [
    'whose value is text',
    { 1: catalog('50 0 R'), 50: field('/V 51 0 R'), 51: '(x)' },
    refused('a signature field was added whose value is no new signature'),
  ],
  [
    'with a widget of its own',
    {
      1: catalog('50 0 R'),
      3: page('52 0 R'),
      50: '<< /FT /Sig /T (New) /V 51 0 R /Kids [52 0 R] >>',
      51: value,
      52: `<< /Type /Annot /Subtype /Widget /Parent 50 0 R ${seen} >>`,
      ...look,
    },
    added('FORM_FILLING'),
  ],
  [
    'empty, with a widget that is seen and one that is not',
    {
      1: catalog('50 0 R'),
      50: '<< /FT /Sig /T (New) /Kids [52 0 R 53 0 R] >>',
      52: '<< /Subtype /Widget /Parent 50 0 R >>',
      53: `<< /Subtype /Widget /Parent 50 0 R ${seen} >>`,
      ...look,
    },
    refused('a visible signature field without a signature was added'),
  ],
  ...[
    ['that stands directly in it', '<< /Parent 50 0 R >>', {}],
    ['that is not there', '52 0 R', {}],
    ['that has a name', '52 0 R', { 52: '<< /T (x) /Parent 50 0 R >>' }],
    ['that is a signed object', '6 0 R', {}],
  ].map(([title, kid, more]): [string, PlainObjects, string[]] => [
    `with a widget ${title as string}`,
    { 1: catalog('50 0 R'), 50: `<< /FT /Sig /T (New) /Kids [${kid as string}] >>`, ...(more as PlainObjects) },
    refused('a signature field was added whose parts are not its own'),
  ]),
  [
    'with a widget that acts',
    { 1: catalog('50 0 R'), 50: '<< /FT /Sig /T (New) /Kids [52 0 R] >>', 52: '<< /Parent 50 0 R /A << >> >>' },
    refused('a signature field with /A was added'),
  ],
])('a field %s', (_, later, expected) => {
  const changes = changesBetween(plainObjects, later).sort();
  const ofPage = changes.filter((change) => change.endsWith('an annotation of type "Widget" was added to a page'));
  expect(changes.filter((change) => !ofPage.includes(change))).toEqual([...expected].sort());
  // Only what was let in as a field may stand on the page.
  const refusedOnPage = expected[0]!.startsWith('OTHER') && later[3] !== undefined;
  expect(ofPage).toHaveLength(refusedOnPage ? 1 : 0);
});

test('a field in the place of a signed object is refused', () => {
  expect(changesBetween(plainObjects, { 1: catalog('5 0 R'), 5: field('') })).toContain(
    refused('a form field was added that stands in the place of a signed object')[0],
  );
});

test('a field in a certified document may be signed unseen only', () => {
  const judge = (later: PlainObjects): string[] => changesBetween(plainObjects, later, { certified: true });
  expect(judge(withField('/Rect [0 0 0 0] /V 51 0 R', { 51: value }))).toEqual(added('FORM_FILLING'));
  const refusal = refused('a visible signature field was added to a certified document');
  expect(judge(withField(`${seen} /V 51 0 R`, { 51: value }))[0]).toBe(refusal[0]);
  expect(judge(withField(`${seen} /V 51 0 R`, { 51: stamp }))[0]).toBe(refusal[0]);
});

test('a field in a field has the names of both', () => {
  const nested = {
    ...plainObjects,
    1: catalog('40 0 R'),
    40: '<< /T (Board) /Kids [41 0 R] >>',
    41: '<< /FT /Tx /T (Chair) /Parent 40 0 R >>',
  };
  const into = (name: string): string[] =>
    changesBetween(nested, {
      40: '<< /T (Board) /Kids [41 0 R 50 0 R] >>',
      50: `<< /FT /Sig /T (${name}) /Parent 40 0 R >>`,
    });
  expect(into('Mayor')).toEqual([
    'LTA_UPDATES /Root/AcroForm/Fields[2]/Kids[1]: signature field "Board.Mayor" was added',
  ]);
  expect(into('Chair')).toEqual(['OTHER /Root/AcroForm/Fields[2]/Kids[1]: a second field "Board.Chair" was added']);
});
