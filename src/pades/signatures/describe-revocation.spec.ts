import { certify } from '../../../test/support/build-certificate.js';
import { parseCertificate } from '../certificates/certificate.js';
import { Budget, defaultLimits } from '../limits.js';
import type { RevocationEvidence, RevocationStatus } from '../revocation/revocation-evidence.js';
import type { CertificateRevocation, SignerValidation } from '../verdict/trust-process.js';
import { describeRevocation } from './describe-revocation.js';

const certificate = parseCertificate(certify({ commonName: 'Signer' }).certificate, new Budget(defaultLimits));
const at = (text: string): Date => new Date(`${text}T00:00:00Z`);
const evidence: RevocationEvidence = {
  kind: 'crl',
  source: 'security-store',
  sha256: 'data',
  status: 'good',
  revokedAt: null,
  reason: null,
  thisUpdate: at('2026-01-01'),
  nextUpdate: null,
  expiredFrom: null,
  positive: false,
  signer: certificate,
  digest: 'sha256',
};
const statuses = {
  good: { status: 'good', evidence },
  stale: { status: 'stale', evidence: { ...evidence, kind: 'ocsp', source: 'given', nextUpdate: at('2026-02-01') } },
  missing: { status: 'missing' },
  held: { status: 'on-hold', evidence: { ...evidence, status: 'revoked', reason: 6, revokedAt: at('2026-01-05') } },
  revoked: {
    status: 'revoked',
    since: at('2026-01-05'),
    evidence: { ...evidence, status: 'revoked', reason: 1, revokedAt: at('2026-01-05') },
  },
} satisfies Record<string, RevocationStatus>;

const one = (status: RevocationStatus, exempt = false): CertificateRevocation => ({
  certificate,
  issuer: certificate,
  exempt,
  status,
  inFile: [],
});
const describe_ = (revocations: CertificateRevocation[], passed = false) =>
  describeRevocation({
    line: {},
    revocations,
    failure: passed ? null : { indication: 'INDETERMINATE', subIndication: 'TRY_LATER' },
  } as unknown as SignerValidation);

test.each<[string, CertificateRevocation[], boolean, string]>([
  ['no certificate below the anchor', [], true, 'not-needed: the signing certificate is itself trusted'],
  [
    'one that is never revoked',
    [one(statuses.missing, true)],
    true,
    'not-needed: the signing certificate is short-lived and never revoked',
  ],
  [
    'one that is never revoked, and was',
    [one(statuses.revoked, true)],
    false,
    'revoked: a certificate of the chain was revoked',
  ],
  ['a good one', [one(statuses.good)], true, 'good: 1 certificates checked'],
  ['a good one, failed for something else', [one(statuses.good)], false, 'good: 1 certificates checked'],
  [
    'two good ones and one never revoked',
    [one(statuses.missing, true), one(statuses.good), one(statuses.good)],
    false,
    'good: 2 certificates checked',
  ],
  ['a stale one that counted', [one(statuses.stale)], true, 'good: 1 certificates checked'],
  ['a stale one', [one(statuses.stale)], false, 'not-checked: no fresh revocation data for C=NO, CN=Signer'],
  [
    'a missing one beside a good one',
    [one(statuses.good), one(statuses.missing)],
    false,
    'not-checked: no fresh revocation data for C=NO, CN=Signer',
  ],
  [
    'two missing ones',
    [one(statuses.missing), one(statuses.missing)],
    false,
    'not-checked: no fresh revocation data for C=NO, CN=Signer; C=NO, CN=Signer',
  ],
  ['one on hold', [one(statuses.held)], false, 'not-checked: no fresh revocation data for C=NO, CN=Signer'],
  [
    'a revoked one beside a missing one',
    [one(statuses.missing), one(statuses.revoked)],
    false,
    'revoked: a certificate of the chain was revoked',
  ],
])('%s', (_, revocations, passed, expected) => {
  const { status, reason, certificates } = describe_(revocations, passed);
  expect(`${status}: ${reason}`).toBe(expected);
  expect(certificates).toHaveLength(revocations.length);
});

test('without a chain nothing was checked', () => {
  const nothing = { status: 'not-checked', reason: 'there is no certificate path', certificates: [] };
  expect(describeRevocation(null)).toEqual(nothing);
  expect(describeRevocation({ line: null } as unknown as SignerValidation)).toEqual(nothing);
});

test('each certificate says what is known of it, and from where', () => {
  const subject = { subject: 'C=NO, CN=Signer', sha256: certificate.sha256 };
  const empty = {
    kind: null,
    source: null,
    thisUpdate: null,
    nextUpdate: null,
    revokedAt: null,
    revocationReason: null,
  };
  const updated = { kind: 'crl', source: 'security-store', thisUpdate: '2026-01-01T00:00:00.000Z', nextUpdate: null };
  const never = { revokedAt: null, revocationReason: null };
  const inJanuary = '2026-01-05T00:00:00.000Z';
  expect(
    describe_([
      one(statuses.missing),
      one(statuses.missing, true),
      one(statuses.good),
      one(statuses.stale),
      one(statuses.held),
      one(statuses.revoked, true),
    ]).certificates,
  ).toEqual([
    { ...subject, status: 'missing', ...empty },
    { ...subject, status: 'not-needed', ...empty },
    { ...subject, status: 'good', ...updated, ...never },
    {
      ...subject,
      status: 'stale',
      ...updated,
      kind: 'ocsp',
      source: 'given',
      nextUpdate: '2026-02-01T00:00:00.000Z',
      ...never,
    },
    { ...subject, status: 'on-hold', ...updated, revokedAt: inJanuary, revocationReason: 'certificateHold' },
    { ...subject, status: 'revoked', ...updated, revokedAt: inJanuary, revocationReason: 'keyCompromise' },
  ]);
});
