import { PDF } from '@libpdf/core';
import { issuedForm, testBytes, verifyPdf } from '../../../test/support/issued-form.js';
import { SeededRandom } from '../seeded-random.js';
import type { FilledFields } from './filled-fields.js';
import {
  damagedFile,
  emptyFile,
  encryptedFile,
  type FormFile,
  malwareLookingFile,
  tooLargeFile,
  unsignedFile,
  wordFile,
} from './mishap-documents.js';

const filled: FilledFields = {
  name: 'Åse Næss',
  role: 'Ordfører',
  place: 'Prøvedal',
  date: '24.06.2020',
  resolutionDate: '17.06.2020',
  resolutionCase: 'PS 45/20',
};
const verify = (bytes: Uint8Array) => verifyPdf(bytes, { trustAnchors: [], at: new Date('2020-06-24T10:00:00Z') });
let form: FormFile;

beforeAll(async () => {
  form = { fileName: 'Intensjonserklæring.pdf', bytes: (await issuedForm('nb')).bytes };
});

it('UNSIGNED is the issued form, filled in', async () => {
  const { bytes, fileName } = await unsignedFile(form, filled);
  expect(fileName).toBe(form.fileName);
  expect(bytes.subarray(0, form.bytes.length).equals(form.bytes)).toBe(true);
  const report = verify(bytes);
  expect(report.signatures.map(({ field, docMdpOk }) => [field, docMdpOk])).toEqual([['seal', true]]);
  expect((await PDF.load(bytes)).getForm()?.getTextField('resolutionCase')?.getValue()).toBe('PS 45/20');
});

it('ENCRYPTED opens with the password and not without', async () => {
  const { bytes } = await encryptedFile(form, filled, new SeededRandom('encrypted'), testBytes);
  const report = verify(bytes);
  expect([report.document.encrypted, report.summary.accept]).toEqual([true, false]);
  expect(report.findings.map(({ check }) => check)).toContain('ENCRYPTED');
  const password = Buffer.from(testBytes('pdf-encryption/password', 9)).toString('hex');
  const opened = await PDF.load(bytes, { credentials: password });
  expect([opened.isAuthenticated, opened.getPageCount()]).toEqual([true, 2]);
  const closed = await PDF.load(bytes, { credentials: 'another' });
  expect(closed.isAuthenticated).toBe(false);
});

it('DAMAGED is cut off: what can be pieced together of it is said to be so, and never accepted', () => {
  const { bytes } = damagedFile(form);
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(bytes.includes('%%EOF')).toBe(false);
  const { summary, findings } = verify(bytes);
  expect([summary.indication, summary.accept]).toEqual([null, false]);
  expect(findings).toContainEqual(expect.objectContaining({ check: 'STRUCTURE', result: 'INDETERMINATE' }));
});

it('EMPTY_FILE is a name without contents', () => {
  expect(emptyFile(form)).toMatchObject({ fileName: form.fileName, bytes: Buffer.alloc(0) });
});

it.each(['nb', 'nn'] as const)('NOT_A_PDF is a word processor document in %s', (language) => {
  const { bytes, fileName } = wordFile('Prøvedal & Dal kommune', filled, language);
  expect(fileName).toBe('intensjonserklæring.docx');
  // The ends of a ZIP file: the first member's header, and the directory with three members.
  expect([bytes.readUInt32LE(0), bytes.readUInt32LE(bytes.length - 22), bytes.readUInt16LE(bytes.length - 12)]).toEqual(
    [0x04034b50, 0x06054b50, 3],
  );
  const directory = bytes.readUInt32LE(bytes.length - 6);
  expect(bytes.readUInt32LE(directory)).toBe(0x02014b50);
  expect(directory + bytes.readUInt32LE(bytes.length - 10)).toBe(bytes.length - 22);
  const text = bytes.toString('utf8');
  expect(text).toContain('Prøvedal &amp; Dal kommune');
  expect(text).toContain(language === 'nb' ? 'forbeholdene' : 'atterhalda');
  expect(text).toContain('PS 45/20');
});

it('TOO_LARGE is one byte over the limit', () => {
  const { bytes } = tooLargeFile(form, 100_000);
  expect(bytes.length).toBe(100_001);
  expect([bytes.toString('latin1', 0, 5), bytes.toString('latin1', 99_995)]).toEqual(['%PDF-', '%%EOF\n']);
});

it("MALWARE_LOOKING is the scanners' test string and nothing else", () => {
  const { bytes, fileName } = malwareLookingFile(form);
  expect(fileName.endsWith('.pdf')).toBe(true);
  expect(bytes.length).toBe(68);
  expect(bytes.toString('latin1')).toMatch(/^X5O!P%@AP\[4\\PZX54\(P\^\)7CC\)7\}\$EICAR-\S+-FILE!\$H\+H\*$/);
});
