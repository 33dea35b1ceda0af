import { createHash } from 'node:crypto';
import { verifyPdf } from '../../src/pades/index.js';
import type { SignatureReport, VerifyOptions } from '../../src/pades/index.js';
import { certify, PURPOSE } from '../support/build-certificate.js';
import { attribute, buildCms, der, oid, replaceSignature } from '../support/build-cms.js';
import type { CmsVariant } from '../support/build-cms.js';
import { buildCrl, buildOcsp } from '../support/build-revocation.js';
import { buildTimeStamp } from '../support/build-time-stamp.js';
import type { TimeStampSpec } from '../support/build-time-stamp.js';
import { plainPdf } from '../support/plain-pdf.js';
import { signPdf } from '../support/sign-pdf.js';
import { createTestPki, pkiDates, stampingAt } from '../support/test-pki.js';
import type { TestPki } from '../support/test-pki.js';

const { signedAt } = pkiDates;
const minutes = (count: number): Date => new Date(signedAt.getTime() + count * 60_000);
const soon = minutes(30);
const afterSigner = new Date('2026-01-01T00:00:00Z');

let pki: TestPki;
let roomy: Uint8Array;

beforeAll(async () => {
  pki = createTestPki();
  // The place for the signature value is as large as a time-stamped one needs.
  roomy = await signPdf(plainPdf(), pki.identity, {
    level: 'B-T',
    signingTime: signedAt,
    timestampAuthority: stampingAt(pki, signedAt),
  });
});

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const stampOf = (bytes: Uint8Array, at: Date, variant: Partial<TimeStampSpec> = {}): Uint8Array =>
  buildTimeStamp({ authority: pki.stamper, chain: [pki.root], at, digest: sha256(bytes), ...variant });
const signatureStamp = (at: Date) => (value: Uint8Array) => [
  attribute('1.2.840.113549.1.9.16.2.14', stampOf(value, at)),
];
const contentStamp = (signed: Uint8Array, at: Date): Buffer =>
  attribute('1.2.840.113549.1.9.16.2.20', stampOf(signed, at));

const signed = (variant: (bytes: Uint8Array) => CmsVariant): Uint8Array =>
  replaceSignature(roomy, (bytes) => buildCms(pki.identity, bytes, variant(bytes)));

const answer = (thisUpdate: Date, revokedAt?: Date): Uint8Array =>
  buildOcsp({
    subject: pki.signer,
    issuer: pki.issuing,
    responder: pki.responder,
    thisUpdate,
    ...(revokedAt ? { revoked: { at: revokedAt } } : {}),
  });
const list = (thisUpdate: Date): Uint8Array => buildCrl({ issuer: pki.root, thisUpdate });

function judge(file: Uint8Array, at: Date, more: Partial<VerifyOptions> = {}): SignatureReport {
  const [signature] = verifyPdf(file, { trustAnchors: [pki.root.certificate], at, ...more }).signatures;
  return signature!;
}

const outcome = ({ indication, subIndication }: SignatureReport): string => `${indication} ${subIndication}`;

describe('content time-stamps', () => {
  const given = { ocsps: [] as Uint8Array[], crls: [] as Uint8Array[] };
  beforeAll(() => {
    given.ocsps = [answer(soon)];
    given.crls = [list(soon)];
  });

  test('before the signature’s are in order', () => {
    const file = signed((bytes) => ({
      signedAttributes: [contentStamp(bytes, minutes(1))],
      unsignedAttributes: signatureStamp(minutes(2)),
    }));
    const signature = judge(file, soon, given);
    expect(outcome(signature)).toBe('TOTAL_PASSED null');
    expect(signature.timestamps.map(({ kind, trusted }) => `${kind} ${trusted}`)).toEqual([
      'content true',
      'signature true',
    ]);
    expect(signature.bestSignatureTime).toBe(minutes(2).toISOString());
  });

  test('after the signature’s contradict it', () => {
    const file = signed((bytes) => ({
      signedAttributes: [contentStamp(bytes, minutes(3))],
      unsignedAttributes: signatureStamp(minutes(2)),
    }));
    expect(outcome(judge(file, soon, given))).toBe('INDETERMINATE TIMESTAMP_ORDER_FAILURE');
  });

  test('over something else are shown', () => {
    const file = signed(() => ({ signedAttributes: [contentStamp(Buffer.from('else'), minutes(1))] }));
    expect(outcome(judge(file, soon, given))).toBe('INDETERMINATE SIG_CONSTRAINTS_FAILURE');
  });

  test('after the certificate’s end prove that it was EXPIRED', () => {
    const file = signed((bytes) => ({ signedAttributes: [contentStamp(bytes, new Date('2025-06-01'))] }));
    expect(outcome(judge(file, afterSigner, { crls: [list(new Date('2025-06-01'))] }))).toBe('TOTAL_FAILED EXPIRED');
  });

  test('after the revocation prove that it was REVOKED', () => {
    const file = signed((bytes) => ({ signedAttributes: [contentStamp(bytes, minutes(10))] }));
    expect(outcome(judge(file, soon, { ...given, ocsps: [answer(soon, minutes(5))] }))).toBe('TOTAL_FAILED REVOKED');
  });
});

