import { appendRevision, plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { createTestCa, testInstant } from '../../../test/support/test-ca.js';
import type { TestCa, TestIdentity } from '../../../test/support/test-ca.js';
import { verifyPdf } from '../index.js';
import type { SignatureReport } from '../index.js';

let ca: TestCa;
let identity: TestIdentity;
let signed: Uint8Array;
beforeAll(async () => {
  ca = await createTestCa();
  identity = await ca.issue({ shortTerm: true, keyType: 'EC' });
  signed = signByHand(
    plainPdf({ ...plainObjects, 7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('), 50: emptySignature() }),
    identity,
  );
});

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const judge = (file: Uint8Array | string): SignatureReport =>
  verifyPdf(typeof file === 'string' ? Buffer.from(file, 'latin1') : file, {
    trustAnchors: [ca.intermediate],
    at: testInstant,
  }).signatures[0]!;
const told = ({ findings }: SignatureReport): string[] =>
  findings.filter(({ check }) => check === 'LATER_CHANGES').map(({ result, evidence }) => `${result} ${evidence}`);
const verdict = (signature: SignatureReport) => ({
  changes: signature.changesAfter,
  outcome: `${signature.indication} ${signature.subIndication}`,
  told: told(signature),
});
const passed = 'TOTAL_PASSED null';
const undecided = 'INDETERMINATE SIG_CONSTRAINTS_FAILURE';

test('nothing behind the signature', () => {
  expect(verdict(judge(signed))).toEqual({
    changes: 'NONE',
    outcome: passed,
    told: ['PASSED nothing behind the signed bytes'],
  });
});

test('white space behind the signature', () => {
  expect(verdict(judge(`${text(signed)}\n \r\n`))).toEqual({
    changes: 'NONE',
    outcome: passed,
    told: ['PASSED white space behind the signed bytes'],
  });
});

test('a version that changes nothing', () => {
  expect(verdict(judge(appendRevision(signed, { 4: plainObjects[4]! })))).toEqual({
    changes: 'NONE',
    outcome: passed,
    told: ['PASSED level NONE'],
  });
});

test('a version that fills a field', () => {
  const filled = appendRevision(signed, { 6: plainObjects[6]!.replace('(Kari)', '(Oda)') });
  expect(verdict(judge(filled))).toEqual({
    changes: 'FORM_FILLING',
    outcome: passed,
    told: ['INFO FORM_FILLING /Root/AcroForm/Fields[0]/V: field "Name" was filled', 'PASSED level FORM_FILLING'],
  });
});

test('a version that changes the page', () => {
  const changed = appendRevision(signed, { 4: plainObjects[4]!.replace('support', 'oppose ') });
  expect(verdict(judge(changed))).toEqual({
    changes: 'OTHER',
    outcome: undecided,
    told: ['FAILED OTHER /Root/Pages/Kids[0]/Contents: differs from what was signed'],
  });
});

test.each([
  ['added', '[3 0 R 9 0 R]', 2],
  ['taken away', '[]', 0],
])('a version with a page %s', (_, kids, count) => {
  const paged = appendRevision(signed, {
    2: `<< /Type /Pages /Kids ${kids} /Count ${count} >>`,
    9: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>',
  });
  expect(verdict(judge(paged))).toMatchObject({ changes: 'OTHER', outcome: 'TOTAL_FAILED FORMAT_FAILURE' });
  expect(told(judge(paged))).toContain(`FAILED 1 pages signed, ${count} now`);
});

test('a version whose pages cannot be told apart', () => {
  const damaged = appendRevision(signed, { 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' });
  expect(verdict(judge(damaged))).toMatchObject({ changes: 'OTHER', outcome: 'TOTAL_FAILED FORMAT_FAILURE' });
  expect(told(judge(damaged))[0]).toMatch(/^FAILED 1 pages signed, (unknown|0) now$/);
});

test('bytes that belong to no version', () => {
  const more = judge(`${text(signed)}4 0 obj\n(x)\nendobj\n`);
  expect(verdict(more)).toEqual({
    changes: 'OTHER',
    outcome: undecided,
    told: ['INDETERMINATE 19 bytes behind the last revision'],
  });
});

test('a version that can be read in more than one way', () => {
  const twice = text(appendRevision(signed, { 60: '(x)' })).replace(
    /xref\n60 1\n(\d{10} 00000 n )\n(?![^]*xref\n60)/,
    'xref\n60 1\n$1\n60 1\n$1\n',
  );
  const signature = judge(twice);
  expect(verdict(signature)).toEqual({
    changes: 'OTHER',
    outcome: undecided,
    told: ['INDETERMINATE object 60 is listed twice'],
  });
});

test('damage within the signed bytes is not laid to what came later', () => {
  const field = plainObjects[7]!.replace('/T (', '/V 50 0 R /T (');
  const sound = text(plainPdf({ ...plainObjects, 7: field, 50: emptySignature() }));
  const damaged = Buffer.from(sound.replace('endobj\n7 0 obj', '      \n7 0 obj'), 'latin1');
  const file = signByHand(damaged, identity);
  const report = judge(appendRevision(file, { 6: plainObjects[6]!.replace('(Kari)', '(Oda)') }));
  expect(report.changesAfter).toBe('FORM_FILLING');
});

test('a signature that ends where no version ends', () => {
  const content = text(signed);
  const [whole, , , length] = /\/ByteRange \[0 (\d+) +(\d+) +(\d+) *\]/.exec(content)!;
  const shorter = whole.replace(`${length}`, `${Number(length) - 9}`.padEnd(length!.length));
  const signature = judge(content.replace(whole, shorter));
  expect(signature).toMatchObject({ coverage: 'CONTIGUOUS_BLOCK_FROM_START', changesAfter: 'OTHER' });
  expect(told(signature)).toEqual(['INDETERMINATE coverage CONTIGUOUS_BLOCK_FROM_START']);
});
