import { appendRevision, plainObjects, plainPdf, stream } from '../../../test/support/plain-pdf.js';
import { Budget, defaultLimits } from '../limits.js';
import { formFields } from './form-fields.js';
import { readPages } from './pages.js';
import { PdfRevision } from './pdf-revision.js';
import { PdfSource } from './pdf-source.js';
import { findRevisionEnds } from './revision-ends.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (file: string): Uint8Array => Buffer.from(file, 'latin1');

function open(file: string | Uint8Array) {
  const bytes = typeof file === 'string' ? bytesOf(file) : file;
  const source = new PdfSource(bytes, new Budget(defaultLimits));
  const revision = PdfRevision.open(source, bytes.length);
  return {
    fields: formFields(revision).map((field) => field.fullName),
    pages: readPages(revision)?.length,
    ends: findRevisionEnds(revision).map((end) => end.end),
    rebuilt: revision.rebuilt,
    repairs: [...new Set(source.repairs.map((repair) => repair.code))],
  };
}

const sound = { fields: ['Name', 'Signature1'], pages: 1 };
const start = /(?<=startxref\n)\d+/;
const plain = text(plainPdf());
const shifted = (by: number): string => plain.replace(start, (number) => String(Number(number) + by));

test('a sound file needs no repair', () => {
  expect(open(plain)).toEqual({ ...sound, ends: [plain.length], rebuilt: false, repairs: [] });
});

describe('cross-references that are a little wrong', () => {
  test.each([-9, 1, 8])('startxref %i bytes off', (by) => {
    const broken = shifted(by);
    expect(open(broken)).toEqual({ ...sound, ends: [broken.length], rebuilt: false, repairs: ['OFFSET_BESIDE'] });
  });

  test('the offset of an object a few bytes off', () => {
    const offset = plain.indexOf('6 0 obj');
    const broken = plain.replace(
      `${String(offset).padStart(10, '0')} 00000 n`,
      `${String(offset - 5).padStart(10, '0')} 00000 n`,
    );
    expect(open(broken)).toMatchObject({ ...sound, repairs: ['OFFSET_BESIDE'] });
  });

  test('offsets counted from the header, in every revision', () => {
    const twice = text(appendRevision(plainPdf(), { 60: '(more)' }));
    const led = `leading words\n${twice}`;
    expect(open(led)).toEqual({
      ...sound,
      ends: [plain.length + 14, led.length],
      rebuilt: false,
      repairs: ['LEADING_BYTES'],
    });
  });

  test('an object that is nowhere near is missing, not guessed', () => {
    const offset = plain.indexOf('6 0 obj');
    const broken = plain.replace(`${String(offset).padStart(10, '0')} 00000 n`, '0000000020 00000 n');
    expect(open(broken)).toMatchObject({ fields: ['Signature1'], repairs: ['OBJECT_NOT_AT_OFFSET'] });
  });
});

describe('cross-references that cannot be used', () => {
  const cases: [string, string][] = [
    ['a startxref that leads nowhere', plain.replace(start, '7')],
    ['a startxref without a number', plain.replace(start, 'here')],
    ['no startxref', plain.replace('startxref', '')],
    ['a damaged table', plain.replace('00000 n', '0000x n')],
    ['no trailer', plain.replace(/trailer[^]*>>/, '')],
  ];

  test.each(cases)('%s: the objects themselves are read', (_, broken) => {
    const opened = open(broken);
    expect(opened).toMatchObject({ ...sound, rebuilt: true });
    expect(opened.repairs).toContain('REBUILT');
  });

  test('the last object of a number counts, and that there are two is said', () => {
    const renamed = plainObjects[6]!.replace('(Name)', '(Other)');
    const opened = open(text(appendRevision(plainPdf(), { 6: renamed })).replaceAll('startxref', ''));
    expect(opened.fields).toEqual(['Other', 'Signature1']);
    expect(opened.repairs).toEqual(expect.arrayContaining(['REBUILT', 'OBJECT_TWICE']));
  });

  test('objects in object streams are found', () => {
    const { 6: field, ...others } = plainObjects;
    const packed = text(plainPdf({ ...others, 9: stream('/Type /ObjStm /N 1 /First 4', `6 0 ${field}`) }));
    expect(open(packed.replace(start, '7'))).toMatchObject({ ...sound, rebuilt: true });
  });

  test('without a catalogue there is nothing to read', () => {
    expect(() => open('%PDF-1.7\n4 0 obj\n(x)\nendobj\n')).toThrow('startxref');
    expect(() =>
      open(plain.replace(start, '7').replaceAll('/Catalog', '/Nothing').replaceAll('/Root', '/Ruut')),
    ).toThrow('neither a table');
  });
});

describe('hybrid cross-references', () => {
  /** The text field hidden from old readers: free in the table, shown in the stream (7.5.8.4). */
  const { 6: field, ...others } = plainObjects;
  const base = text(plainPdf(others));
  const at = base.indexOf('xref\n0 1');
  const hidden = `6 0 obj\n${field}\nendobj\n`;
  const row = Buffer.from([1, at >> 8, at & 0xff, 0]).toString('latin1');
  const table = at + hidden.length;
  const extra = `20 0 obj\n${stream('/Type /XRef /W [1 2 1] /Index [6 1] /Size 20', row)}\nendobj\n`;
  const file =
    base.slice(0, at) +
    hidden +
    extra +
    base
      .slice(at)
      .replace('/Size 200', `/Size 200 /XRefStm ${table}`)
      .replace('xref\n0 1', 'xref\n6 1\n0000000000 00000 f \n0 1')
      .replace(start, String(table + extra.length));

  test('the stream shows what the table hides', () => {
    expect(open(file)).toMatchObject({ ...sound, repairs: [] });
  });

  test('an old reader does not see it', () => {
    const bytes = bytesOf(file);
    const revision = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits)), bytes.length);
    expect(formFields(revision.withoutHybridStreams()).map((item) => item.fullName)).toEqual(['Signature1']);
  });
});
