import { certify, extension } from '../../../test/support/build-certificate.js';
import type { TestCertificate } from '../../../test/support/build-certificate.js';
import { der, oid } from '../../../test/support/build-cms.js';
import { plainObjects, plainPdf } from '../../../test/support/plain-pdf.js';
import { parseCertificate } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import { CertificateLinks } from '../certificates/certificate-path.js';
import { Budget, defaultLimits } from '../limits.js';
import { PdfReference } from '../pdf/pdf-object.js';
import { PdfRevision } from '../pdf/pdf-revision.js';
import { PdfSource } from '../pdf/pdf-source.js';
import { certificateConstraints } from './seed-certificate.js';

const budget = new Budget(defaultLimits);
const root = certify({ commonName: 'Root', authority: true });
const middle = certify({ commonName: 'Middle', issuer: root, authority: true });
const elsewhere = certify({ commonName: 'Elsewhere', authority: true });
const made = certify({ commonName: 'Signer', issuer: middle });
const parsed = ({ certificate }: TestCertificate): Certificate => parseCertificate(certificate, budget);
const hex = ({ certificate }: TestCertificate): string => `<${Buffer.from(certificate).toString('hex')}>`;

/** Whether a certificate keeps seed values of certificates; `path` is the chain above it. */
function keeps(seed: string, signer = parsed(made), path: readonly TestCertificate[] = [middle, root]): boolean {
  const bytes = plainPdf({ ...plainObjects, 60: `<< ${seed} >>` });
  const revision = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits)), bytes.length);
  const links = path.map(parsed).map(({ sha256 }) => ({ subject: '', sha256 }));
  const broken = certificateConstraints(revision, new PdfReference(60, 0), signer, links, new CertificateLinks(budget));
  return broken.length === 0;
}

test.each([
  ['CN', '2.5.4.3'],
  ['SN', '2.5.4.4'],
  ['serialNumber', '2.5.4.5'],
  ['C', '2.5.4.6'],
  ['L', '2.5.4.7'],
  ['ST', '2.5.4.8'],
  ['O', '2.5.4.10'],
  ['OU', '2.5.4.11'],
  ['GN', '2.5.4.42'],
  ['E', '1.2.840.113549.1.9.1'],
  ['2.5.4.97', '2.5.4.97'],
])('the name attribute %s is %s', (short, type) => {
  const subject = { ...parsed(made).subject, attributes: new Map([[type, 'Testheim']]) };
  const named = Object.assign(Object.create(parsed(made)) as Certificate, { subject });
  expect(keeps(`/Ff 8 /SubjectDN [<< /${short} (Testheim) >>]`, named)).toBe(true);
  expect(keeps(`/Ff 8 /SubjectDN [<< /${short} (Elsewhere) >>]`, named)).toBe(false);
});

test('a name that is none is passed over', () => {
  expect(keeps('/Ff 8 /SubjectDN [7 << /CN (Signer) >>]')).toBe(true);
  expect(keeps('/Ff 8 /SubjectDN [7]')).toBe(false);
});

test.each<[string, string, boolean]>([
  ['its issuer', hex(middle), true],
  ['what stands above its issuer', hex(root), true],
  ['one of several', `${hex(elsewhere)} ${hex(middle)}`, true],
  ['another authority', hex(elsewhere), false],
  ['nothing that can be read', '7 <3000>', false],
])('an issuer is in the chain: %s', (_, issuers, expected) => {
  expect(keeps(`/Ff 2 /Issuer [${issuers}]`)).toBe(expected);
});

test('an issuer signed the certificate, though no chain was found', () => {
  expect(keeps(`/Ff 2 /Issuer [${hex(middle)}]`, parsed(made), [])).toBe(true);
  expect(keeps(`/Ff 2 /Issuer [${hex(root)}]`, parsed(made), [])).toBe(false);
});

test.each<[string, Buffer | null, string, boolean]>([
  ['one of two policies', der(0x30, der(0x30, oid('1.2.3'))), '(1.2.4) (1.2.3)', true],
  ['another policy', der(0x30, der(0x30, oid('1.2.3'))), '(1.2.4)', false],
  ['no policy', null, '(1.2.3)', false],
  ['policies that cannot be read', der(0x30, der(2, Buffer.from([1]))), '(1.2.3)', false],
])('it states %s', (_, value, wanted, expected) => {
  const signer = certify({
    commonName: 'Signer',
    issuer: middle,
    extensions: value ? [extension('2.5.29.32', value)] : [],
  });
  expect(keeps(`/Ff 4 /OID [${wanted}]`, parsed(signer))).toBe(expected);
});

test.each<[string, readonly number[] | null, boolean]>([
  ['1', [0, 1], true],
  ['0', [0, 1], false],
  ['X1', [0, 1], true],
  ['110', [0, 1], true],
  ['111', [0, 1], false],
  ['XXXXXXXXX', [0, 1], true],
  ['0', null, true],
  ['1', null, false],
])('the usage %s of a key for %p', (pattern, usage, expected) => {
  const signer = Object.assign(Object.create(parsed(made)) as Certificate, { keyUsage: usage && new Set(usage) });
  expect(keeps(`/Ff 32 /KeyUsage [(${pattern})]`, signer)).toBe(expected);
});

test('only what is marked and there is asked', () => {
  expect(keeps(`/Ff 0 /Subject [${hex(elsewhere)}] /OID [(1.2.3)] /KeyUsage [(000)]`)).toBe(true);
  expect(keeps('/Ff 47')).toBe(true);
  expect(keeps(`/Ff 1 /Subject [${hex(elsewhere)}]`)).toBe(false);
  expect(keeps(`/Ff 1 /Subject [${hex(elsewhere)} ${hex(made)}]`)).toBe(true);
});
