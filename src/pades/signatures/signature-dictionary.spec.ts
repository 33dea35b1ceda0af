import { plainObjects, plainPdf, stream } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';
import { Budget, defaultLimits } from '../limits.js';
import { formFields } from '../pdf/form-fields.js';
import { PdfRevision } from '../pdf/pdf-revision.js';
import { PdfSource } from '../pdf/pdf-source.js';
import { isLocked, pdfDate, signatureDictionaries } from './signature-dictionary.js';
import type { SignatureDictionary } from './signature-dictionary.js';

const value = '/Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <0a0b>';

function read(objects: PlainObjects): { dictionaries: SignatureDictionary[]; text: string } {
  const bytes = plainPdf({ ...plainObjects, ...objects });
  const revision = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits)), bytes.length);
  return {
    dictionaries: signatureDictionaries(revision, formFields(revision)),
    text: Buffer.from(bytes).toString('latin1'),
  };
}
const field = (entries: string): string => plainObjects[7]!.replace('/T (', `${entries} /T (`);
const one = (signature: string, fieldEntries = '/V 50 0 R'): SignatureDictionary =>
  read({ 7: field(fieldEntries), 50: `<< ${signature} >>` }).dictionaries[0]!;

describe('where a signature stands', () => {
  test('in an object of its own', () => {
    const { dictionaries, text } = read({ 7: field('/V 50 0 R'), 50: `<< ${value} >>` });
    expect(dictionaries).toHaveLength(1);
    const start = text.indexOf('<0a0b>');
    expect(dictionaries[0]).toMatchObject({
      subFilter: 'ETSI.CAdES.detached',
      reference: { number: 50 },
      place: { start, end: start + 6, hex: true },
      object: { number: 50, place: 'file' },
      byteRange: [0, 1, 2, 3],
    });
    expect(Buffer.from(dictionaries[0]!.contents!).toString('hex')).toBe('0a0b');
  });

  test('directly in its field', () => {
    const { dictionaries, text } = read({ 7: field(`/V << ${value} >>`) });
    const start = text.indexOf('<0a0b>');
    expect(dictionaries[0]).toMatchObject({ reference: null, place: { start, end: start + 6 }, object: { number: 7 } });
  });

  test('with its value in an object of its own', () => {
    const { dictionaries, text } = read({
      7: field('/V 50 0 R'),
      50: `<< ${value.replace('<0a0b>', '51 0 R')} >>`,
      51: '<0a0b>',
    });
    const start = text.indexOf('<0a0b>');
    expect(dictionaries[0]).toMatchObject({ place: { start, end: start + 6 }, object: { number: 50 } });
  });

  test('directly in a field that is no object: nowhere a byte range could meet', () => {
    const direct = `<< /FT /Sig /T (Direct) /V << ${value} >> >>`;
    const { dictionaries } = read({ 1: plainObjects[1]!.replace('7 0 R]', `${direct}]`) });
    expect(dictionaries[0]).toMatchObject({ reference: null, place: null, object: null });
  });

  test('in an object stream: nowhere a byte range could meet', () => {
    const inside = `<< ${value} >>`;
    const body = `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /AcroForm << /Fields [2 0 R] >> >>\nendobj\n2 0 obj\n<< /FT /Sig /T (S) /V 3 0 R >>\nendobj\n`;
    const holder = `4 0 obj\n${stream('/Type /ObjStm /N 1 /First 4', `3 0 ${inside}`)}\nendobj\n`;
    const rows: [number, number][] = [
      [1, body.indexOf('1 0 obj')],
      [1, body.indexOf('2 0 obj')],
      [2, 4],
      [1, body.length],
      [1, body.length + holder.length],
    ];
    const table = rows.map(([type, at]) => Buffer.from([type, at >> 8, at & 255, 0]).toString('latin1')).join('');
    const start = body.length + holder.length;
    const section = `5 0 obj\n${stream('/Type /XRef /W [1 2 1] /Index [1 5] /Size 6 /Root 1 0 R', table)}\nendobj\n`;
    const bytes = Buffer.from(`${body}${holder}${section}startxref\n${start}\n%%EOF\n`, 'latin1');
    const revision = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits)), bytes.length);
    const [dictionary] = signatureDictionaries(revision, formFields(revision));
    expect(dictionary).toMatchObject({ subFilter: 'ETSI.CAdES.detached', place: null, object: null });
  });

  test('as the value of two fields: once', () => {
    const { dictionaries } = read({
      1: plainObjects[1]!.replace('7 0 R]', '7 0 R 51 0 R 52 0 R]'),
      7: field('/V 50 0 R'),
      50: `<< ${value} >>`,
      51: '<< /FT /Sig /T (Second) /V 50 0 R >>',
      52: '<< /FT /Sig /T (Third) /V 53 0 R >>',
      53: `<< ${value} >>`,
    });
    expect(dictionaries.map((item) => item.field.fullName)).toEqual(['Signature1', 'Third']);
  });

  test('in a field that is no signature field, when it looks like one', () => {
    const other = (entries: string): SignatureDictionary[] =>
      read({ 6: plainObjects[6]!.replace('(Kari)', `<< ${entries} >>`) }).dictionaries;
    expect(other(value)).toHaveLength(1);
    expect(other('/Type /Sig')).toEqual([]);
    expect(read({ 7: field('/V (x)') }).dictionaries).toEqual([]);
    expect(read({ 7: field('/V << /Type /Sig >>') }).dictionaries).toHaveLength(1);
  });

  test('with entries of the wrong kind', () => {
    expect(one('/Contents 7 /ByteRange [0 (x) 1.5] /SubFilter (x)')).toMatchObject({
      contents: null,
      place: null,
      byteRange: [0, null, null],
      subFilter: null,
    });
    expect(one('/ByteRange 7')).toMatchObject({ byteRange: null, contents: null });
  });
});

