import { appendRevision, plainObjects, plainPdf, stream } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { createTestCa, testInstant } from '../../../test/support/test-ca.js';
import type { TestCa, TestIdentity } from '../../../test/support/test-ca.js';
import { verifyPdf } from '../index.js';
import type { CheckName, VerificationReport } from '../index.js';

let ca: TestCa;
let identity: TestIdentity;
beforeAll(async () => {
  ca = await createTestCa();
  identity = await ca.issue({ shortTerm: true, keyType: 'EC' });
});

const verify = (file: Uint8Array): VerificationReport =>
  verifyPdf(file, { trustAnchors: [ca.intermediate], at: testInstant });
const signed = (objects: PlainObjects, trailer = ''): Uint8Array =>
  signByHand(
    plainPdf(
      {
        ...plainObjects,
        ...objects,
        7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('),
        50: emptySignature(),
      },
      trailer,
    ),
    identity,
  );
const told = (report: VerificationReport, check: CheckName): string[] =>
  report.findings.filter((item) => item.check === check).map(({ result, evidence }) => `${result} ${evidence}`);
const catalog = (entries: string): PlainObjects => ({ 1: plainObjects[1]!.replace('/Pages', `${entries} /Pages`) });

describe('signature-like bytes', () => {
  const loose = '<< /ByteRange [0 1 2] >>';

  test('in a file without a signature are named', () => {
    expect(told(verify(plainPdf()), 'SIGNATURE_PRESENT')).toEqual(['FAILED no signature field holds a value']);
    const [line] = told(verify(plainPdf({ ...plainObjects, 60: loose })), 'SIGNATURE_PRESENT');
    expect(line).toMatch(/^FAILED signature-like bytes at \d+$/);
  });

  test('beside a signature are told, at most twenty of them', () => {
    expect(told(verify(signed({})), 'SIGNATURE_PRESENT')).toEqual([]);
    const one = verify(signed({ 60: loose }));
    expect(told(one, 'SIGNATURE_PRESENT')).toEqual([expect.stringMatching(/^INDETERMINATE at \d+$/)]);
    expect(one.summary.accept).toBe(false);
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [100 + index, loose]));
    expect(told(verify(signed(many)), 'SIGNATURE_PRESENT')[0]!.match(/\d+/g)).toHaveLength(20);
  });

  test.each(['UR', 'UR3'])('that give a reader rights (%s) are no signature', (key) => {
    const rights = `<< /Type /Sig /ByteRange [0 1 2] /Reference [<< /TransformMethod /${key} >>] >>`;
    const report = verify(signed({ ...catalog(`/Perms << /${key} 60 0 R >>`), 60: rights }));
    expect(told(report, 'SIGNATURE_PRESENT')).toEqual([`INFO /Perms/${key}`]);
    expect(report.summary.accept).toBe(true);
    const mixed = rights.replace(']  >>', ']>>').replace('>>] >>', '>> << /TransformMethod /DocMDP >>] >>');
    const other = verify(signed({ ...catalog(`/Perms << /${key} 60 0 R >>`), 60: mixed }));
    expect(told(other, 'SIGNATURE_PRESENT')).toEqual([expect.stringMatching(/^INDETERMINATE at/)]);
    const direct = verify(signed(catalog(`/Perms << /${key} ${rights} >>`)));
    expect(told(direct, 'SIGNATURE_PRESENT')).toEqual([expect.stringMatching(/^INDETERMINATE at/)]);
  });

  test('of the code against tampering are no signature, in the trailer or in an object of their own', () => {
    const code = '<< /MACLocation /Standalone /ByteRange [0 1 2] /MAC <00> >>';
    expect(told(verify(signed({}, `/AuthCode ${code}`)), 'SIGNATURE_PRESENT')).toEqual([]);
    expect(told(verify(signed({ 60: code }, '/AuthCode 60 0 R')), 'SIGNATURE_PRESENT')).toEqual([]);
    expect(told(verify(signed({ 60: code }, '/AuthCode 61 0 R')), 'SIGNATURE_PRESENT')).toEqual([
      expect.stringMatching(/^INDETERMINATE at/),
    ]);
  });
});

