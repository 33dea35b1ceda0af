import { certify } from '../../../test/support/build-certificate.js';
import type { CertificateSpec, TestCertificate } from '../../../test/support/build-certificate.js';
import { Budget, defaultLimits } from '../limits.js';
import { parseCertificate } from './certificate.js';
import type { Certificate } from './certificate.js';
import { CertificateLinks, certificateLines } from './certificate-path.js';
import type { CertificatePurpose } from './certificate-path.js';
import { plainAnchor } from './trust-anchor.js';
import type { TrustAnchor } from './trust-anchor.js';

const budget = new Budget({ ...defaultLimits, certificateChecks: 100_000 });
const parsed = ({ certificate }: TestCertificate): Certificate => parseCertificate(certificate, budget);
const make = (commonName: string, issuer?: TestCertificate, more: Partial<CertificateSpec> = {}): TestCertificate =>
  certify({ commonName, ...(issuer ? { issuer } : {}), authority: true, ...more });

const root = make('Root');
const issuing = make('Issuing', root);
const leaf = certify({ commonName: 'Leaf', issuer: issuing });

const nameOfCertificate = (certificate: Certificate): string => certificate.subject.attributes.get('2.5.4.3')!;
function lines(
  from: Certificate,
  pool: readonly Certificate[],
  anchors: readonly (TestCertificate | TrustAnchor)[],
  purpose: CertificatePurpose = 'document-signature',
): string[] {
  const trusted = anchors.map((item) => ('periods' in item ? item : plainAnchor(parsed(item))));
  return [...certificateLines(from, pool, trusted, purpose, new CertificateLinks(budget))].map(({ certificates }) =>
    certificates.map(nameOfCertificate).join(' '),
  );
}

test.each<[string, TestCertificate[], TestCertificate[], string[]]>([
  ['from the signer to the anchor', [issuing], [root], ['Leaf Issuing Root']],
  ['to the first anchor that it meets', [issuing, root], [root, issuing], ['Leaf Issuing']],
  ['of the anchor alone', [issuing, root], [leaf, root], ['Leaf']],
  ['without the certificate between', [], [root], []],
  ['without an anchor', [issuing, root], [], []],
  ['to another anchor', [issuing, root], [make('Root')], []],
  ['past one of the same name', [make('Issuing', root), issuing], [root], ['Leaf Issuing Root']],
  ['to an anchor that was given twice', [issuing], [root, root], ['Leaf Issuing Root', 'Leaf Issuing Root']],
])('a line %s', (_, pool, anchors, expected) => {
  expect(lines(parsed(leaf), pool.map(parsed), anchors)).toEqual(expected);
});

test('two authorities with one key are two lines', () => {
  const other = make('Other root');
  const crossed = make('Issuing', other, { key: issuing });
  expect(lines(parsed(leaf), [issuing, crossed].map(parsed), [root, other]).sort()).toEqual([
    'Leaf Issuing Other root',
    'Leaf Issuing Root',
  ]);
});

test('a key under another name than the certificate says is not its issuer', () => {
  const renamed = make('Renamed', root, { key: issuing });
  expect(lines(parsed(leaf), [parsed(renamed)], [root])).toEqual([]);
  expect(lines(parsed(leaf), [], [renamed])).toEqual([]);
});

test('authorities that signed each other are no endless line', () => {
  const [a, b] = [make('A'), make('B')];
  const [aByB, bByA] = [make('A', b, { key: a }), make('B', a, { key: b })];
  const below = certify({ commonName: 'Below', issuer: a });
  expect(lines(parsed(below), [aByB, bByA].map(parsed), [root])).toEqual([]);
  expect(lines(parsed(below), [aByB, bByA].map(parsed), [b])).toEqual(['Below A B']);
});

test('an anchor counts for what it vouches for; for revocation data any does', () => {
  const stamps: TrustAnchor = { ...plainAnchor(parsed(root)), purposes: ['timestamp'] };
  const found = (purpose: CertificatePurpose): number =>
    lines(parsed(leaf), [parsed(issuing)], [stamps], purpose).length;
  expect([found('document-signature'), found('timestamp'), found('revocation')]).toEqual([0, 1, 1]);
});

test('a certificate whose algorithms disagree, or are not known, is signed by nobody', () => {
  const made = parsed(leaf);
  const changed = (change: Partial<Certificate>): string[] =>
    lines(
      Object.assign(Object.create(made) as Certificate, { sha256: 'changed', ...change }),
      [parsed(issuing)],
      [root],
    );
  expect(changed({})).toHaveLength(1);
  const other = { ...made.innerAlgorithm, raw: Uint8Array.of(0x30, 0) };
  expect(changed({ innerAlgorithm: other })).toEqual([]);
  expect(changed({ signatureAlgorithm: { ...made.signatureAlgorithm, oid: '2.999' } })).toEqual([]);
});

test('a line has ten certificates at most', () => {
  const line = [root];
  for (let depth = 1; depth < 10; depth++) line.push(make(`Level ${depth}`, line.at(-1)));
  const pool = line.map(parsed);
  expect(lines(pool.at(-1)!, pool, [root])).toHaveLength(1);
  expect(lines(parsed(make('Eleventh', line.at(-1))), pool, [root])).toEqual([]);
});
