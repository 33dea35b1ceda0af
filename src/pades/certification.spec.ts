import { appendRevision, plainObjects, plainPdf, stream } from '../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../test/support/sign-by-hand.js';
import { createTestCa, testInstant } from '../../test/support/test-ca.js';
import type { TestCa, TestIdentity } from '../../test/support/test-ca.js';
import { verifyPdf } from './index.js';
import type { SignatureReport, VerificationReport } from './index.js';

let ca: TestCa;
let identity: TestIdentity;
beforeAll(async () => {
  ca = await createTestCa();
  identity = await ca.issue({ shortTerm: true, keyType: 'EC' });
});

const verify = (file: Uint8Array): VerificationReport =>
  verifyPdf(file, { trustAnchors: [ca.intermediate], at: testInstant });
const first = (file: Uint8Array): SignatureReport => verify(file).signatures[0]!;

const name = plainObjects[6]!;
const field = plainObjects[7]!;
const docMdp = (parameters: string): string =>
  `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams ${parameters} /V /1.2 >> >>]`;

/** A document whose field Signature1 is signed with further entries in the signature and in the field. */
const signedWith = (entries: string, fieldEntries = '', objects: PlainObjects = plainObjects): Uint8Array =>
  signByHand(
    plainPdf({ ...objects, 7: field.replace('/T (', `${fieldEntries} /V 50 0 R /T (`), 50: emptySignature(entries) }),
    identity,
  );

const fill = { 6: name.replace('(Kari)', '(Oda)') };
const remark = {
  3: plainObjects[3]!.replace('/Annots [', '/Annots [60 0 R '),
  60: '<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (x) >>',
};
const store = {
  1: plainObjects[1]!.replace('/Pages', '/DSS << /Certs [61 0 R] >> /Pages'),
  61: stream('', 'certificate'),
};
const page = { 4: plainObjects[4]!.replace('support', 'oppose ') };

test('a certification says what it is and what it permits', () => {
  const report = verify(signedWith(docMdp('/P 2')));
  expect(report.summary.accept).toBe(true);
  expect(report.signatures[0]).toMatchObject({ type: 'certification', docMdp: 2, docMdpOk: true, fieldMdp: null });
  const approval = first(signedWith(''));
  expect(approval).toMatchObject({ type: 'approval', docMdp: null, docMdpOk: null });
});

