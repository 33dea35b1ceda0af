import { certify, extension, nameOf } from '../../../test/support/build-certificate.js';
import type { CertificateSpec, TestCertificate } from '../../../test/support/build-certificate.js';
import { der, oid } from '../../../test/support/build-cms.js';
import { Budget, defaultLimits } from '../limits.js';
import { algorithmPolicy } from '../policy/algorithm-policy.js';
import { parseCertificate } from './certificate.js';
import type { Certificate } from './certificate.js';
import type { CertificatePurpose } from './certificate-path.js';
import { constraintProblems, outsideValidity, weaknesses } from './judge-path.js';
import { plainAnchor } from './trust-anchor.js';

const budget = new Budget(defaultLimits);
const parsed = (made: TestCertificate): Certificate => parseCertificate(made.certificate, budget);
/** Signing certificate first. */
const lineOf = (...certificates: Certificate[]) => ({
  certificates,
  anchor: plainAnchor(certificates.at(-1)!),
});

const root = certify({ commonName: 'Root', authority: true });
const issuing = certify({ commonName: 'Issuing', issuer: root, authority: true });
const leaf = (spec: Partial<CertificateSpec> = {}): TestCertificate =>
  certify({ commonName: 'Signer', issuer: issuing, ...spec });

const problems = (line: Certificate[], purpose: CertificatePurpose = 'document-signature'): string[] =>
  constraintProblems(lineOf(...line), purpose, budget).map(
    ({ check, subIndication, evidence }) => `${check} ${subIndication} ${evidence}`,
  );

const constraint = (text: string): string =>
  `CERTIFICATE_CONSTRAINTS CHAIN_CONSTRAINTS_FAILURE C=NO, CN=Signer: ${text}`;
const general = (text: string): string => `CERTIFICATE_CONSTRAINTS CERTIFICATE_CHAIN_GENERAL_FAILURE ${text}`;

test('a sound line has no problems', () => {
  expect(problems([leaf(), issuing, root].map(parsed))).toEqual([]);
  expect(problems([root].map(parsed), 'revocation')).toEqual([]);
});

describe('the signing certificate', () => {
  const odd = 'extended key usage 1.3.6.1.5.5.7.3.1 does not allow signing documents';
  const alone = 'is not for time-stamping alone';
  const stamping = '1.3.6.1.5.5.7.3.8';
  const email = '1.3.6.1.5.5.7.3.4';
  test.each<[string, Partial<CertificateSpec>, CertificatePurpose, string[]]>([
    ['for digitalSignature', { keyUsage: [0] }, 'document-signature', []],
    ['for nonRepudiation', { keyUsage: [1] }, 'document-signature', []],
    [
      'for neither',
      { keyUsage: [2] },
      'document-signature',
      ['key usage allows neither digitalSignature nor nonRepudiation'],
    ],
    ['for neither, of a responder', { keyUsage: [2] }, 'revocation', []],
    ...[
      '2.5.29.37.0',
      '1.3.6.1.5.5.7.3.2',
      email,
      '1.3.6.1.5.5.7.3.36',
      '1.2.840.113583.1.1.5',
      '1.3.6.1.4.1.311.10.3.12',
    ].map((purpose): [string, Partial<CertificateSpec>, CertificatePurpose, string[]] => [
      `for ${purpose} among others`,
      { purposes: { oids: ['1.3.6.1.5.5.7.3.1', purpose], critical: true } },
      'document-signature',
      [],
    ]),
    ['for servers', { purposes: { oids: ['1.3.6.1.5.5.7.3.1'], critical: true } }, 'document-signature', [odd]],
    ['for servers, of a responder', { purposes: { oids: ['1.3.6.1.5.5.7.3.1'], critical: true } }, 'revocation', []],
    ['for time-stamps', { purposes: { oids: [stamping], critical: true } }, 'timestamp', []],
    [
      'for time-stamps, not critical',
      { purposes: { oids: [stamping], critical: false } },
      'timestamp',
      ['extended key usage is not critical'],
    ],
    ['for time-stamps and more', { purposes: { oids: [stamping, email], critical: true } }, 'timestamp', [alone]],
    ['for e-mail, making time-stamps', { purposes: { oids: [email], critical: true } }, 'timestamp', [alone]],
    ['for anything, making time-stamps', {}, 'timestamp', [alone]],
    [
      'with a critical extension nobody knows',
      { extensions: [extension('1.3.6.1.4.1.99999.1', der(5), true)] },
      'document-signature',
      ['critical extension 1.3.6.1.4.1.99999.1 is not processed'],
    ],
    [
      'with an extension nobody knows',
      { extensions: [extension('1.3.6.1.4.1.99999.1', der(5))] },
      'document-signature',
      [],
    ],
    [
      'with an extension that stands twice',
      { extensions: [extension('1.3.6.1.4.1.99999.1', der(5)), extension('1.3.6.1.4.1.99999.1', der(5))] },
      'document-signature',
      ['an extension stands twice'],
    ],
  ])('%s', (_, spec, purpose, expected) => {
    expect(problems([parsed(leaf(spec)), parsed(issuing), parsed(root)], purpose)).toEqual(expected.map(constraint));
  });

  test.each([
    ['2.5.29.14', der(4, Buffer.from('0102', 'hex'))],
    ['2.5.29.17', der(0x30)],
    ['2.5.29.31', der(0x30)],
    ['2.5.29.30', der(0x30)],
    ['2.5.29.32', der(0x30, der(0x30, oid('1.2.3')))],
    ['2.5.29.33', der(0x30, der(0x30, oid('1.2.3'), oid('1.2.4')))],
    ['2.5.29.35', der(0x30)],
    ['2.5.29.36', der(0x30)],
    ['2.5.29.54', der(2, Buffer.from([1]))],
    ['0.4.0.194121.2.1', der(5)],
    ['1.3.6.1.5.5.7.48.1.5', der(5)],
  ])('may mark the extension %s as critical', (id, value) => {
    const made = parsed(leaf());
    const extensions = new Map([...made.extensions, [id, { critical: true, value }] as const]);
    const marked = Object.assign(Object.create(made) as Certificate, { extensions });
    expect(problems([marked, parsed(issuing), parsed(root)])).toEqual([]);
  });
});

