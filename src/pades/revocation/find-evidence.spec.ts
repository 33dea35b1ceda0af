import { PURPOSE, certify, distributionPoint, noCheck, uri } from '../../../test/support/build-certificate.js';
import type { TestCertificate } from '../../../test/support/build-certificate.js';
import { der } from '../../../test/support/build-cms.js';
import { buildCrl, buildOcsp } from '../../../test/support/build-revocation.js';
import type { CrlSpec, OcspSpec } from '../../../test/support/build-revocation.js';
import { parseCertificate } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import { CertificateLinks } from '../certificates/certificate-path.js';
import { plainAnchor } from '../certificates/trust-anchor.js';
import { Findings } from '../findings.js';
import { Budget, defaultLimits } from '../limits.js';
import { findEvidence } from './find-evidence.js';
import { parseRevocationData } from './revocation-data.js';

const at = new Date('2024-03-01T12:00:00Z');
const root = certify({ commonName: 'Root', authority: true });
const issuer = certify({ commonName: 'Issuer', issuer: root, authority: true });
const place = 'http://crl.example/list.crl';
const subject = certify({ commonName: 'Subject', issuer, extensions: [distributionPoint(place)] });
const signing = { oids: [PURPOSE.ocspSigning], critical: false };
const responder = certify({ commonName: 'Responder', issuer, purposes: signing, extensions: [noCheck()] });
const listSigner = certify({ commonName: 'List signer', issuer: root, keyUsage: [6] });
const elsewhere = certify({ commonName: 'Elsewhere', issuer, extensions: [distributionPoint(place, listSigner)] });
const renewed = certify({ commonName: 'Issuer', issuer: root, authority: true });
const stranger = certify({ commonName: 'Issuer', authority: true });

function statuses(
  data: { ocsps?: Uint8Array[]; crls?: Uint8Array[] },
  asked: TestCertificate = subject,
  pool: TestCertificate[] = [],
): string[] {
  const budget = new Budget(defaultLimits);
  const parse = ({ certificate }: TestCertificate): Certificate => parseCertificate(certificate, budget);
  const line = { certificates: [asked, issuer, root].map(parse), anchor: plainAnchor(parse(root)) };
  const parsed = parseRevocationData(
    { ocsps: data.ocsps ?? [], crls: data.crls ?? [] },
    'given',
    budget,
    new Findings(),
  );
  const links = new CertificateLinks(budget);
  return findEvidence(
    line.certificates[0]!,
    line.certificates[1]!,
    line,
    [...pool.map(parse), ...line.certificates],
    parsed,
    links,
  ).map(({ status, kind }) => `${kind} ${status}`);
}

const ocsp = (variant: Partial<OcspSpec> = {}): Uint8Array =>
  buildOcsp({ subject, issuer, responder, thisUpdate: at, ...variant });
const crl = (variant: Partial<CrlSpec> = {}): Uint8Array => buildCrl({ issuer, thisUpdate: at, ...variant });

describe('an OCSP response', () => {
  const plain = certify({ commonName: 'Responder', issuer, extensions: [noCheck()] });
  const foreign = certify({ commonName: 'Responder', issuer: root, purposes: signing, extensions: [noCheck()] });
  const expired = certify({
    commonName: 'Responder',
    issuer,
    purposes: signing,
    extensions: [noCheck()],
    notAfter: new Date('2024-01-01'),
  });
  const encrypting = certify({
    commonName: 'Responder',
    issuer,
    purposes: signing,
    extensions: [noCheck()],
    keyUsage: [2],
  });
  test.each<[string, Uint8Array, string[]]>([
    ['by a responder of the issuer', ocsp(), ['ocsp good']],
    ['named by its key', ocsp({ byKey: true }), ['ocsp good']],
    ['by the issuer itself', buildOcsp({ subject, issuer, thisUpdate: at }), ['ocsp good']],
    ['of a revocation', ocsp({ revoked: { at } }), ['ocsp revoked']],
    ['that does not know the certificate', ocsp({ unknown: true }), []],
    ['about another certificate', ocsp({ subject: responder }), []],
    ['with a broken signature', ocsp({ wrongSignature: true }), []],
    ['with an unknown critical extension', ocsp({ criticalExtension: true }), []],
    ['by a certificate that is not for it', ocsp({ responder: plain }), []],
    ['by a responder of another authority', ocsp({ responder: foreign }), []],
    ['by a responder that had expired', ocsp({ responder: expired }), []],
    ['by a responder whose key may not sign', ocsp({ responder: encrypting }), []],
    ['whose responder’s certificate is not there', ocsp({ noCertificates: true }), []],
  ])('%s', (_, response, expected) => {
    expect(statuses({ ocsps: [response] })).toEqual(expected);
  });

  test('never answers for the certificate that signed it', () => {
    const own = certify({ commonName: 'Own', issuer, purposes: signing, extensions: [noCheck()] });
    expect(statuses({ ocsps: [buildOcsp({ subject: own, issuer, responder: own, thisUpdate: at })] }, own)).toEqual([]);
  });

  test('by a responder that is not exempt needs a list that clears the responder', () => {
    const checked = certify({ commonName: 'Checked', issuer, purposes: signing });
    const response = ocsp({ responder: checked });
    expect(statuses({ ocsps: [response] })).toEqual([]);
    expect(statuses({ ocsps: [response], crls: [crl()] })).toEqual(['ocsp good', 'crl good']);
    const revoked = crl({ revoked: [{ subject: checked, at: new Date('2024-02-01') }] });
    expect(statuses({ ocsps: [response], crls: [revoked] })).toEqual(['crl good']);
  });
});