test.each([
  ['1.2.840.113549.1.9.16.2.49', 'evidence record (RFC 4998)'],
  ['1.2.840.113549.1.9.16.2.50', 'evidence record (RFC 4998)'],
  ['1.2.840.113549.1.9.16.2.48', 'archive time-stamp, version 2'],
  ['0.4.0.1733.2.4', 'archive time-stamp, version 3'],
  ['0.4.0.1733.2.2', 'long-term validation'],
])('a proof of the kind %s is named as not judged, and proves nothing', (type, evidence) => {
  const file = signed(() => ({ unsignedAttributes: () => [attribute(type, der(0x30))] }));
  const signature = judge(file, soon, { ocsps: [answer(soon)], crls: [list(soon)] });
  expect(outcome(signature)).toBe('TOTAL_PASSED null');
  expect(signature).toMatchObject({ level: 'B-B', timestamps: [], bestSignatureTime: soon.toISOString() });
  expect(signature.findings).toContainEqual(expect.objectContaining({ check: 'TIMESTAMP', result: 'INFO', evidence }));
});

describe('revocation data inside the signature', () => {
  const kept = (field: string): { readonly ocsp: Uint8Array; readonly crl: Uint8Array; readonly name: string } => ({
    ocsp: answer(minutes(1)),
    crl: list(minutes(1)),
    name: field,
  });
  /** Both attributes have this shape: lists under 0, responses under 1. */
  const values = ({ ocsp, crl }: ReturnType<typeof kept>): Buffer =>
    der(0x30, der(0xa0, der(0x30, crl)), der(0xa1, der(0x30, ocsp)));
  const basicOf = (response: Uint8Array): Buffer => {
    const start = Buffer.from(response).indexOf(Buffer.from('06092b0601050507300101', 'hex')) + 11;
    return Buffer.from(response).subarray(start + 4);
  };

  test.each<[string, (data: ReturnType<typeof kept>) => CmsVariant]>([
    [
      'the signed attribute of Adobe',
      (data) => ({ signedAttributes: [attribute('1.2.840.113583.1.1.8', values(data))] }),
    ],
    [
      'the unsigned attribute of CAdES',
      (data) => ({
        unsignedAttributes: () => [
          attribute('1.2.840.113549.1.9.16.2.24', values({ ...data, ocsp: basicOf(data.ocsp) })),
        ],
      }),
    ],
    [
      'the field for lists and other formats',
      (data) => ({ revocationData: [data.crl, der(0xa1, oid('1.3.6.1.5.5.7.16.2'), data.ocsp)] }),
    ],
  ])('in %s is used', (name, variant) => {
    const signature = judge(
      signed(() => variant(kept(name))),
      soon,
    );
    expect(outcome(signature)).toBe('TOTAL_PASSED null');
    expect(signature.revocation.certificates.map(({ source }) => source)).toEqual(['signature', 'signature']);
  });

  test('that cannot be read leaves the signature readable', () => {
    const signature = judge(
      signed(() => ({
        signedAttributes: [attribute('1.2.840.113583.1.1.8', der(0x30, der(0xa1, der(0x30, der(0x30, der(5))))))],
      })),
      soon,
    );
    expect(signature.integrity).toBe('intact');
    expect(outcome(signature)).toBe('INDETERMINATE TRY_LATER');
  });
});

