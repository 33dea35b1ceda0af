import type { Certificate } from '../certificates/certificate.js';

/** Where revocation data stood. */
export type RevocationSource = 'given' | 'security-store' | 'signature';

/** One authentic statement on one certificate: the answer of a responder, or its place on a revocation list. */
export type RevocationEvidence = {
  readonly kind: 'ocsp' | 'crl';
  readonly source: RevocationSource;
  /** SHA-256 of the data the statement stands in. */
  readonly sha256: string;
  readonly status: 'good' | 'revoked';
  readonly revokedAt: Date | null;
  /** CRLReason (RFC 5280, 5.3.1), or null when none is given. */
  readonly reason: number | null;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** Certificates that expired after this instant are still spoken of; null: only those that have not expired. */
  readonly expiredFrom: Date | null;
  /** The statement shows that its signer has the very certificate (not only that its number is not revoked). */
  readonly positive: boolean;
  /** Who signed the data. */
  readonly signer: Certificate;
  readonly digest: string | null;
};

const reasons: Readonly<Record<number, string>> = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
};
const ON_HOLD = 6;
const REMOVED = 8;
/** RFC 3161, 4 (1): reasons that leave what was stamped before untouched. */
const benign = new Set([0, 3, 4, 5]);

export const reasonName = (reason: number | null): string | null =>
  reason === null ? null : (reasons[reason] ?? `reason ${reason}`);

/** Data without nextUpdate is taken as fresh for this long: newer may be had at any time (RFC 6960, 4.2.2.1). */
export const FRESH_WITHOUT_NEXT_UPDATE_MS = 24 * 60 * 60 * 1000;

/** The last instant for which the data is fresh (EN 319 102-1, 5.2.5: as long as it says itself that nothing newer is due). */
export function freshUntil({ thisUpdate, nextUpdate }: RevocationEvidence): Date {
  return new Date(
    Math.max(thisUpdate.getTime(), nextUpdate?.getTime() ?? thisUpdate.getTime() + FRESH_WITHOUT_NEXT_UPDATE_MS),
  );
}

/**
 * RFC 5280, 5 and RFC 6960, 4.4.4: authorities need not speak of expired certificates, so silence on one says nothing,
 * unless the data states how far back it goes; and data from before the certificate does not know it.
 */
export function speaksOf(evidence: RevocationEvidence, certificate: Certificate): boolean {
  if (evidence.status === 'revoked') return true;
  if (freshUntil(evidence) < certificate.notBefore) return false;
  return (
    evidence.thisUpdate <= certificate.notAfter ||
    evidence.positive ||
    (evidence.expiredFrom !== null && evidence.expiredFrom <= certificate.notAfter)
  );
}

/** Revoked for good; a certificate on hold may come back. */
export const isFinal = ({ status, reason }: RevocationEvidence): boolean =>
  status === 'revoked' && reason !== ON_HOLD && reason !== REMOVED;

export type RevocationStatus =
  | { readonly status: 'good' | 'stale' | 'on-hold'; readonly evidence: RevocationEvidence }
  | { readonly status: 'revoked'; readonly evidence: RevocationEvidence; readonly since: Date }
  | { readonly status: 'missing' };

/**
 * The status of a certificate at `at`, by statements that must be fresh for `freshAt`. A final revocation counts from
 * its time on whatever other data says; of several good statements the freshest counts.
 */
export function statusAt(
  certificate: Certificate,
  statements: readonly RevocationEvidence[],
  at: Date,
  freshAt: Date,
): RevocationStatus {
  const [revoked] = statements
    .filter(isFinal)
    .sort((a, b) => (a.revokedAt?.getTime() ?? 0) - (b.revokedAt?.getTime() ?? 0));
  if (revoked && (revoked.revokedAt ?? new Date(0)) <= at)
    return { status: 'revoked', evidence: revoked, since: revoked.revokedAt ?? new Date(0) };
  const [latest] = statements
    .filter((statement) => speaksOf(statement, certificate))
    .sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  if (!latest) return { status: 'missing' };
  if (latest.status === 'revoked' && latest.reason === ON_HOLD && (latest.revokedAt ?? new Date(0)) <= at)
    return { status: 'on-hold', evidence: latest };
  return { status: freshUntil(latest) >= freshAt ? 'good' : 'stale', evidence: latest };
}

/** RFC 3161, 4 (1): whether time-stamps from before the revocation stay good though the time-stamping key is revoked. */
export const sparesEarlierTimeStamps = ({ reason }: RevocationEvidence): boolean =>
  reason !== null && benign.has(reason);
