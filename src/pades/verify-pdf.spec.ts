import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { certify, extension, shortTerm } from '../../test/support/build-certificate.js';
import { buildCms, der, replaceSignature } from '../../test/support/build-cms.js';
import type { CmsVariant } from '../../test/support/build-cms.js';
import { appendRevision, plainObjects, plainPdf, stream } from '../../test/support/plain-pdf.js';
import { encryptedPdf } from '../../test/support/encrypted-pdf.js';
import { signPdf } from '../../test/support/sign-pdf.js';
import { createTestCa, testInstant } from '../../test/support/test-ca.js';
import type { TestCa, TestIdentity } from '../../test/support/test-ca.js';
import { verifyPdf } from './index.js';
import type { CheckName, VerificationReport } from './index.js';

let ca: TestCa;
let other: TestCa;
let rsa: TestIdentity;
let signed: Uint8Array;

beforeAll(async () => {
  ca = await createTestCa();
  other = await createTestCa();
  rsa = await ca.issue({
    shortTerm: true,
    organization: 'Testheim kommune',
    organizationIdentifier: 'NTRNO-999999999',
  });
  signed = await signPdf(plainPdf(), rsa);
});

const verify = (bytes: Uint8Array, trust: Uint8Array = ca.intermediate, at = testInstant): VerificationReport =>
  verifyPdf(bytes, { trustAnchors: [trust], at });

const withResult = (report: VerificationReport, result: string): CheckName[] =>
  [...report.findings, ...report.signatures.flatMap((signature) => signature.findings)]
    .filter((finding) => finding.result === result)
    .map((finding) => finding.check);

describe('sound signatures', () => {
  test('RSA at B-B by a short-term certificate of a trusted CA passes, and says who signed', () => {
    const report = verify(signed);
    expect(report.summary).toEqual({
      readable: true,
      signatures: 1,
      integrity: 'intact',
      coversWholeDocument: true,
      laterChanges: 'none',
      chain: 'trusted',
      indication: 'TOTAL_PASSED',
      subIndication: null,
      accept: true,
    });
    expect(report.signatures[0]).toMatchObject({
      field: 'Signature1',
      type: 'approval',
      subFilter: 'ETSI.CAdES.detached',
      level: 'B-B',
      coverage: 'ENTIRE_FILE',
      changesAfter: 'NONE',
      signingTime: testInstant.toISOString(),
      algorithms: { digest: 'sha256', key: 'RSA 2048' },
      signer: {
        commonName: 'Test Signer',
        organization: 'Testheim kommune',
        organizationIdentifier: 'NTRNO-999999999',
      },
    });
    expect(report.document).toMatchObject({ encrypted: false, revisions: 2, pages: 1, hasText: true, pageImages: 0 });
  });

  test.each([
    ['ECDSA', { keyType: 'EC' as const }, {}],
    ['SHA-512', {}, { digest: 'SHA-512' as const }],
    ['adbe.pkcs7.detached', {}, { subFilter: 'adbe.pkcs7.detached' as const }],
    ['a new field', {}, { fieldName: 'Added' }],
  ])('%s passes', async (_, leaf, options) => {
    const report = verify(await signPdf(plainPdf(), await ca.issue({ shortTerm: true, ...leaf }), options));
    expect(withResult(report, 'FAILED')).toEqual([]);
    expect(report.summary).toMatchObject({ integrity: 'intact', indication: 'TOTAL_PASSED', accept: true });
  });

  test('the signing certificate itself may be the anchor', async () => {
    const identity = await ca.issue();
    expect(verify(await signPdf(plainPdf(), identity), identity.certificate).summary.accept).toBe(true);
  });

  test('a second signature is a permitted later change to the first', async () => {
    const twice = await signPdf(signed, rsa, { fieldName: 'Signature2' });
    const report = verify(twice);
    expect(report.signatures.map((signature) => signature.changesAfter)).toEqual(['FORM_FILLING', 'NONE']);
    expect(report.summary).toMatchObject({ laterChanges: 'permitted', coversWholeDocument: true, accept: true });
  });
});