describe('signature policies', () => {
  const policy = Buffer.from('what we demand of a signature');
  const id = '1.3.6.1.4.1.99999.20';
  const named = (document: Uint8Array): CmsVariant => ({
    signedAttributes: [
      attribute(
        '1.2.840.113549.1.9.16.2.15',
        der(0x30, oid(id), der(0x30, der(0x30, oid('2.16.840.1.101.3.4.2.1')), der(4, sha256(document)))),
      ),
    ],
  });
  const other = { oid: '1.3.6.1.4.1.99999.21', document: policy };
  const known = { oid: id, document: policy };
  test.each<[string, VerifyOptions['signaturePolicies'] | null, Uint8Array, string, string]>([
    ['not asked for', null, policy, 'TOTAL_PASSED null', `INFO ${id}`],
    ['known', [other, known], policy, 'TOTAL_PASSED null', `PASSED ${id}`],
    ['not known', [], policy, 'INDETERMINATE SIGNATURE_POLICY_NOT_AVAILABLE', `INDETERMINATE ${id}`],
    ['of another name', [other], policy, 'INDETERMINATE SIGNATURE_POLICY_NOT_AVAILABLE', `INDETERMINATE ${id}`],
    [
      'of another text',
      [known],
      Buffer.from('else'),
      'INDETERMINATE POLICY_PROCESSING_ERROR',
      `INDETERMINATE ${id}: another document`,
    ],
  ])('%s', (_, policies, document, expected, told) => {
    const file = signed(() => named(document));
    const given = { ocsps: [answer(soon)], crls: [list(soon)], ...(policies ? { signaturePolicies: policies } : {}) };
    const signature = judge(file, soon, given);
    expect(outcome(signature)).toBe(expected);
    expect(policyFindings(signature)).toEqual([told]);
  });

  const policyFindings = ({ findings }: SignatureReport): string[] =>
    findings.filter(({ check }) => check === 'SIGNATURE_POLICY').map(({ result, evidence }) => `${result} ${evidence}`);
  const given = () => ({ ocsps: [answer(soon)], crls: [list(soon)], signaturePolicies: [known] });
  const withPolicy = (value: Buffer): SignatureReport =>
    judge(
      signed(() => ({ signedAttributes: [attribute('1.2.840.113549.1.9.16.2.15', value)] })),
      soon,
      given(),
    );

  test('an implied one names nothing', () => {
    expect(outcome(withPolicy(der(5)))).toBe('TOTAL_PASSED null');
    expect(policyFindings(withPolicy(der(5)))).toEqual([]);
    expect(outcome(withPolicy(der(0x30)))).toBe('TOTAL_PASSED null');
  });

  test('one that cannot be read, or whose digest is not known, is not taken as kept', () => {
    const damaged = withPolicy(der(0x30, oid(id), der(0x30)));
    expect(outcome(damaged)).toBe('INDETERMINATE POLICY_PROCESSING_ERROR');
    expect(policyFindings(damaged)).toEqual([expect.stringMatching(/^INDETERMINATE /)]);
    const unknown = withPolicy(der(0x30, oid(id), der(0x30, der(0x30, oid('2.999.1')), der(4, sha256(policy)))));
    expect(outcome(unknown)).toBe('INDETERMINATE POLICY_PROCESSING_ERROR');
  });
});

describe('missing certificates', () => {
  test('are taken from those given, which are not trusted for that', () => {
    const file = replaceSignature(roomy, (bytes) => buildCms({ ...pki.identity, chain: [] }, bytes));
    const given = { ocsps: [answer(soon)], crls: [list(soon)] };
    expect(outcome(judge(file, soon, given))).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    expect(judge(file, soon, given).wanted).toMatchObject([
      { kind: 'certificate', url: 'http://aia.example/issuing.cer' },
    ]);
    expect(outcome(judge(file, soon, { ...given, certificates: [pki.issuing.certificate] }))).toBe('TOTAL_PASSED null');
    expect(outcome(judge(file, soon, { ...given, certificates: [pki.issuing.certificate], trustAnchors: [] }))).toBe(
      'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND',
    );
  });

  test('of a time-stamp’s authority too', () => {
    const authority = certify({
      commonName: 'Lower stamping',
      issuer: pki.issuing,
      keyUsage: [0],
      purposes: { oids: [PURPOSE.timeStamping], critical: true },
    });
    const file = signed(() => ({
      unsignedAttributes: (value) => [
        attribute('1.2.840.113549.1.9.16.2.14', stampOf(value, minutes(2), { authority, chain: [pki.issuing] })),
      ],
    }));
    const lists = [list(soon), buildCrl({ issuer: pki.issuing, thisUpdate: soon })];
    expect(judge(file, soon, { crls: lists }).timestamps).toMatchObject([{ trusted: true }]);
  });
});
