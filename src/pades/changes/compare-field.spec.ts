import { changesBetween } from '../../../test/support/changes-between.js';
import { plainObjects, stream } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';
import type { ComparisonRules } from './comparison.js';

const look = (text: string): string => stream('/Type /XObject /Subtype /Form /BBox [0 0 9 9]', text);
const widget = (entries: string): string => `<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] ${entries} >>`;

const choice = '/FT /Ch /T (Choice) /Opt [(a) (b)]';
const box = '/FT /Btn /T (Box)';
const looks = '/AP << /N << /Yes 21 0 R /Off 22 0 R >> >>';
const group = '/FT /Tx /T (Group) /Kids [26 0 R 27 0 R]';
const part = '/T (Part) /Parent 25 0 R';
const filledSignature = '/FT /Sig /T (Filled) /V 30 0 R';

/** A form with a field of every kind. */
const form: PlainObjects = {
  ...plainObjects,
  1: plainObjects[1]!.replace('7 0 R]', '7 0 R 20 0 R 23 0 R 24 0 R 25 0 R 29 0 R 31 0 R]'),
  20: widget(`${box} /V /Off /AS /Off ${looks}`),
  21: look('on'),
  22: look('off'),
  23: widget(`/FT /Btn /Ff 65536 /T (Button) /AP << /N 21 0 R >>`),
  24: widget(`${choice} /V (a) /I [0]`),
  25: `<< ${group} /V (old) >>`,
  26: widget('/Parent 25 0 R /AP << /N 28 0 R >>'),
  27: widget(`${part} /V (p)`),
  28: look('(old) Tj'),
  29: widget(filledSignature),
  30: '<< /Type /Sig /Contents <00> >>',
  31: widget('/T (Odd) /V (x)'),
};
const name = plainObjects[6]!;
const signature = plainObjects[7]!;
const after = (later: PlainObjects, rules?: Partial<ComparisonRules>): string[] => changesBetween(form, later, rules);

const field = (index: number, key: string): string => `/Root/AcroForm/Fields[${index}]/${key}`;
const filled = (index: number, title: string, key: string): string =>
  `FORM_FILLING ${field(index, key)}: field "${title}" was filled`;
const differs = (index: number, key: string): string => `OTHER ${field(index, key)}: differs from what was signed`;
const restyled = (index: number, title: string, key: string): string =>
  `OTHER ${field(index, key)}: field "${title}" looks different though its value is the same`;

test('a revision that writes fields as they were changes nothing', () => {
  expect(after(form)).toEqual([]);
});

