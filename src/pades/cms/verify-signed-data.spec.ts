import { certify } from '../../../test/support/build-certificate.js';
import { attribute, buildCms, der, oid } from '../../../test/support/build-cms.js';
import type { CmsVariant } from '../../../test/support/build-cms.js';
import { parseCertificate } from '../certificates/certificate.js';
import { Findings } from '../findings.js';
import { Budget, defaultLimits } from '../limits.js';
import { OID, parseSignedData } from './signed-data.js';
import { verifySignedData } from './verify-signed-data.js';

const signer = certify({ commonName: 'Signer' });
const identity = { ...signer, chain: [] };
const content = Buffer.from('We support the declaration.');

function verify(bytes: Uint8Array, contentType: string = OID.data) {
  const budget = new Budget(defaultLimits);
  const data = parseSignedData(bytes, budget);
  const findings = new Findings();
  const pool = data.certificates.map((certificate) => parseCertificate(certificate, budget));
  const check = verifySignedData(data, { parts: [content], contentType, cades: true }, pool, findings);
  const failed = findings.all().filter(({ result }) => result === 'FAILED' || result === 'INDETERMINATE');
  return { check, failed: failed.map(({ check: name, evidence }) => `${name} ${evidence}`) };
}
const made = (variant: CmsVariant = {}) => verify(buildCms(identity, content, variant));

/** Two values of one attribute. */
const twice = (type: string, value = der(5)): Buffer => der(0x30, oid(type), der(0x31, value, value));
const repeated = { integrity: 'broken', failure: { indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' } };

test('a sound signature', () => {
  const { check, failed } = made();
  expect(failed).toEqual([]);
  expect(check).toMatchObject({
    integrity: 'intact',
    failure: null,
    digest: 'sha256',
    scheme: 'ecdsa sha256',
    key: 'EC prime256v1',
    claimedTime: null,
  });
});

test.each([
  ['the time of signing', '1.2.840.113549.1.9.5'],
  ['the protected algorithms', '1.2.840.113549.1.9.52'],
  ['the certificate by its older name', '1.2.840.113549.1.9.16.2.12'],
  ['the policy', '1.2.840.113549.1.9.16.2.15'],
  ['the place', '1.2.840.113549.1.9.16.2.17'],
  ['the roles by their older name', '1.2.840.113549.1.9.16.2.18'],
  ['the roles', '0.4.0.19122.1.1'],
])('two values of %s', (_, type) => {
  const { check, failed } = made({ signedAttributes: [twice(type)] });
  expect(check).toMatchObject(repeated);
  expect(failed).toContain(`CMS_STRUCTURE repeated ${type}`);
});

test.each<[string, string, CmsVariant]>([
  ['the digest', '1.2.840.113549.1.9.4', { omitMessageDigest: true }],
  ['the content type', '1.2.840.113549.1.9.3', { omitContentType: true }],
  ['the certificate', '1.2.840.113549.1.9.16.2.47', { omitSigningCertificate: true }],
])('two values of %s', (_, type, variant) => {
  const { check, failed } = made({ ...variant, signedAttributes: [twice(type)] });
  expect(check).toMatchObject(repeated);
  expect(failed).toContain(`CMS_STRUCTURE repeated ${type}`);
});

test('no value of an attribute', () => {
  const { check, failed } = made({ signedAttributes: [der(0x30, oid('1.2.840.113549.1.9.5'), der(0x31))] });
  expect(check).toMatchObject(repeated);
  expect(failed).toContain('CMS_STRUCTURE repeated 1.2.840.113549.1.9.5');
});

test('two values where several may stand', () => {
  expect(made({ signedAttributes: [twice('1.2.840.113549.1.9.16.2.20')] }).check.integrity).toBe('intact');
});

test('the time that the signature claims', () => {
  const moment = der(23, Buffer.from('260201000000Z', 'latin1'));
  const { check } = made({ signedAttributes: [attribute('1.2.840.113549.1.9.5', moment)] });
  expect(check).toMatchObject({ integrity: 'intact', claimedTime: new Date('2026-02-01T00:00:00Z') });
  expect(made({ signedAttributes: [attribute('1.2.840.113549.1.9.5', der(5))] }).check.claimedTime).toBeNull();
});

const nothing = {
  integrity: 'unparseable',
  failure: { indication: 'TOTAL_FAILED', subIndication: 'FORMAT_FAILURE' },
  certificate: null,
  signer: null,
  digest: null,
  scheme: null,
  key: null,
  claimedTime: null,
};

test('no signer at all', () => {
  const empty = der(
    0x30,
    oid(OID.signedData),
    der(0xa0, der(0x30, der(2, Buffer.from([1])), der(0x31), der(0x30, oid(OID.data)), der(0x31))),
  );
  expect(verify(empty)).toEqual({ check: nothing, failed: ['CMS_STRUCTURE 0 signer infos'] });
});

test('another kind of content', () => {
  expect(verify(buildCms(identity, content), OID.tstInfo)).toEqual({
    check: nothing,
    failed: ['CMS_STRUCTURE content type 1.2.840.113549.1.7.1'],
  });
});

test('a certificate that is not there', () => {
  const { check, failed } = made({ noCertificates: true });
  expect(check).toMatchObject({
    integrity: 'unparseable',
    failure: { indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
    certificate: null,
    scheme: null,
    key: null,
  });
  expect(failed).toEqual(['SIGNING_CERTIFICATE no certificate fits the signer identifier']);
});