describe('active content', () => {
  const link = (at: number): string =>
    `<< /Type /Annot /Subtype /Link /Rect [0 0 ${at} 9] /A << /S /Launch /F (x.exe) >> >>`;
  const links = (count: number): PlainObjects => ({
    3: plainObjects[3]!.replace(
      '/Annots [',
      `/Annots [${Array.from({ length: count }, (_, index) => `${100 + index} 0 R`).join(' ')} `,
    ),
    ...Object.fromEntries(Array.from({ length: count }, (_, index) => [100 + index, link(index + 1)])),
  });

  test('is told once for each kind, with its places', () => {
    expect(told(verify(signed({})), 'LAUNCH_ACTION')).toEqual([]);
    expect(told(verify(signed(links(1))), 'LAUNCH_ACTION')).toEqual(['INDETERMINATE page 1/Annots[0]/A']);
    const places = [0, 1, 2, 3, 4].map((index) => `page 1/Annots[${index}]/A`).join(', ');
    expect(told(verify(signed(links(5))), 'LAUNCH_ACTION')).toEqual([`INDETERMINATE ${places}`]);
    expect(told(verify(signed(links(7))), 'LAUNCH_ACTION')).toEqual([`INDETERMINATE ${places} and 2 more`]);
  });

  test('that came later is told apart from what was signed', () => {
    const report = verify(appendRevision(signed(links(1)), links(2)));
    expect(told(report, 'LAUNCH_ACTION').sort()).toEqual([
      'FAILED page 1/Annots[1]/A',
      'INDETERMINATE page 1/Annots[0]/A',
    ]);
    const [later] = report.findings.filter(({ result }) => result === 'FAILED');
    expect(later!.sentence).toContain('It was added after the document was signed.');
  });

  test.each<[string, PlainObjects, CheckName, string]>([
    [
      'a script behind a field',
      { 6: plainObjects[6]!.replace('/F 4', '/AA << /K << /S /JavaScript /JS (x) >> >>') },
      'JAVASCRIPT',
      'INFO',
    ],
    ['a script at opening', catalog('/OpenAction << /S /JavaScript /JS (x) >>'), 'JAVASCRIPT', 'INDETERMINATE'],
    ['sending by a field', { 6: plainObjects[6]!.replace('/F 4', '/A << /S /SubmitForm >>') }, 'SUBMIT_ACTION', 'INFO'],
    ['sending at opening', catalog('/OpenAction << /S /SubmitForm >>'), 'SUBMIT_ACTION', 'INDETERMINATE'],
    ['attached files', catalog('/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>'), 'EMBEDDED_FILES', 'INFO'],
    ['something else at opening', catalog('/OpenAction << /S /Hide >>'), 'AUTOMATIC_ACTION', 'INDETERMINATE'],
    ['a second form', { 1: plainObjects[1]!.replace('/DA', '/XFA (x) /DA') }, 'XFA', 'INDETERMINATE'],
  ])('that was signed: %s', (_, objects, check, result) => {
    const report = verify(signed(objects));
    expect(told(report, check)).toEqual([expect.stringMatching(new RegExp(`^${result} `))]);
    expect(report.summary.accept).toBe(result === 'INFO');
  });
});

describe('structure', () => {
  test('a damaged page tree is told', () => {
    const report = verify(signed({ 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' }));
    expect(told(report, 'STRUCTURE')).toContain('INDETERMINATE the page tree is damaged');
    expect(report.document).toMatchObject({ pages: null, hasText: null, pageImages: null });
    expect(report.summary.accept).toBe(false);
  });

  test('a departure that leaves one way to read the file is told, and no more', () => {
    const whole = Buffer.from(
      plainPdf({ ...plainObjects, 7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T ('), 50: emptySignature() }),
    ).toString('latin1');
    const report = verify(
      signByHand(Buffer.from(whole.replace('endobj\n7 0 obj', '      \n7 0 obj'), 'latin1'), identity),
    );
    expect(told(report, 'STRUCTURE')).toEqual([expect.stringMatching(/^INFO ENDOBJ_MISSING at \d+: object 6/)]);
    expect(report.summary.accept).toBe(true);
  });

  test('bytes behind the last version are counted', () => {
    const report = verify(Buffer.concat([signed({}), Buffer.from('0123456789')]));
    expect(told(report, 'TRAILING_BYTES')).toEqual(['INDETERMINATE 10 bytes behind the last %%EOF']);
  });
});

describe('what pages show', () => {
  const page = (content: string, resources = ''): PlainObjects => ({
    3: plainObjects[3]!.replace('/Contents 4 0 R', '/Contents 60 0 R').replace('/Font', `${resources} /Font`),
    60: content,
  });
  const picture = '/XObject << /P 61 0 R >>';
  const image = { 61: stream('/Type /XObject /Subtype /Image /Width 1 /Height 1', 'x') };

  test.each<[string, PlainObjects, boolean | null, number | null]>([
    ['text', {}, true, 0],
    ['nothing', page(stream('', '')), false, 0],
    ['lines', page(stream('', '0 0 m 9.5 -9 l S .5 +3 re f 7. 0 0 m')), false, 0],
    ['one picture', { ...page(stream('', 'q 595 0 0 842 0 0 cm /P Do Q'), picture), ...image }, false, 1],
    ['one picture over most of it', { ...page(stream('', '594.5 0 0 760 0 0 cm /P Do'), picture), ...image }, false, 1],
    ['a small picture', { ...page(stream('', 'q 9 0 0 9 0 0 cm /P Do Q'), picture), ...image }, false, 0],
    [
      'one picture with text nobody sees',
      { ...page(stream('', 'BT 3 Tr (x) Tj ET 595 0 0 842 0 0 cm /P Do'), picture), ...image },
      true,
      1,
    ],
    ['something that cannot be read', page(stream('/Filter /Odd', 'x')), null, null],
  ])('%s', (_, objects, hasText, pageImages) => {
    expect(verify(plainPdf({ ...plainObjects, ...objects })).document).toMatchObject({ hasText, pageImages });
  });
});

test('a signature must be the value of a field in the very version it signs', () => {
  const hidden = signByHand(plainPdf({ ...plainObjects, 50: emptySignature() }), identity);
  const shown = appendRevision(hidden, { 7: plainObjects[7]!.replace('/T (', '/V 50 0 R /T (') });
  const report = verify(shown);
  expect(report.signatures[0]).toMatchObject({
    integrity: 'intact',
    coverage: 'CONTIGUOUS_BLOCK_FROM_START',
    indication: 'INDETERMINATE',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
  });
  expect(report.signatures[0]!.findings).toContainEqual(
    expect.objectContaining({
      check: 'COVERAGE',
      result: 'INDETERMINATE',
      evidence: 'the signature is no field’s value in the revision it signs',
    }),
  );
  expect(report.summary.accept).toBe(false);
});