const transform = (method: string, parameters: string): string =>
  `${value} /Reference [<< /TransformMethod /${method} ${parameters} >>]`;

test.each<[string, () => SignatureDictionary, Partial<SignatureDictionary>]>([
  ['without any permissions', () => one(value), { certifies: false, docMdp: null, fieldLocks: [] }],
  ...([1, 2, 3] as const).map((level): [string, () => SignatureDictionary, Partial<SignatureDictionary>] => [
    `at level ${level}`,
    () => one(transform('DocMDP', `/TransformParams << /P ${level} >>`)),
    { certifies: true, docMdp: level },
  ]),
  ['at no level', () => one(transform('DocMDP', '/TransformParams << >>')), { certifies: true, docMdp: 2 }],
  ['without parameters', () => one(transform('DocMDP', '')), { certifies: true, docMdp: 2 }],
  ['at a level that nobody knows', () => one(transform('DocMDP', '/TransformParams << /P 4 >>')), { docMdp: 1 }],
  ['at a level that is no number', () => one(transform('DocMDP', '/TransformParams << /P (3) >>')), { docMdp: 1 }],
  ['of another method', () => one(transform('UR3', '/TransformParams << /P 1 >>')), { certifies: false, docMdp: null }],
  ['of a reference that is none', () => one(`${value} /Reference [7 (x)]`), { certifies: false, fieldLocks: [] }],
  [
    'over fields',
    () => one(transform('FieldMDP', '/TransformParams << /Action /Include /Fields [(a) (b) 7] >>')),
    { certifies: false, docMdp: null, fieldLocks: [{ action: 'Include', fields: ['a', 'b'] }] },
  ],
  [
    'over all fields but some',
    () => one(transform('FieldMDP', '/TransformParams << /Action /Exclude /Fields [(a)] >>')),
    { fieldLocks: [{ action: 'Exclude', fields: ['a'] }] },
  ],
  [
    'over all fields',
    () => one(transform('FieldMDP', '/TransformParams << /Action /All /Fields [(a)] >>')),
    { fieldLocks: [{ action: 'All', fields: [] }] },
  ],
  [
    'over fields in a way that nobody knows',
    () => one(transform('FieldMDP', '/TransformParams << /Action /Odd >>')),
    { fieldLocks: [{ action: 'All', fields: [] }] },
  ],
  [
    'by the lock of its field',
    () => one(value, '/V 50 0 R /Lock << /Action /Include /Fields [(a)] >>'),
    { certifies: false, docMdp: null, fieldLocks: [{ action: 'Include', fields: ['a'] }] },
  ],
  [
    'by the lock of its field, at a level',
    () => one(value, '/V 50 0 R /Lock << /Action /All /P 1 >>'),
    { certifies: false, docMdp: 1, fieldLocks: [{ action: 'All', fields: [] }] },
  ],
  [
    'by itself and the lock of its field',
    () => one(transform('DocMDP', '/TransformParams << /P 3 >>'), '/V 50 0 R /Lock << /Action /All /P 1 >>'),
    { certifies: true, docMdp: 3, fieldLocks: [{ action: 'All', fields: [] }] },
  ],
])('a signature permits changes %s', (_, dictionary, expected) => {
  expect(dictionary()).toMatchObject(expected);
});

test.each<[string, { action: 'All' | 'Include' | 'Exclude'; fields: string[] }, string[]]>([
  ['all', { action: 'All', fields: [] }, ['a', 'a.b', 'ab', 'c']],
  ['some', { action: 'Include', fields: ['x', 'a'] }, ['a', 'a.b']],
  ['some below others', { action: 'Include', fields: ['a.b'] }, ['a.b']],
  ['all but some', { action: 'Exclude', fields: ['a'] }, ['ab', 'c']],
  ['none', { action: 'Include', fields: [] }, []],
])('a lock of %s', (_, lock, expected) => {
  const names = ['a', 'a.b', 'ab', 'c'];
  expect(names.filter((name) => isLocked([lock], name))).toEqual(expected);
  expect(names.filter((name) => isLocked([{ action: 'Include', fields: [] }, lock], name))).toEqual(expected);
  expect(names.filter((name) => isLocked([], name))).toEqual([]);
});

test.each<[string | null, string | null]>([
  ["D:20260301121530+01'00'", '2026-03-01T11:15:30.000Z'],
  ["D:20260301121530-02'30'", '2026-03-01T14:45:30.000Z'],
  ['D:20260301121530+0130', '2026-03-01T10:45:30.000Z'],
  ["D:20260301121530+01'", '2026-03-01T11:15:30.000Z'],
  ['D:20260301121530Z', '2026-03-01T12:15:30.000Z'],
  ['D:20260301121530', '2026-03-01T12:15:30.000Z'],
  ['D:202603011215', '2026-03-01T12:15:00.000Z'],
  ['D:2026030112', '2026-03-01T12:00:00.000Z'],
  ['D:20260317', '2026-03-17T00:00:00.000Z'],
  ['D:202604', '2026-04-01T00:00:00.000Z'],
  ['D:2026', '2026-01-01T00:00:00.000Z'],
  ['2026-03-01', null],
  ['', null],
  [null, null],
])('the date %p is %p', (text, expected) => {
  expect(pdfDate(text)).toBe(expected);
});
