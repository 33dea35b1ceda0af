import { describeName } from '../certificates/describe-signer.js';
import type { CertificateLine } from '../certificates/certificate-path.js';
import type { Certificate } from '../certificates/certificate.js';
import { certificateScheme } from '../certificates/certificate-path.js';
import { lastTrustedAt } from '../certificates/trust-anchor.js';
import { digestLimit, keyLimit } from '../policy/algorithm-policy.js';
import type { AlgorithmPolicy, Limit } from '../policy/algorithm-policy.js';
import { isNeverRevoked } from '../revocation/find-evidence.js';
import { freshUntil, isFinal, speaksOf } from '../revocation/revocation-evidence.js';
import type { RevocationEvidence } from '../revocation/revocation-evidence.js';
import type { LineEvidence } from './judge-chain-at.js';
import type { TrustContext } from './trust-process.js';

/** The last instant up to which the chain is known to have been good, or why that is not proven. */
export type Slide = { readonly controlTime: Date } | { readonly unproven: string };

/**
 * Validation time sliding (EN 319 102-1, 5.6.2.2): goes down the chain from the anchor and back in time, to an instant at
 * which each certificate is proven by data that existed then. Data counts as fresh until it says that newer is due.
 */
export function slideTime(line: CertificateLine, evidence: LineEvidence, context: TrustContext): Slide {
  const { proofs, policy } = context;
  const start = lastTrustedAt(line.anchor, proofs.now);
  if (!start) return { unproven: 'the anchor was not trusted before' };
  let control = start;
  const back = (to: Date | null): void => {
    if (to && to < control) control = to;
  };
  for (let index = line.certificates.length - 2; index >= 0; index--) {
    const certificate = line.certificates[index]!;
    const name = describeName(certificate.subject);
    if (proofs.of(certificate.sha256) > control) return { unproven: `${name} is not proven to have existed then` };
    if (index > 0 || !isNeverRevoked(certificate)) {
      const at = control;
      const known = (evidence[index] ?? [])
        .filter((item) => item.thisUpdate <= at && proofs.of(item.sha256) <= at && isUsable(item, certificate))
        .sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
      const [freshest] = known;
      if (!freshest) return { unproven: `${name}: no revocation data is proven to have existed then` };
      for (const revoked of known.filter(isFinal)) back(revoked.revokedAt ?? new Date(0));
      if (!isFinal(freshest)) back(freshUntil(freshest));
      for (const instant of limitsOf(freshest.signer, freshest.digest, policy)) back(instant);
    }
    back(certificate.notAfter);
    const scheme = certificateScheme(certificate);
    for (const instant of limitsOf(certificate, scheme && 'digest' in scheme ? scheme.digest : null, policy))
      back(instant);
    if (control < certificate.notBefore) return { unproven: `${name} was not yet valid then` };
  }
  return { controlTime: control };
}

function isUsable(evidence: RevocationEvidence, certificate: Certificate): boolean {
  const { signer, thisUpdate, status, reason } = evidence;
  if (status === 'revoked' && !isFinal(evidence) && reason !== null) return false;
  return speaksOf(evidence, certificate) && thisUpdate >= signer.notBefore && thisUpdate <= signer.notAfter;
}

/** 5.6.2.2, 2 d: the last instants at which key and digest were good enough. */
function limitsOf(certificate: Certificate, digest: string | null, policy: AlgorithmPolicy): Date[] {
  const limits: Limit[] = [certificate.key ? keyLimit(certificate.key, policy) : null];
  if (digest !== null) limits.push(digestLimit(digest, policy));
  return limits.flatMap((limit) => {
    if (limit === 'current') return [];
    return [limit === null ? new Date(0) : new Date(limit.getTime() - 1)];
  });
}
