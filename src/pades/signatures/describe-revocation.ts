import { describeName } from '../certificates/describe-signer.js';
import type { SignatureReport } from '../report.js';
import { reasonName } from '../revocation/revocation-evidence.js';
import type { CertificateRevocation, SignerValidation } from '../verdict/trust-process.js';

type Report = SignatureReport['revocation'];

/** What is known of the revocation of the chain's certificates, with where it came from. */
export function describeRevocation(validation: SignerValidation | null): Report {
  if (!validation?.line) return { status: 'not-checked', reason: 'there is no certificate path', certificates: [] };
  const { revocations } = validation;
  const certificates = revocations.map(describe);
  const needed = revocations.filter(({ exempt }) => !exempt);
  const is = (status: string): boolean => revocations.some((item) => item.status.status === status);
  if (is('revoked')) return { status: 'revoked', reason: 'a certificate of the chain was revoked', certificates };
  if (needed.length === 0)
    return {
      status: 'not-needed',
      reason:
        revocations.length === 0
          ? 'the signing certificate is itself trusted'
          : 'the signing certificate is short-lived and never revoked',
      certificates,
    };
  if (validation.failure === null || needed.every(({ status }) => status.status === 'good'))
    return { status: 'good', reason: `${needed.length} certificates checked`, certificates };
  const open = needed
    .filter(({ status }) => status.status !== 'good')
    .map(({ certificate }) => describeName(certificate.subject));
  return { status: 'not-checked', reason: `no fresh revocation data for ${open.join('; ')}`, certificates };
}

function describe({ certificate, exempt, status }: CertificateRevocation): Report['certificates'][number] {
  const evidence = status.status === 'missing' ? null : status.evidence;
  return {
    subject: describeName(certificate.subject),
    sha256: certificate.sha256,
    status: exempt && status.status !== 'revoked' ? 'not-needed' : status.status,
    kind: evidence?.kind ?? null,
    source: evidence?.source ?? null,
    thisUpdate: evidence?.thisUpdate.toISOString() ?? null,
    nextUpdate: evidence?.nextUpdate?.toISOString() ?? null,
    revokedAt: evidence?.revokedAt?.toISOString() ?? null,
    revocationReason: evidence?.status === 'revoked' ? reasonName(evidence.reason) : null,
  };
}