describe('an authority', () => {
  const with_ = (middle: TestCertificate, below: TestCertificate = leaf({ issuer: middle })): string[] =>
    problems([below, middle, root].map(parsed));

  test('must be one', () => {
    const middle = certify({ commonName: 'Middle', issuer: root, keyUsage: [5] });
    expect(with_(middle)).toEqual([general('C=NO, CN=Middle: is not a certification authority')]);
  });

  test('must be allowed to sign certificates', () => {
    const middle = certify({ commonName: 'Middle', issuer: root, authority: true, keyUsage: [0, 6] });
    expect(with_(middle)).toEqual([general('C=NO, CN=Middle: may not sign certificates')]);
  });

  test('may be an anchor of version 1, which has no extensions, but nothing in between may', () => {
    const bare = Object.assign(Object.create(parsed(root)) as Certificate, {
      extensions: new Map(),
      basicConstraints: null,
      keyUsage: null,
    });
    expect(problems([parsed(leaf()), parsed(issuing), bare])).toEqual([]);
    expect(problems([parsed(leaf()), bare, parsed(root)])).toEqual([
      general('C=NO, CN=Root: is not a certification authority'),
    ]);
    const halfBare = Object.assign(Object.create(bare) as Certificate, { extensions: parsed(root).extensions });
    expect(problems([parsed(leaf()), parsed(issuing), halfBare])).toEqual([
      general('C=NO, CN=Root: is not a certification authority'),
    ]);
  });

  test('may not have more below it than it says, but for those that issued themselves', () => {
    const top = certify({ commonName: 'Top', issuer: root, authority: 0 });
    const between = certify({ commonName: 'Between', issuer: top, authority: true });
    const below = leaf({ issuer: between });
    const line = (middle: TestCertificate): string[] => problems([below, middle, top, root].map(parsed));
    expect(line(between)).toEqual([general('C=NO, CN=Top: path length 1, 0 allowed')]);
    const renewed = certify({ commonName: 'Top', issuer: top, authority: true });
    expect(renewed.name).toEqual(nameOf('Top'));
    expect(line(renewed)).toEqual([]);
    const enough = certify({ commonName: 'Top', issuer: root, authority: 1 });
    expect(problems([below, between, enough, root].map(parsed))).toEqual([]);
  });

  test('may keep to names and policies that those below it do not', () => {
    const excluded = der(0x30, der(0xa1, der(0x30, der(0xa4, nameOf('Signer')))));
    const middle = certify({
      commonName: 'Middle',
      issuer: root,
      authority: true,
      extensions: [extension('2.5.29.30', excluded, true)],
    });
    expect(with_(middle)).toEqual([expect.stringContaining('CERTIFICATE_CHAIN_GENERAL_FAILURE')]);
    const demanding = certify({
      commonName: 'Middle',
      issuer: root,
      authority: true,
      extensions: [extension('2.5.29.36', der(0x30, der(0x80, Buffer.from([0]))), true)],
    });
    expect(with_(demanding)).toEqual([general('no certificate policy is valid for the whole path')]);
  });
});