describe('a certified document', () => {
  test.each<[1 | 2 | 3, string, PlainObjects, string, boolean, boolean]>([
    // level, change, what changed, changesAfter, permitted, accepted
    [1, 'validation data', store, 'LTA_UPDATES', true, true],
    [1, 'a field', fill, 'FORM_FILLING', false, false],
    [1, 'a remark', remark, 'ANNOTATIONS', false, false],
    [1, 'the page', page, 'OTHER', false, false],
    [2, 'validation data', store, 'LTA_UPDATES', true, true],
    [2, 'a field', fill, 'FORM_FILLING', true, true],
    [2, 'a remark', remark, 'ANNOTATIONS', false, false],
    [2, 'the page', page, 'OTHER', false, false],
    [3, 'validation data', store, 'LTA_UPDATES', true, true],
    [3, 'a field', fill, 'FORM_FILLING', true, true],
    [3, 'a remark', remark, 'ANNOTATIONS', true, false],
    [3, 'the page', page, 'OTHER', false, false],
  ])('at level %d: %s', (level, _, later, changesAfter, permitted, accepted) => {
    const report = verify(appendRevision(signedWith(docMdp(`/P ${level}`)), later));
    const [signature] = report.signatures;
    expect(signature).toMatchObject({
      integrity: 'intact',
      coverage: 'ENTIRE_REVISION',
      docMdp: level,
      docMdpOk: permitted,
      changesAfter,
      indication: permitted ? 'TOTAL_PASSED' : 'INDETERMINATE',
      subIndication: permitted ? null : 'SIG_CONSTRAINTS_FAILURE',
    });
    const result = (check: string): string[] =>
      signature!.findings.filter((finding) => finding.check === check).map((finding) => finding.result);
    expect(result('DOC_MDP')).toEqual([permitted ? 'PASSED' : 'FAILED']);
    expect(result('LATER_CHANGES')).toContain(permitted ? 'PASSED' : 'FAILED');
    expect(report.summary).toMatchObject({ laterChanges: permitted ? 'permitted' : 'suspicious', accept: accepted });
  });

  test('that gains a version without changes keeps its certification', () => {
    const signature = first(appendRevision(signedWith(docMdp('/P 1')), { 4: plainObjects[4]! }));
    expect(signature).toMatchObject({ changesAfter: 'NONE', docMdpOk: true, indication: 'TOTAL_PASSED' });
  });

  test('is judged at the level the caller asks for, where that is given', () => {
    const file = appendRevision(signedWith(docMdp('/P 1')), fill);
    const report = verifyPdf(file, { trustAnchors: [ca.intermediate], at: testInstant, docMdp: 2 });
    expect(report.signatures[0]).toMatchObject({ docMdp: 2, docMdpOk: true, changesAfter: 'FORM_FILLING' });
  });

  test('a seen signature may not be added, an unseen one may', () => {
    const certified = signedWith(docMdp('/P 2'));
    const second = (rect: string): Uint8Array =>
      signByHand(
        appendRevision(certified, {
          1: plainObjects[1]!.replace('7 0 R]', '7 0 R 62 0 R]'),
          3: plainObjects[3]!.replace('7 0 R]', '7 0 R 62 0 R]'),
          62: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Second) /Rect [${rect}] /AP << /N 64 0 R >> /V 63 0 R >>`,
          63: emptySignature(),
          64: stream('/Type /XObject /Subtype /Form /BBox [0 0 595 842]', '1 g 0 0 595 842 re f'),
        }),
        identity,
      );
    const unseen = verify(second('0 0 0 0'));
    expect(unseen.summary).toMatchObject({ signatures: 2, laterChanges: 'permitted', accept: true });
    const sneaky = verify(second('0 0 595 842'));
    expect(sneaky.summary).toMatchObject({ integrity: 'intact', laterChanges: 'suspicious', accept: false });
  });
});

describe('locked fields', () => {
  const other = {
    ...plainObjects,
    1: plainObjects[1]!.replace('7 0 R]', '7 0 R 9 0 R]'),
    9: '<< /FT /Tx /T (Group.Role) /V (mayor) >>',
  };
  const lock = (text: string): string =>
    `/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << ${text} >> >>]`;
  const later = { 9: other[9].replace('mayor', 'clerk') };

  test.each<[string, string, PlainObjects, boolean]>([
    ['by name', '/Action /Include /Fields [(Name)]', fill, false],
    ['by another name', '/Action /Include /Fields [(Signature1)]', fill, true],
    ['by a name above', '/Action /Include /Fields [(Group)]', later, false],
    ['but for one', '/Action /Exclude /Fields [(Name)]', fill, true],
    ['but for another', '/Action /Exclude /Fields [(Name)]', later, false],
    ['all', '/Action /All', fill, false],
  ])('%s (%s)', (_, text, change, permitted) => {
    for (const file of [signedWith(lock(text), '', other), signedWith('', `/Lock << ${text} >>`, other)]) {
      const report = verify(appendRevision(file, change));
      expect(report.signatures[0]!.changesAfter).toBe(permitted ? 'FORM_FILLING' : 'OTHER');
      expect(report.summary).toMatchObject({
        laterChanges: permitted ? 'permitted' : 'suspicious',
        accept: permitted,
      });
    }
  });

  test('are told in the report', () => {
    expect(first(signedWith(lock('/Action /Include /Fields [(Name) (01019012345)]')))).toMatchObject({
      fieldMdp: { action: 'Include', fields: ['Name', '***********'] },
    });
  });

  test('with a level of their own permit no more than that', () => {
    const file = appendRevision(signedWith('', '/Lock << /Action /Include /Fields [] /P 1 >>'), fill);
    expect(first(file)).toMatchObject({ type: 'approval', docMdp: 1, docMdpOk: false, changesAfter: 'FORM_FILLING' });
  });
});

describe('how a signature stands in the file', () => {
  test('a field without a name has none in the report', () => {
    const file = signByHand(
      plainPdf({ ...plainObjects, 7: '<< /FT /Sig /V 50 0 R >>', 50: emptySignature() }),
      identity,
    );
    expect(first(file)).toMatchObject({ field: null, indication: 'TOTAL_PASSED' });
  });

  test('a signature in a text field is shown to a person', () => {
    const file = signByHand(
      plainPdf({ ...plainObjects, 6: name.replace('(Kari)', '50 0 R'), 50: emptySignature() }),
      identity,
    );
    expect(first(file)).toMatchObject({
      field: 'Name',
      integrity: 'intact',
      indication: 'INDETERMINATE',
      subIndication: 'SIG_CONSTRAINTS_FAILURE',
    });
    expect(first(file).findings).toContainEqual(
      expect.objectContaining({ check: 'SIGNATURE_FIELD', result: 'INDETERMINATE', evidence: 'field type Tx' }),
    );
  });

  test('a signature on a page only is in no form', () => {
    const bare = {
      ...plainObjects,
      1: plainObjects[1]!.replace(' 7 0 R]', ']'),
      7: field.replace('/T (', '/V 50 0 R /T ('),
      50: emptySignature(),
    };
    const report = verify(signByHand(plainPdf(bare), identity));
    expect(report.signatures[0]).toMatchObject({
      integrity: 'intact',
      indication: 'TOTAL_FAILED',
      subIndication: 'FORMAT_FAILURE',
    });
    expect(report.summary.accept).toBe(false);
  });

  test.each([
    ['the signature', '', '/Reason (a) /Reason (b)'],
    ['its field', '/TU (a) /TU (b)', ''],
  ])('an entry that stands twice in %s leaves two ways to read it', (_, fieldEntries, entries) => {
    expect(first(signedWith(entries, fieldEntries))).toMatchObject({
      integrity: 'intact',
      indication: 'TOTAL_FAILED',
      subIndication: 'FORMAT_FAILURE',
    });
  });

  test('the time that the dictionary claims is told where the signature claims none', () => {
    expect(first(signedWith('/M (D:20260228110000Z)')).signingTime).toBe('2026-02-28T11:00:00.000Z');
    expect(first(signedWith('')).signingTime).toBeNull();
  });

  test('a value of an odd number of digits is read as if a zero followed', () => {
    const pdf = plainPdf({
      ...plainObjects,
      7: field.replace('/T (', '/V 50 0 R /T ('),
      50: emptySignature('', { digits: 5001 }),
    });
    expect(first(signByHand(pdf, identity))).toMatchObject({ integrity: 'intact', indication: 'TOTAL_PASSED' });
  });

  test('bytes in front of the header are signed, and told', () => {
    const pdf = Buffer.concat([
      Buffer.from('GIF89a;\n'),
      plainPdf({ ...plainObjects, 7: field.replace('/T (', '/V 50 0 R /T ('), 50: emptySignature() }),
    ]);
    const report = verify(signByHand(pdf, identity));
    expect(report.summary).toMatchObject({ integrity: 'intact', coversWholeDocument: true, accept: false });
    expect(report.findings).toContainEqual(expect.objectContaining({ check: 'STRUCTURE', result: 'INDETERMINATE' }));
  });

  test('white space behind the end changes nothing; anything else is told', () => {
    const signed = signedWith('');
    const behind = (text: string): VerificationReport => verify(Buffer.concat([signed, Buffer.from(text, 'latin1')]));
    expect(behind('\r\n').signatures[0]).toMatchObject({ coverage: 'ENTIRE_REVISION', bytesAfter: 0 });
    expect(behind('\r\n').summary).toMatchObject({ coversWholeDocument: true, laterChanges: 'none', accept: true });
    expect(behind('\n\n\n').signatures[0]).toMatchObject({ bytesAfter: 3, changesAfter: 'NONE' });
    expect(behind('PK\u0003\u0004').summary).toMatchObject({ laterChanges: 'suspicious', accept: false });
  });

  test('many later versions are each looked at', () => {
    let file = signedWith('');
    for (let version = 0; version < 60; version++)
      file = appendRevision(file, { 6: name.replace('(Kari)', `(Version ${version})`) });
    expect(verify(file).summary).toMatchObject({ laterChanges: 'permitted', accept: true });
    expect(verify(file).document.revisions).toBe(61);
    expect(verify(appendRevision(file, page)).summary).toMatchObject({ laterChanges: 'suspicious', accept: false });
  });
});