test.each<[string, PlainObjects, string[]]>([
  ['a text field', { 6: name.replace('(Kari)', '(Oda)') }, [filled(0, 'Name', 'V')]],
  [
    'a text field with its look',
    { 6: name.replace('(Kari)', '(Oda)').replace('8 0 R', '50 0 R'), 50: look('(Oda) Tj') },
    [filled(0, 'Name', 'V'), filled(0, 'Name', 'AP')],
  ],
  ['a text field that was emptied', { 6: name.replace('/V (Kari)', '') }, [filled(0, 'Name', 'V')]],
  [
    'how a new value is set',
    { 6: name.replace('/V (Kari)', '/V (Oda) /DA (/F1 9 Tf) /Q 2 /M (D:2026)') },
    [filled(0, 'Name', 'V'), filled(0, 'Name', 'DA'), filled(0, 'Name', 'Q'), filled(0, 'Name', 'M')],
  ],
  [
    'rich text with a new value',
    { 6: name.replace('/V (Kari)', '/V (Oda) /RV (<p>Oda</p>)') },
    [filled(0, 'Name', 'V'), filled(0, 'Name', 'RV')],
  ],
  [
    'rich text in a stream',
    { 6: name.replace('/V (Kari)', '/V (Oda) /RV 50 0 R'), 50: stream('', '<p>Oda</p>') },
    [filled(0, 'Name', 'V'), filled(0, 'Name', 'RV')],
  ],
  [
    'rich text that is none',
    { 6: name.replace('/V (Kari)', '/V (Oda) /RV [(x)]') },
    [differs(0, 'RV'), filled(0, 'Name', 'V')],
  ],
  [
    'a value of many lines',
    { 24: widget(`${choice} /V [(a) (b)] /I [0 1]`) },
    [filled(4, 'Choice', 'V'), filled(4, 'Choice', 'I')],
  ],
  ['a value that is a list of something else', { 24: widget(`${choice} /V [(a) 1] /I [0]`) }, [differs(4, 'V')]],
  ['a value that is a number', { 6: name.replace('(Kari)', '7') }, [differs(0, 'V')]],
  ['a value that is a dictionary', { 6: name.replace('(Kari)', '<< /A 1 >>') }, [differs(0, 'V')]],
  [
    'a choice whose options change',
    { 24: widget('/FT /Ch /T (Choice) /Opt [(a) (c)] /V (a) /I [0]') },
    [`OTHER ${field(4, 'Opt')}[1]: differs from what was signed`],
  ],
  [
    'a text field that gets a list of choices made',
    { 6: name.replace('/V (Kari)', '/V (Oda) /I [0]') },
    [differs(0, 'I'), filled(0, 'Name', 'V')],
  ],
  [
    'a box that is ticked',
    { 20: widget(`${box} /V /Yes /AS /Yes ${looks}`) },
    [filled(2, 'Box', 'V'), filled(2, 'Box', 'AS')],
  ],
  ['a box that only shows a tick', { 20: widget(`${box} /V /Off /AS /Yes ${looks}`) }, [filled(2, 'Box', 'AS')]],
  [
    'a box whose tick looks different',
    { 20: widget(`${box} /V /Off /AS /Off /AP << /N 50 0 R >>`), 50: look('x') },
    [restyled(2, 'Box', 'AP')],
  ],
  [
    'a box that is set like text',
    { 20: widget(`${box} /V /Yes /AS /Yes /DA (/F1 9 Tf) ${looks}`) },
    [differs(2, 'DA'), filled(2, 'Box', 'V'), filled(2, 'Box', 'AS')],
  ],
  [
    'a box with rich text',
    { 20: widget(`${box} /V /Yes /AS /Yes /RV (x) ${looks}`) },
    [differs(2, 'RV'), filled(2, 'Box', 'V'), filled(2, 'Box', 'AS')],
  ],
  [
    'a button that gets a value',
    { 23: widget('/FT /Btn /Ff 65536 /T (Button) /V /Yes /AP << /N 21 0 R >>') },
    [differs(3, 'V')],
  ],
  [
    'a button that gets a look',
    { 23: widget('/FT /Btn /Ff 65536 /T (Button) /V /X /AP << /N 22 0 R >>') },
    [expect.stringContaining('differs from what was signed'), expect.stringContaining('differs from what was signed')],
  ],
  ['a field of no kind', { 31: widget('/T (Odd) /V (y)') }, [differs(7, 'V')]],
  ['a field that becomes read-only', { 6: name.replace('/V', '/Ff 1 /V') }, [filled(0, 'Name', 'Ff')]],
  ['a field that becomes a password', { 6: name.replace('/V', '/Ff 8193 /V') }, [differs(0, 'Ff')]],
  [
    'a field that is moved',
    { 6: name.replace('72 600', '72 100') },
    [`OTHER ${field(0, 'Rect')}[1]: differs from what was signed`],
  ],
  ['a field with another name', { 6: name.replace('(Name)', '(Sum)') }, [differs(0, 'T')]],
  [
    'a field that gets an action',
    { 6: name.replace('/V (Kari)', '/V (Oda) /AA << >>') },
    [differs(0, 'AA'), filled(0, 'Name', 'V')],
  ],
  [
    'a field that gets parts',
    { 6: name.replace('/V', '/Kids [50 0 R] /V'), 50: widget('/Parent 6 0 R') },
    [differs(0, 'Kids')],
  ],
  [
    'a look without a new value',
    { 6: name.replace('8 0 R', '50 0 R'), 50: look('(Oda) Tj') },
    [restyled(0, 'Name', 'AP')],
  ],
  [
    'text set otherwise without a new value',
    { 6: name.replace('/V (Kari)', '/V (Kari) /Q 2') },
    [restyled(0, 'Name', 'Q')],
  ],
  ['a time without a new value', { 6: name.replace('/V (Kari)', '/V (Kari) /M (D:2026)') }, [filled(0, 'Name', 'M')]],
  [
    'the look of a part whose value stands in the field above it',
    { 25: `<< ${group} /V (new) >>`, 26: widget('/Parent 25 0 R /AP << /N 50 0 R >>'), 50: look('(new) Tj') },
    [
      `FORM_FILLING /Root/AcroForm/Fields[5]/V: field "Group" was filled`,
      `FORM_FILLING /Root/AcroForm/Fields[5]/Kids[0]/AP: field "Group" was filled`,
    ],
  ],
  [
    'the look of a part alone',
    { 26: widget('/Parent 25 0 R /AP << /N 50 0 R >>'), 50: look('(new) Tj') },
    ['OTHER /Root/AcroForm/Fields[5]/Kids[0]/AP: field "Group" looks different though its value is the same'],
  ],
  [
    'a field in a field',
    { 27: widget(`${part} /V (q)`) },
    ['FORM_FILLING /Root/AcroForm/Fields[5]/Kids[1]/V: field "Group.Part" was filled'],
  ],
  [
    'a part that is taken away',
    { 25: `<< ${group.replace('26 0 R', '')} /V (old) >>` },
    ['ANNOTATIONS /Root/AcroForm/Fields[5]/Kids[0]: a place of a form field was taken away'],
  ],
  [
    'a field in a field that is taken away',
    { 25: `<< ${group.replace('27 0 R', '')} /V (old) >>` },
    ['OTHER /Root/AcroForm/Fields[5]/Kids[1]: a form field was taken away'],
  ],
  [
    'a value that stands in the place of the page’s font',
    { 6: name.replace('(Kari)', '5 0 R'), 5: '(Oda)' },
    [expect.stringContaining('OTHER'), expect.stringContaining('OTHER'), expect.stringContaining('OTHER')],
  ],
])('%s', (_, later, expected) => {
  expect(after(later).sort()).toEqual([...expected].sort());
});