describe('a revocation list', () => {
  const point = (name: string): Buffer => der(0xa0, der(0xa0, uri(name)));
  const flag = (tag: number): Buffer => der(0x80 | tag, Buffer.from([0xff]));
  test.each<[string, Uint8Array, string[]]>([
    ['of the issuer', crl(), ['crl good']],
    ['with the certificate on it', crl({ revoked: [{ subject, at, reason: 1 }] }), ['crl revoked']],
    ['with another certificate on it', crl({ revoked: [{ subject: responder, at }] }), ['crl good']],
    ['that is a delta', crl({ delta: true }), []],
    ['with an unknown critical extension', crl({ criticalExtension: true }), []],
    ['signed by another key', crl({ signer: stranger }), []],
    ['of another issuer', buildCrl({ issuer: root, thisUpdate: at }), []],
    ['for the place the certificate names', crl({ place: [point(place)] }), ['crl good']],
    ['for another place', crl({ place: [point('http://crl.example/other.crl')] }), []],
    ['for users only', crl({ place: [flag(1)] }), ['crl good']],
    ['for authorities only', crl({ place: [flag(2)] }), []],
    ['for attribute certificates only', crl({ place: [flag(5)] }), []],
    ['for some reasons only', crl({ place: [der(0x83, Buffer.from([0, 0x40]))] }), []],
    [
      'for some reasons, with the certificate on it',
      crl({ place: [der(0x83, Buffer.from([0, 0x40]))], revoked: [{ subject, at }] }),
      ['crl revoked'],
    ],
  ])('%s', (_, list, expected) => {
    expect(statuses({ crls: [list] })).toEqual(expected);
  });

  test('by a renewed key of the issuer counts when that leads to the same anchor', () => {
    const list = crl({ signer: renewed });
    expect(statuses({ crls: [list] })).toEqual([]);
    expect(statuses({ crls: [list] }, subject, [renewed])).toEqual(['crl good']);
    expect(statuses({ crls: [crl({ signer: stranger })] }, subject, [stranger])).toEqual([]);
  });

  test('by another issuer counts where the certificate names it (indirect)', () => {
    const entries = { revoked: [{ subject: elsewhere, at, listedUnder: issuer }] };
    const indirect = (revoked: CrlSpec['revoked'] = []): Uint8Array =>
      buildCrl({ issuer: listSigner, thisUpdate: at, place: [point(place), flag(4)], revoked });
    expect(statuses({ crls: [indirect()] }, elsewhere, [listSigner])).toEqual(['crl good']);
    expect(statuses({ crls: [indirect(entries.revoked)] }, elsewhere, [listSigner])).toEqual(['crl revoked']);
    // An entry of the list's own issuer with the same number is another certificate.
    expect(statuses({ crls: [indirect([{ subject: elsewhere, at }])] }, elsewhere, [listSigner])).toEqual(['crl good']);
    expect(statuses({ crls: [indirect()] }, subject, [listSigner])).toEqual([]);
    expect(statuses({ crls: [buildCrl({ issuer: listSigner, thisUpdate: at })] }, elsewhere, [listSigner])).toEqual([]);
  });
});

test('data that cannot be read is left out with a finding', () => {
  const findings = new Findings();
  const junk = Uint8Array.from([0x30, 3, 1]);
  const parsed = parseRevocationData(
    { ocsps: [junk, ocsp()], crls: [junk, crl()] },
    'given',
    new Budget(defaultLimits),
    findings,
  );
  expect([parsed.ocsps.length, parsed.crls.length]).toEqual([1, 1]);
  expect(findings.all().map(({ check, result }) => `${check} ${result}`)).toEqual([
    'REVOCATION INFO',
    'REVOCATION INFO',
  ]);
});