describe('trust', () => {
  test.each<[string, () => Promise<[Uint8Array, Uint8Array, Date]>, string]>([
    ['no path to an anchor', () => Promise.resolve([signed, other.root, testInstant]), 'NO_CERTIFICATE_CHAIN_FOUND'],
    ['expired', () => Promise.resolve([signed, ca.intermediate, new Date('2028-01-01')]), 'OUT_OF_BOUNDS_NO_POE'],
    ['not yet valid', () => Promise.resolve([signed, ca.intermediate, new Date('2025-01-01')]), 'OUT_OF_BOUNDS_NO_POE'],
    ['revocation of the CA not checked', () => Promise.resolve([signed, ca.root, testInstant]), 'TRY_LATER'],
    [
      'revocation of the signer not checked',
      async () => [await signPdf(plainPdf(), await ca.issue()), ca.intermediate, testInstant],
      'TRY_LATER',
    ],
    [
      'key usage for encryption only',
      async () => [
        await signPdf(plainPdf(), await ca.issue({ shortTerm: true, keyUsage: 'encryption' })),
        ca.intermediate,
        testInstant,
      ],
      'CHAIN_CONSTRAINTS_FAILURE',
    ],
    [
      'unknown critical extension',
      async () => [
        await signPdf(plainPdf(), await ca.issue({ shortTerm: true, criticalExtension: '1.3.6.1.4.1.99999.1' })),
        ca.intermediate,
        testInstant,
      ],
      'CHAIN_CONSTRAINTS_FAILURE',
    ],
    [
      'RSA of 1024 bits',
      async () => [
        await signPdf(plainPdf(), await ca.issue({ shortTerm: true, rsaBits: 1024 })),
        ca.intermediate,
        testInstant,
      ],
      'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    ],
  ])('%s is INDETERMINATE', async (_, prepare, subIndication) => {
    const [bytes, anchor, at] = await prepare();
    const { summary } = verify(bytes, anchor, at);
    expect(summary).toMatchObject({ integrity: 'intact', indication: 'INDETERMINATE', subIndication, accept: false });
  });

  test('nothing is trusted by default', () => {
    const report = verifyPdf(signed, { trustAnchors: [], at: testInstant });
    expect(report.summary).toMatchObject({ chain: 'untrusted', accept: false });
  });

  test('a national identity number is nowhere in the report', async () => {
    const identity = await ca.issue({
      shortTerm: true,
      commonName: 'Nordmann 01019012345',
      serialNumber: 'PNONO-01019012345',
    });
    const report = verify(await signPdf(plainPdf(), identity), ca.root);
    expect(report.signatures[0]!.signer).toMatchObject({ serialNumber: 'PNONO-***********' });
    expect(JSON.stringify(report)).not.toContain('01019012345');
  });
});

test('a national identity number in an extension of its own (BankID) is nowhere in the report', async () => {
  const issuer = certify({ commonName: 'Bank CA', authority: true });
  const person = certify({
    commonName: 'Nordmann, Kari',
    issuer,
    extensions: [shortTerm(), extension('2.16.578.1.61.2.4', der(19, Buffer.from('01019012345', 'latin1')))],
  });
  const report = verify(await signPdf(plainPdf(), { ...person, chain: [issuer.certificate] }), issuer.certificate);
  expect(report.summary).toMatchObject({ chain: 'trusted', indication: 'TOTAL_PASSED' });
  expect(report.signatures[0]!.signer).toMatchObject({ commonName: 'Nordmann, Kari', serialNumber: null });
  expect(JSON.stringify(report)).not.toContain('01019012345');
});

test('RSASSA-PSS with another digest in its mask is arithmetic that holds, and is not accepted', async () => {
  const { privateKey } = generateKeyPairSync('rsa-pss', {
    modulusLength: 2048,
    hashAlgorithm: 'sha256',
    mgf1HashAlgorithm: 'sha384',
  });
  // The same key for RSA in general, as the certificate has it.
  const wrapped = privateKey.export({ format: 'der', type: 'pkcs8' });
  const key = createPrivateKey({
    key: wrapped.subarray(wrapped.indexOf(Buffer.from('020100028201', 'hex'), 20) - 4),
    format: 'der',
    type: 'pkcs1',
  });
  const issuer = certify({ commonName: 'Issuer', authority: true });
  const signer = certify({
    commonName: 'Signer',
    issuer,
    key: { ...issuer, privateKey: key },
    extensions: [shortTerm()],
  });
  const identity = {
    certificate: signer.certificate,
    chain: [issuer.certificate],
    keyType: 'RSA',
    privateKey,
  } as const;
  const file = replaceSignature(signed, (bytes) => buildCms(identity, bytes, { pss: 'sha384' }));
  const report = verify(file, issuer.certificate);
  expect(report.summary).toMatchObject({
    integrity: 'intact',
    indication: 'INDETERMINATE',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    accept: false,
  });
  expect(withResult(report, 'INDETERMINATE')).toContain('ALGORITHM_AGREEMENT');
});

describe('signatures that are not what they should be', () => {
  test.each<[string, CmsVariant, Partial<VerificationReport['summary']>]>([
    ['is sound when nothing is varied', {}, { integrity: 'intact', indication: 'TOTAL_PASSED', accept: true }],
    [
      'lacks the message digest',
      { omitMessageDigest: true },
      { integrity: 'broken', indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' },
    ],
    ['lacks the content type', { omitContentType: true }, { integrity: 'broken', subIndication: 'FORMAT_FAILURE' }],
    [
      'repeats the message digest',
      { repeatMessageDigest: true },
      { integrity: 'broken', subIndication: 'FORMAT_FAILURE' },
    ],
    [
      'has no signed attributes',
      { omitSignedAttributes: true },
      { integrity: 'broken', subIndication: 'FORMAT_FAILURE' },
    ],
    [
      'does not bind its certificate',
      { omitSigningCertificate: true },
      { integrity: 'intact', indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' },
    ],
    [
      'has two signers',
      { twoSigners: true },
      { integrity: 'intact', indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' },
    ],
    [
      'has two signers of whom both are wrong',
      { twoSigners: true, omitMessageDigest: true },
      { integrity: 'broken', subIndication: 'FORMAT_FAILURE' },
    ],
    [
      'is over another digest than its attributes',
      { signature: { oid: '1.2.840.113549.1.1.12', digest: 'sha384' } },
      { integrity: 'intact', indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' },
    ],
    [
      'says to be over another digest than it is',
      { signature: { oid: '1.2.840.113549.1.1.12', digest: 'sha256' } },
      { integrity: 'broken', subIndication: 'SIG_CRYPTO_FAILURE' },
    ],
    [
      'brings empty content of its own',
      { content: new Uint8Array() },
      { integrity: 'unparseable', subIndication: 'FORMAT_FAILURE' },
    ],
    [
      'has no certificate',
      { noCertificates: true },
      { integrity: 'unparseable', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
    ],
    [
      'uses SHA-1',
      { digest: 'sha1' },
      { integrity: 'intact', indication: 'INDETERMINATE', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' },
    ],
    [
      'names an unknown digest',
      { digestOid: '2.999.1' },
      { integrity: 'unparseable', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE' },
    ],
    [
      'names another digest than it protects',
      { protectedDigestOid: '2.16.840.1.101.3.4.2.3' },
      { integrity: 'broken', subIndication: 'SIG_CRYPTO_FAILURE' },
    ],
  ])('a signature that %s', (_, variant, expected) => {
    const bytes = replaceSignature(signed, (content) => buildCms(rsa, content, variant));
    expect(verify(bytes).summary).toMatchObject({ accept: false, ...expected });
  });

  test('a certificate exchanged for another with the same key breaks the signature', async () => {
    const reissued = await ca.reissue(rsa, { shortTerm: true, commonName: 'Somebody Else' });
    const byKey = replaceSignature(signed, (content) => buildCms(rsa, content, { certificate: reissued }));
    expect(verify(byKey).summary).toMatchObject({
      integrity: 'unparseable',
      subIndication: 'NO_SIGNING_CERTIFICATE_FOUND',
      accept: false,
    });
    const altered = Uint8Array.from(rsa.certificate);
    altered[altered.length - 1]! ^= 1;
    const report = verify(replaceSignature(signed, (content) => buildCms(rsa, content, { certificate: altered })));
    expect(report.summary).toMatchObject({ integrity: 'broken', accept: false });
    expect(withResult(report, 'FAILED')).toContain('SIGNING_CERTIFICATE_ATTRIBUTE');
  });

  test('something behind the signature other than zeros stays open', () => {
    const report = verify(replaceSignature(signed, (content) => buildCms(rsa, content), '1'));
    expect(report.summary).toMatchObject({ indication: 'INDETERMINATE', accept: false });
    expect(withResult(report, 'INDETERMINATE')).toContain('CMS_STRUCTURE');
  });

  test('a kind of signature this version does not know is not passed', () => {
    const text = Buffer.from(signed).toString('latin1').replace('/ETSI.CAdES.detached', '/ETSI.CAdES.detachee');
    const report = verify(Buffer.from(text, 'latin1'));
    expect(withResult(report, 'INDETERMINATE')).toContain('SUB_FILTER');
    expect(report.summary.accept).toBe(false);
  });

  test('garbage in place of the signature', () => {
    const report = verify(replaceSignature(signed, () => Buffer.from('garbage')));
    expect(report.summary).toMatchObject({
      integrity: 'unparseable',
      indication: 'TOTAL_FAILED',
      subIndication: 'FORMAT_FAILURE',
    });
  });
});

describe('changed bytes', () => {
  test('a changed word inside the signed range', () => {
    const bytes = Buffer.from(Buffer.from(signed).toString('latin1').replace('We support', 'We reject '), 'latin1');
    expect(verify(bytes).summary).toMatchObject({
      integrity: 'broken',
      indication: 'TOTAL_FAILED',
      subIndication: 'HASH_FAILURE',
      accept: false,
    });
  });

  test('no single flipped bit leaves a signature intact and accepted', () => {
    const [, gapStart, gapEnd] = verify(signed).signatures[0]!.byteRange as [number, number, number, number];
    const used = Buffer.from(signed).toString('latin1', gapStart, gapEnd).replace(/0*>$/, '').length;
    const accepted: number[] = [];
    const original = verify(signed).signatures[0]!.signer!.certificateSha256;
    for (let i = 0; i < 400; i++) {
      const position = Math.floor((i * signed.length) / 400);
      if (position >= gapStart && position < gapEnd) continue;
      const flipped = Uint8Array.from(signed);
      flipped[position]! ^= 1 << (i % 8);
      const { summary } = verify(flipped);
      if (summary.integrity === 'intact' || summary.accept) accepted.push(position);
    }
    for (let i = 0; i < 200; i++) {
      const position = gapStart + 1 + Math.floor((i * (used - 1)) / 200);
      const flipped = Uint8Array.from(signed);
      flipped[position] = flipped[position] === 0x35 ? 0x36 : 0x35;
      // The chain's other certificates are outside the signature: it may stay intact, but never for another signer.
      const [judged] = verify(flipped).signatures;
      if (judged!.integrity === 'intact' && judged!.signer!.certificateSha256 !== original) accepted.push(position);
    }
    expect(accepted).toEqual([]);
  });

  test.each([
    ['text', Buffer.from('more\n')],
    ['more padding than a writer leaves', Buffer.alloc(10_000)],
    ['a second end of file', Buffer.from('%junk\nstartxref\n0\n%%EOF\n')],
  ])('appended %s is never accepted', (_, junk) => {
    const { summary } = verify(Buffer.concat([signed, junk]));
    expect(summary.accept).toBe(false);
    expect(summary.laterChanges).not.toBe('none');
  });

  test('one end-of-line behind the end of the file is harmless', () => {
    const trimmed = signed.at(-1) === 10 ? signed : Buffer.concat([signed, Buffer.from('\n')]);
    expect(verify(trimmed).summary).toMatchObject({ coversWholeDocument: true, laterChanges: 'none', accept: true });
  });
});

describe('files without a signature to judge', () => {
  test('an unsigned form fails, and is never accepted', () => {
    const report = verify(plainPdf());
    expect(report.summary).toMatchObject({
      readable: true,
      signatures: 0,
      integrity: 'none',
      indication: null,
      accept: false,
    });
    expect(withResult(report, 'FAILED')).toContain('SIGNATURE_PRESENT');
  });

  test('a signature that no field leads to is found and refused', () => {
    const report = verify(
      appendRevision(signed, {
        1: plainObjects[1]!.replace('/Fields [6 0 R 7 0 R]', '/Fields [6 0 R]'),
        3: plainObjects[3]!.replace('/Annots [6 0 R 7 0 R]', '/Annots [6 0 R]'),
      }),
    );
    expect(report.summary).toMatchObject({ integrity: 'none', accept: false });
    expect(report.findings.find((finding) => finding.check === 'SIGNATURE_PRESENT')!.evidence).toContain(
      'signature-like bytes',
    );
  });

  test('a signature that only the page leads to is refused', () => {
    const report = verify(
      appendRevision(signed, { 1: plainObjects[1]!.replace('/Fields [6 0 R 7 0 R]', '/Fields [6 0 R]') }),
    );
    expect(withResult(report, 'FAILED')).toContain('SIGNATURE_FIELD');
    expect(report.summary).toMatchObject({ indication: 'TOTAL_FAILED', accept: false });
  });

  test('an encrypted file is said to be encrypted', () => {
    const bytes = appendRevision(plainPdf(), { 20: '<< /Filter /Standard /V 2 >>' }, '/Encrypt 20 0 R');
    const report = verify(bytes);
    expect(report.summary).toMatchObject({ readable: true, integrity: 'none', accept: false });
    expect(report.document.encrypted).toBe(true);
    expect(withResult(report, 'INDETERMINATE')).toContain('ENCRYPTED');
  });

  test('a catalogue that is itself encrypted cannot be read without the password', () => {
    const hidden = stream('/Type /ObjStm /N 1 /First 4', '1 0 << /Type /Catalog >>');
    const start = Buffer.from('%PDF-1.7\n9 0 obj\n').length;
    const body = `%PDF-1.7\n9 0 obj\n${hidden}\nendobj\n`;
    const table = Buffer.from([1, 0, 9, 0, 2, 0, 9, 0]).toString('latin1');
    expect(start).toBe(17);
    const index = `/Type /XRef /W [1 2 1] /Index [9 1 1 1] /Size 20 /Root 1 0 R /Encrypt << /Filter /Adobe.PubSec /V 2 >>`;
    const bytes = Buffer.from(
      `${body}20 0 obj\n${stream(index, table)}\nendobj\nstartxref\n${body.length}\n%%EOF\n`,
      'latin1',
    );
    const report = verify(bytes);
    expect(report.summary).toMatchObject({ readable: false, integrity: 'unparseable', accept: false });
    expect(withResult(report, 'INDETERMINATE')).toEqual(['ENCRYPTED']);
  });

  test.each([
    ['empty', new Uint8Array()],
    ['text', Buffer.from('Dear ministry, we agree.')],
    ['only a header', Buffer.from('%PDF-1.7\n')],
    ['a header and nonsense', Buffer.from(`%PDF-1.7\n${'<<[('.repeat(5000)}\nstartxref\n9\n%%EOF`)],
    ['a cross-reference loop', appendRevision(plainPdf(), {}, '').map((byte) => byte)],
    ['random bytes', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 0xff)],
  ])('%s gives a report and is not accepted', (_, bytes) => {
    const report = verify(bytes);
    expect(report.bytes).toBe(bytes.length);
    expect(report.summary.accept).toBe(false);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  test('a file cut off anywhere gives a report and is never accepted', () => {
    for (let i = 0; i < 150; i++) {
      const { summary } = verify(signed.subarray(0, Math.floor((i * signed.length) / 150)));
      expect(summary.accept).toBe(false);
      expect(summary.integrity).not.toBe('intact');
    }
  });

  test('a chain of cross-reference sections that loops ends', () => {
    const text = Buffer.from(plainPdf()).toString('latin1');
    const start = Number(/startxref\n(\d+)/.exec(text)![1]);
    const looped = Buffer.from(text.replace('/Size 200 ', `/Size 200 /Prev ${start} `), 'latin1');
    expect(withResult(verify(looped), 'INDETERMINATE')).toContain('STRUCTURE');
  });
});

describe('encrypted files', () => {
  const protect = async (): Promise<Uint8Array> =>
    await signPdf(await encryptedPdf('AES-256-R6', 'user', 'owner'), rsa, { password: 'owner' });

  test.each(['user', 'owner'])(
    'a signature in an encrypted file passes with the password of the %s',
    async (password) => {
      const report = verifyPdf(await protect(), { trustAnchors: [ca.intermediate], at: testInstant, password });
      expect(report.summary).toMatchObject({ integrity: 'intact', coversWholeDocument: true, accept: true });
      expect(report.signatures[0]!.field).toBe('Signature1');
      expect(report.document).toMatchObject({ encrypted: true, hasText: true });
      expect(withResult(report, 'INFO')).toContain('ENCRYPTED');
    },
  );

  test('without the password the signature is still checked, and the file is not accepted', async () => {
    const report = verify(await protect());
    expect(report.summary).toMatchObject({
      readable: true,
      integrity: 'intact',
      coversWholeDocument: true,
      accept: false,
    });
    expect(report.document).toMatchObject({ encrypted: true, hasText: null });
    expect(withResult(report, 'INDETERMINATE')).toContain('ENCRYPTED');
  });
});

test('an encrypted file whose catalogue cannot be read without the key is encrypted, not damaged', () => {
  const secret = '00'.repeat(48);
  const body =
    '%PDF-2.0\n' +
    `10 0 obj\n${stream('/Type /ObjStm /N 1 /First 4', '1 0 garbled by the cipher')}\nendobj\n` +
    `11 0 obj\n<< /Filter /Standard /V 5 /R 6 /Length 256 /P -1 /StmF /StdCF /StrF /StdCF /O <${secret}> /U <${secret}>` +
    ` /OE <${secret}> /UE <${secret}> /CF << /StdCF << /CFM /AESV3 >> >> >>\nendobj\n`;
  const rows = [
    [1, 2, 10, 0],
    [10, 1, body.indexOf('10 0 obj'), 0],
    [11, 1, body.indexOf('11 0 obj'), 0],
    [12, 1, body.length, 0],
  ];
  const table = rows.map(([, type, at]) => Buffer.from([type!, at! >> 8, at! & 255, 0]).toString('latin1')).join('');
  const entries = '/Type /XRef /W [1 2 1] /Index [1 1 10 3] /Size 13 /Root 1 0 R /Encrypt 11 0 R /ID [<00> <00>]';
  const file = `${body}12 0 obj\n${stream(entries, table)}\nendobj\nstartxref\n${body.length}\n%%EOF\n`;
  const report = verifyPdf(Buffer.from(file, 'latin1'), { trustAnchors: [], at: testInstant });
  expect(report.document.encrypted).toBe(true);
  expect(report.summary).toMatchObject({ readable: false, accept: false });
  expect(report.findings.map(({ check }) => check)).toEqual(['ENCRYPTED']);
  expect(verifyPdf(Buffer.from('%PDF-1.7\n'), { trustAnchors: [], at: testInstant }).document.encrypted).toBe(false);
});

describe('limits', () => {
  test('a deflate bomb ends at the limit, not in memory', () => {
    const bomb = deflateSync(Buffer.alloc(40_000_000)).toString('latin1');
    const objects = { ...plainObjects, 4: stream('/Filter /FlateDecode', bomb) };
    const report = verifyPdf(plainPdf(objects), {
      trustAnchors: [],
      at: testInstant,
      limits: { inflatedBytes: 1_000_000 },
    });
    expect(withResult(report, 'INDETERMINATE')).toContain('LIMITS');
    expect(report.document.hasText).toBeNull();
    expect(report.summary.accept).toBe(false);
  });

  test.each([
    ['bytes', { bytes: 100 }],
    ['objects', { objects: 2 }],
    ['nesting', { nesting: 1 }],
    ['work', { work: 500 }],
    ['sections', { sections: 1 }],
    ['signatures', { signatures: 0 }],
  ])('too many %s', (name, limits) => {
    const report = verifyPdf(signed, { trustAnchors: [ca.intermediate], at: testInstant, limits });
    expect(report.summary).toMatchObject({ readable: false, accept: false });
    expect(report.findings.some((finding) => finding.check === 'LIMITS' && finding.evidence.startsWith(name))).toBe(
      true,
    );
  });

  test('deep nesting ends at the limit', () => {
    const objects = {
      ...plainObjects,
      9: '['.repeat(100_000),
      1: plainObjects[1]!.replace('/AcroForm', '/X 9 0 R /AcroForm'),
    };
    expect(
      verify(plainPdf({ ...objects, 3: plainObjects[3]!.replace('/Contents 4 0 R', '/Contents 9 0 R') })).summary
        .accept,
    ).toBe(false);
  });
});

test('the same input gives the same report', () => {
  expect(verify(signed)).toEqual(verify(signed));
});