describe('signing an empty field', () => {
  const value = '<< /Type /Sig /SubFilter /ETSI.CAdES.detached /Contents <00> >>';
  const stamp = '<< /Type /DocTimeStamp /SubFilter /ETSI.RFC3161 /Contents <00> >>';
  const signedAs = (entries: string): string => signature.replace('/T (', `${entries} /T (`);
  const made = (kind: string): string => `${field(1, 'V')}: field "Signature1" was ${kind}`;
  const follows = (key: string): string => `LTA_UPDATES ${field(1, key)}: field "Signature1" was filled`;

  test.each<[string, PlainObjects, string[]]>([
    ['fills it', { 7: signedAs('/V 50 0 R'), 50: value }, [`FORM_FILLING ${made('signed')}`]],
    [
      'with a time-stamp adds evidence',
      { 7: signedAs('/V 50 0 R'), 50: stamp },
      [`LTA_UPDATES ${made('time-stamped')}`],
    ],
    [
      'with what only says that it is a time-stamp fills it',
      { 7: signedAs('/V 50 0 R'), 50: stamp.replace('ETSI.RFC3161', 'ETSI.CAdES.detached') },
      [`FORM_FILLING ${made('signed')}`],
    ],
    [
      'with a signature that looks like a time-stamp’s fills it',
      { 7: signedAs('/V 50 0 R'), 50: stamp.replace('DocTimeStamp', 'Sig') },
      [`FORM_FILLING ${made('signed')}`],
    ],
    [
      'gives it a look and a time',
      {
        7: signedAs('/V 50 0 R /AP << /N 51 0 R >> /AS /N /M (D:2026) /MK << >> /Lock << /Action /All >>'),
        50: value,
        51: look('x'),
      },
      [`FORM_FILLING ${made('signed')}`, follows('AP'), follows('AS'), follows('M'), follows('MK'), follows('Lock')],
    ],
    [
      'may print and lock its place',
      { 7: signedAs('/V 50 0 R').replace('/F 132', '/F 0'), 50: value },
      [`FORM_FILLING ${made('signed')}`, follows('F')],
    ],
    [
      'may not hide its place',
      { 7: signedAs('/V 50 0 R').replace('/F 132', '/F 134'), 50: value },
      [`FORM_FILLING ${made('signed')}`, differs(1, 'F')],
    ],
    ...[1, 2, 8, 16, 32, 64, 256, 512].map((flag): [string, PlainObjects, string[]] => [
      `may not set the flag ${flag} of its place`,
      { 7: signedAs('/V 50 0 R').replace('/F 132', `/F ${132 + flag}`), 50: value },
      [`FORM_FILLING ${made('signed')}`, differs(1, 'F')],
    ]),
    [
      'may not move its place',
      { 7: signedAs('/V 50 0 R').replace('72 500', '0 0'), 50: value },
      [`FORM_FILLING ${made('signed')}`, expect.stringMatching(/^OTHER .*Rect\[/)],
    ],
    ['may not take a value that is no object', { 7: signedAs(`/V ${value}`) }, [differs(1, 'V')]],
    ['may not take a signed object for its value', { 7: signedAs('/V 30 0 R') }, [differs(1, 'V')]],
    ['may not take text for its value', { 7: signedAs('/V 50 0 R'), 50: '(x)' }, [differs(1, 'V')]],
    [
      'may not take a lock that is none',
      { 7: signedAs('/V 50 0 R /Lock 7'), 50: value },
      [`FORM_FILLING ${made('signed')}`, differs(1, 'Lock')],
    ],
    ['is what gives it a look', { 7: signedAs('/AP << /N 51 0 R >>'), 51: look('x') }, [differs(1, 'AP')]],
    [
      'is done once',
      { 29: widget('/FT /Sig /T (Filled) /V 50 0 R'), 50: value },
      [expect.stringMatching(/^OTHER .*Fields\[6\]\/V/)],
    ],
    ['is not undone', { 29: widget('/FT /Sig /T (Filled)') }, [differs(6, 'V')]],
  ])('%s', (_, later, expected) => {
    expect(after(later).sort()).toEqual([...expected].sort());
  });

  test('a lock that was there does not change', () => {
    const locked = { ...form, 7: signedAs('/Lock << /Action /All >>') };
    const later = { 7: signedAs('/V 50 0 R /Lock << /Action /Include /Fields [] >>'), 50: value };
    expect(changesBetween(locked, later)).toContainEqual(expect.stringMatching(/^OTHER .*Lock/));
  });
});

describe('a lock', () => {
  const later = { 6: name.replace('(Kari)', '(Oda)'), 27: widget(`${part} /V (q)`) };
  const locked = (index: string, title: string): string =>
    `OTHER /Root/AcroForm/Fields[${index}/V: field "${title}" is locked by the signature`;
  const open = ['FORM_FILLING /Root/AcroForm/Fields[0]/V: field "Name" was filled'];
  const openPart = ['FORM_FILLING /Root/AcroForm/Fields[5]/Kids[1]/V: field "Group.Part" was filled'];

  test.each<[string, ComparisonRules['locks'][number], string[]]>([
    ['of all', { action: 'All', fields: [] }, [locked('0]', 'Name'), locked('5]/Kids[1]', 'Group.Part')]],
    ['of one', { action: 'Include', fields: ['Name'] }, [locked('0]', 'Name'), ...openPart]],
    [
      'of a field and all below it',
      { action: 'Include', fields: ['Group'] },
      [...open, locked('5]/Kids[1]', 'Group.Part')],
    ],
    ['of a name that only begins alike', { action: 'Include', fields: ['Nam', 'Group.Par'] }, [...open, ...openPart]],
    ['of all but one', { action: 'Exclude', fields: ['Name'] }, [...open, locked('5]/Kids[1]', 'Group.Part')]],
  ])('%s', (_, lock, expected) => {
    expect(after(later, { locks: [lock] }).sort()).toEqual([...expected].sort());
  });
});