describe('validity', () => {
  const year = (number: number): Date => new Date(Date.UTC(number, 0));
  const spans = (from: number, until: number, more: Partial<CertificateSpec> = {}): Certificate =>
    parsed(leaf({ notBefore: year(from), notAfter: year(until), ...more }));
  const signer = spans(2020, 2022);
  const authority = spans(2010, 2030);
  const anchor = spans(2000, 2001);
  const outside = (line: Certificate[], at: Date, others: Date): Certificate[] =>
    outsideValidity(lineOf(...line), at, others);

  test('of the signer is judged at its own instant, of those above at theirs, of the anchor not', () => {
    const line = [signer, authority, anchor];
    expect(outside(line, year(2021), year(2025))).toEqual([]);
    expect(outside(line, year(2023), year(2025))).toEqual([signer]);
    expect(outside(line, year(2019), year(2025))).toEqual([signer]);
    expect(outside(line, year(2021), year(2035))).toEqual([authority]);
    expect(outside(line, year(2021), year(2009))).toEqual([authority]);
  });

  test('holds at both its ends', () => {
    const line = [signer, anchor];
    expect(outside(line, year(2020), year(2020))).toEqual([]);
    expect(outside(line, year(2022), year(2022))).toEqual([]);
    expect(outside(line, new Date(year(2022).getTime() + 1), year(2022))).toEqual([signer]);
    expect(outside(line, new Date(year(2020).getTime() - 1), year(2020))).toEqual([signer]);
  });

  test('of a signing certificate that is the anchor itself is judged', () => {
    expect(outside([signer], year(2023), year(2021))).toEqual([signer]);
    expect(outside([signer], year(2021), year(2023))).toEqual([]);
  });
});

describe('algorithms', () => {
  const weak = { rsaBits: 1024 } as const;
  const at = new Date('2026-03-01');
  const weaknessesOf = (line: Certificate[], when = at): string[] =>
    weaknesses(lineOf(...line), when, algorithmPolicy).map(
      ({ check, subIndication, evidence }) => `${check} ${subIndication} ${evidence.replace(/ is not.*/, '')}`,
    );
  const weakness = (text: string): string => `ALGORITHM_POLICY CRYPTO_CONSTRAINTS_FAILURE_NO_POE C=NO, CN=${text}`;

  test('that are strong enough are no problem', () => {
    expect(weaknessesOf([leaf(), issuing, root].map(parsed))).toEqual([]);
  });

  test('that are not are a problem of each certificate', () => {
    const small = parsed(leaf(weak));
    expect(weaknessesOf([small, parsed(issuing), parsed(root)])).toEqual([weakness('Signer: key RSA 1024')]);
    expect(weaknessesOf([small, parsed(issuing), parsed(root)], new Date('2010-01-01'))).toEqual([]);
    const old = parsed(leaf({ digest: 'sha1' }));
    expect(weaknessesOf([old, parsed(issuing), parsed(root)])).toEqual([weakness('Signer: digest sha1')]);
  });

  test('count for the key of an anchor, never for the signature on it', () => {
    const old = parsed(certify({ commonName: 'Old root', authority: true, digest: 'sha1' }));
    expect(weaknessesOf([parsed(leaf()), old])).toEqual([]);
    const small = parsed(certify({ commonName: 'Small root', authority: true, ...weak }));
    expect(weaknessesOf([parsed(leaf()), small])).toEqual([weakness('Small root: key RSA 1024')]);
  });

  test('that are not known are a problem', () => {
    const unknown = Object.create(parsed(leaf()), { key: { value: null } }) as Certificate;
    expect(weaknessesOf([unknown, parsed(root)])).toEqual([weakness('Signer: a key of an unknown kind')]);
  });

  test('of a signature whose kind is not known are left to the check of that signature', () => {
    const made = parsed(leaf());
    const unknown = Object.assign(Object.create(made) as Certificate, {
      signatureAlgorithm: { oid: '1.3.6.1.4.1.99999.7', parameters: null },
    });
    expect(weaknessesOf([unknown, parsed(root)])).toEqual([]);
  });
});
