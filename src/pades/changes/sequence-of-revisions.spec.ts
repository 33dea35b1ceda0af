import { changesBetween } from '../../../test/support/changes-between.js';
import { appendRevision, plainObjects, plainPdf, stream } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';
import { Budget, defaultLimits } from '../limits.js';
import { PdfRevision } from '../pdf/pdf-revision.js';
import { PdfSource } from '../pdf/pdf-source.js';
import { compareRevisions } from './compare-revisions.js';
import type { Change } from './change.js';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const startOf = (bytes: Uint8Array): number => Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text(bytes))![1]);

/** What changed between the end of `signed` and the end of `file`, which begins with it. */
function changes(signed: Uint8Array, file: Uint8Array): Change[] {
  const source = new PdfSource(file, new Budget(defaultLimits));
  return compareRevisions(PdfRevision.open(source, signed.length), PdfRevision.open(source, file.length), {
    locks: [],
    certified: false,
  });
}
const filled = { 6: plainObjects[6]!.replace('(Kari)', '(Oda)') };
const first = plainPdf();
const second = appendRevision(first, filled);

/** The last section leads to another one than the last before it. */
const leadingTo = (file: Uint8Array, from: number, to: number | null): Uint8Array => {
  const whole = text(file);
  const at = whole.lastIndexOf(`/Prev ${from}`);
  const link = to === null ? '' : `/Prev ${to}`;
  return Buffer.from(
    whole.slice(0, at) + link.padEnd(`/Prev ${from}`.length) + whole.slice(at + `/Prev ${from}`.length),
    'latin1',
  );
};
const fault = [{ level: 'OTHER', path: '/', what: 'the end of the file does not build on the signed revision' }];

test('a later version that leads to the signed one is compared', () => {
  expect(changes(first, second)).toEqual([
    { level: 'FORM_FILLING', path: '/Root/AcroForm/Fields[0]/V', what: 'field "Name" was filled' },
  ]);
  expect(changes(second, appendRevision(second, {}))).toEqual([]);
});

test('a later version that leads past the signed one is another document', () => {
  const past = leadingTo(appendRevision(second, filled), startOf(second), startOf(first));
  expect(changes(second, past)).toEqual(fault);
});

test('a later version that leads nowhere is another document', () => {
  expect(changes(second, leadingTo(appendRevision(second, plainObjects), startOf(second), null))).toEqual(fault);
  expect(changes(first, leadingTo(appendRevision(first, plainObjects), startOf(first), null))).toEqual(fault);
});

test('a file whose cross-references cannot be followed is compared with nothing', () => {
  const lost = Buffer.from(text(second).replace(/startxref\n\d+\n%%EOF\n$/, 'startxref\n7\n%%EOF\n'), 'latin1');
  const unfollowed = [{ level: 'OTHER', path: '/', what: 'the file’s own cross-references cannot be followed' }];
  expect(changes(first, lost)).toEqual(unfollowed);
});

test('what old readers see of a hybrid file is compared as well', () => {
  const table = text(appendRevision(first, { 4: plainObjects[4]! }));
  const at = table.lastIndexOf('xref\n4 1');
  const shown = `4 0 obj\n${plainObjects[4]!}\nendobj\n`;
  const old = table.replace(/(4 0 obj\n<<[^]*)support(?![^]*support)/, '$1oppose ');
  const row = Buffer.from([1, at >> 8, at & 0xff, 0]).toString('latin1');
  const extra = `80 0 obj\n${stream('/Type /XRef /W [1 2 1] /Index [4 1] /Size 90', row)}\nendobj\n`;
  const start = at + shown.length;
  const tail = old
    .slice(at)
    .replace('/Root', `/XRefStm ${start} /Root`)
    .replace(/startxref\n\d+/, `startxref\n${start + extra.length}`);
  const hybrid = Buffer.from(old.slice(0, at) + shown + extra + tail, 'latin1');
  const found = changes(first, hybrid);
  expect(found).toContainEqual(
    expect.objectContaining({ level: 'OTHER', what: expect.stringContaining('to older readers') as string }),
  );
});

test('many changes are told in part, and a forbidden one is never left out', () => {
  const numbers = Array.from({ length: 80 }, (_, index) => 100 + index);
  const many = (value: string): PlainObjects =>
    Object.fromEntries(numbers.map((number) => [number, `<< /FT /Tx /T (F${number}) /V (${value}) >>`]));
  const form = {
    ...plainObjects,
    1: plainObjects[1]!.replace('7 0 R]', `7 0 R ${numbers.map((number) => `${number} 0 R`).join(' ')}]`),
    ...many('a'),
  };
  const filledAll = changesBetween(form, many('b'));
  expect(filledAll).toHaveLength(50);
  expect(filledAll.every((change) => change.startsWith('FORM_FILLING'))).toBe(true);
  const one = changesBetween(form, { ...many('b'), 4: plainObjects[4]!.replace('support', 'oppose ') });
  expect(one).toHaveLength(51);
  expect(one[0]).toMatch(/^OTHER/);
  const renamed = Object.fromEntries(numbers.map((number) => [number, `<< /FT /Tx /T (G${number}) /V (a) >>`]));
  expect(changesBetween(form, renamed)).toHaveLength(50);
});

test('an object of another generation is another object', () => {
  const moved = { 3: plainObjects[3]!.replace('6 0 R', '6 1 R') };
  expect(changesBetween(plainObjects, moved)).toContainEqual(expect.stringMatching(/^OTHER .*Annots\[0\]/));
});
