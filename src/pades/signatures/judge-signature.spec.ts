import { certify, shortTerm } from '../../../test/support/build-certificate.js';
import { attribute, buildCms, der } from '../../../test/support/build-cms.js';
import { appendRevision, plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import type { PlainObjects } from '../../../test/support/plain-pdf.js';
import { emptySignature, signByHand } from '../../../test/support/sign-by-hand.js';
import { verifyPdf } from '../index.js';
import type { SignatureReport, VerifyOptions } from '../index.js';

const at = new Date('2026-03-01T00:00:00Z');
const root = certify({ commonName: 'Root', authority: true });
const signer = certify({ commonName: 'Signer', issuer: root, extensions: [shortTerm()] });
const identity = { ...signer, chain: [root.certificate] };

const field = (entries = ''): string => plainObjects[7]!.replace('/T (', `/V 50 0 R ${entries} /T (`);
const file = (objects: PlainObjects = {}, build = (bytes: Uint8Array) => buildCms(identity, bytes)): Uint8Array =>
  signByHand(plainPdf({ ...plainObjects, 7: field(), 50: emptySignature(), ...objects }), identity, build);
const judge = (pdf: Uint8Array, options: Partial<VerifyOptions> = {}): SignatureReport =>
  verifyPdf(pdf, { trustAnchors: [root.certificate], at, ...options }).signatures[0]!;
const outcome = ({ indication, subIndication }: SignatureReport): string => `${indication} ${subIndication}`;
const open = ({ findings }: SignatureReport): string[] =>
  findings
    .filter(({ result }) => result === 'FAILED' || result === 'INDETERMINATE')
    .map(({ check, result, evidence }) => `${check} ${result} ${evidence}`);

describe('where the signature stands', () => {
  test.each<[string, PlainObjects, string, string[]]>([
    ['in a signature field of the form', {}, 'TOTAL_PASSED null', []],
    [
      'in a field that only its page lists',
      { 1: plainObjects[1]!.replace(' 7 0 R]', ']') },
      'TOTAL_FAILED FORMAT_FAILURE',
      ['SIGNATURE_FIELD FAILED not in the form’s fields'],
    ],
    [
      'in a field for text',
      { 7: field().replace('/FT /Sig', '/FT /Tx') },
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
      ['SIGNATURE_FIELD INDETERMINATE field type Tx'],
    ],
    [
      'in a field of no type',
      { 7: field().replace('/FT /Sig', '') },
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
      ['SIGNATURE_FIELD INDETERMINATE field type none'],
    ],
    [
      'in a dictionary with an entry that stands twice',
      { 50: emptySignature('/Reason (a) /Reason (b)') },
      'TOTAL_FAILED FORMAT_FAILURE',
      ['SIGNATURE_DICTIONARY FAILED an entry stands twice'],
    ],
    [
      'in a field with an entry that stands twice',
      { 7: field('/TU (a) /TU (b)') },
      'TOTAL_FAILED FORMAT_FAILURE',
      ['SIGNATURE_DICTIONARY FAILED an entry stands twice'],
    ],
  ])('%s', (_, objects, expected, findings) => {
    const signature = judge(file(objects));
    expect(signature.integrity).toBe('intact');
    expect(outcome(signature)).toBe(expected);
    expect(open(signature)).toEqual(findings);
  });
});

test('what cannot be told of the field is not hidden behind what a later try may settle', () => {
  const unchecked = certify({ commonName: 'Unchecked', issuer: root });
  const own = { ...unchecked, chain: [root.certificate] };
  const build = (bytes: Uint8Array): Uint8Array => buildCms(own, bytes);
  expect(outcome(judge(file({}, build)))).toBe('INDETERMINATE TRY_LATER');
  const odd = { 7: field().replace('/FT /Sig', '/FT /Tx') };
  expect(outcome(judge(file(odd, build)))).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE');
});

describe('what it signs', () => {
  const changed = (from: RegExp, to: string): SignatureReport => {
    const text = Buffer.from(file()).toString('latin1');
    const [found] = from.exec(text)!;
    return judge(Buffer.from(text.replace(found, to.padEnd(found.length)), 'latin1'));
  };
  const range = /\/ByteRange \[0 (\d+) +(\d+) +(\d+) *\]/;

  test.each<[string, RegExp, string]>([
    ['nothing', range, ''],
    ['three numbers', range, '/ByteRange [0 1 2]'],
    ['more than there is', range, '/ByteRange [0 100 200 99999999]'],
    ['less than nothing', range, '/ByteRange [0 100 200 -1]'],
  ])('is not said: %s', (_, from, to) => {
    const signature = changed(from, to);
    expect(signature).toMatchObject({ integrity: 'unparseable', coverage: 'UNCLEAR', bytesAfter: null, level: null });
    expect(outcome(signature)).toBe('TOTAL_FAILED FORMAT_FAILURE');
    const evidence = open(signature).filter((text) => text.startsWith('BYTE_RANGE FAILED'));
    expect(evidence).toHaveLength(2);
    expect(evidence[1]).toBe(`BYTE_RANGE FAILED ${to === '' ? 'null' : to.slice(11).replaceAll(' ', ',')}`);
  });

  test('is not said without a value', () => {
    const signature = changed(/\/Contents </, '/Odd <');
    expect(signature).toMatchObject({ integrity: 'unparseable', indication: 'TOTAL_FAILED' });
    expect(signature.findings.map(({ sentence }) => sentence)).toContain(
      'The signature does not say which bytes it signs.',
    );
  });

  test('is in the report, and how much stands behind it', () => {
    const pdf = file();
    const [, first, second, rest] = range.exec(Buffer.from(pdf).toString('latin1'))!.map(Number);
    expect(judge(pdf)).toMatchObject({ byteRange: [0, first, second, rest], bytesAfter: 0, coverage: 'ENTIRE_FILE' });
    const passed = ({ findings }: SignatureReport): string[] =>
      findings
        .filter(({ check }) => /^(BYTE_RANGE|COVERAGE)$/.test(check))
        .map((item) => `${item.check} ${item.result}`);
    expect(passed(judge(pdf))).toEqual(['BYTE_RANGE PASSED', 'COVERAGE PASSED']);
    const longer = appendRevision(pdf, { 90: '(x)' });
    expect(passed(judge(longer))).toEqual(['BYTE_RANGE PASSED', 'COVERAGE PASSED']);
    expect(judge(longer)).toMatchObject({ bytesAfter: longer.length - pdf.length, coverage: 'ENTIRE_REVISION' });
    expect(changed(range, '/ByteRange [0 1 (x) 2]').byteRange).toBeNull();
  });
});

test('must be the value of a field in the version it signs, whatever other signature is one there', () => {
  const other = '<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>';
  const hidden = signByHand(
    plainPdf({ ...plainObjects, 7: field().replace('50 0 R', '49 0 R'), 49: other, 50: emptySignature() }),
    identity,
  );
  const shown = appendRevision(hidden, { 7: field() });
  expect(judge(shown)).toMatchObject({ integrity: 'intact', coverage: 'CONTIGUOUS_BLOCK_FROM_START' });
});

describe('what it says of itself', () => {
  const signed = (variant: Parameters<typeof buildCms>[2]) => (bytes: Uint8Array) => buildCms(identity, bytes, variant);
  const moment = der(23, Buffer.from('260201000000Z', 'latin1'));

  test('its time: that of the signed attribute before that of the dictionary', () => {
    const dated = { 50: emptySignature('/M (D:20260115)') };
    expect(judge(file(dated)).signingTime).toBe('2026-01-15T00:00:00.000Z');
    const both = file(dated, signed({ signedAttributes: [attribute('1.2.840.113549.1.9.5', moment)] }));
    expect(judge(both).signingTime).toBe('2026-02-01T00:00:00.000Z');
    expect(judge(file()).signingTime).toBeNull();
  });

  test('its field', () => {
    expect(judge(file()).field).toBe('Signature1');
    expect(judge(file({ 7: field().replace('/T (Signature1)', '') })).field).toBeNull();
  });

  test('its kind', () => {
    expect(judge(file()).type).toBe('approval');
    const reference = '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>]';
    expect(judge(file({ 50: emptySignature(reference) }))).toMatchObject({ type: 'certification', docMdp: 2 });
  });
});

describe('which changes it permits', () => {
  const filled = (pdf: Uint8Array): Uint8Array =>
    appendRevision(pdf, { 6: plainObjects[6]!.replace('(Kari)', '(Oda)') });
  const locked = file({ 7: field('/Lock << /Action /Include /Fields [(Other)] /P 1 >>') });

  test.each<[string, Uint8Array, Partial<VerifyOptions>, Partial<SignatureReport>, string]>([
    ['no rule, no change', file(), {}, { docMdp: null, docMdpOk: null, fieldMdp: null }, 'TOTAL_PASSED null'],
    ['no rule', filled(file()), {}, { docMdp: null, docMdpOk: null }, 'TOTAL_PASSED null'],
    [
      'its own, kept',
      appendRevision(locked, { 4: plainObjects[4]! }),
      {},
      { docMdp: 1, docMdpOk: true, fieldMdp: { action: 'Include', fields: ['Other'] } },
      'TOTAL_PASSED null',
    ],
    ['its own, broken', filled(locked), {}, { docMdp: 1, docMdpOk: false }, 'INDETERMINATE SIG_CONSTRAINTS_FAILURE'],
    ['the caller’s before its own', filled(locked), { docMdp: 2 }, { docMdp: 2, docMdpOk: true }, 'TOTAL_PASSED null'],
    [
      'the caller’s, stricter than none',
      filled(file()),
      { docMdp: 1 },
      { docMdp: 1, docMdpOk: false },
      'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
    ],
  ])('%s', (_, pdf, options, expected, verdict) => {
    const signature = judge(pdf, options);
    expect(signature).toMatchObject(expected);
    expect(outcome(signature)).toBe(verdict);
    const rule = signature.findings.filter(({ check }) => check === 'DOC_MDP').map(({ result }) => result);
    expect(rule).toEqual(expected.docMdp === null ? [] : [expected.docMdpOk ? 'PASSED' : 'FAILED']);
  });
});
