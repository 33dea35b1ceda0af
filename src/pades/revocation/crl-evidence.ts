import { signatureScheme } from '../asn1/algorithm-identifier.js';
import type { DigestName } from '../asn1/algorithm-identifier.js';
import { KEY_USAGE } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import type { DistinguishedName } from '../certificates/distinguished-name.js';
import { distributionPoints } from '../certificates/certificate-extensions.js';
import type { DistributionPoint } from '../certificates/certificate-extensions.js';
import type { CertificateLinks } from '../certificates/certificate-path.js';
import { sameGeneralName } from '../certificates/general-name.js';
import { verifySignatureValue } from '../cms/verify-signature-value.js';
import { MalformedAsn1 } from '../pades.errors.js';
import type { CertificateList, RevokedEntry } from './certificate-list.js';
import type { RevocationEvidence, RevocationSource } from './revocation-evidence.js';

export type StoredCertificateList = {
  readonly list: CertificateList;
  readonly source: RevocationSource;
  readonly sha256: string;
};

/** Whether a certificate that signs lists leads to the trust anchor of the certificate that is asked about. */
export type ListSignerCheck = (signer: Certificate) => boolean;

/**
 * What a revocation list says of `certificate`, or null when it is not about it, not authentic, or not of use alone
 * (RFC 5280, 6.3.3): deltas, lists for some reasons only, lists with critical extensions not known here.
 */
export function crlEvidence(
  stored: StoredCertificateList,
  certificate: Certificate,
  issuer: Certificate,
  pool: readonly Certificate[],
  links: CertificateLinks,
  leadsToAnchor: ListSignerCheck,
): RevocationEvidence | null {
  const { list } = stored;
  if (list.isDelta || list.unprocessed) return null;
  try {
    if (!isInScope(list, certificate, issuer, links)) return null;
    const signed = signerOf(list, issuer, pool, links, leadsToAnchor);
    if (!signed) return null;
    const entry: RevokedEntry | null = list.find(certificate.serial, issuer.subject);
    // A list for some reasons proves a revocation, never that there is none.
    if (!entry && list.distributionPoint?.someReasons) return null;
    return {
      kind: 'crl',
      source: stored.source,
      sha256: stored.sha256,
      status: entry ? 'revoked' : 'good',
      revokedAt: entry?.revokedAt ?? null,
      reason: entry?.reason ?? null,
      thisUpdate: list.thisUpdate,
      nextUpdate: list.nextUpdate,
      expiredFrom: list.expiredCertificatesFrom,
      positive: false,
      signer: signed.signer,
      digest: signed.digest,
    };
  } catch (error) {
    if (error instanceof MalformedAsn1) return null;
    throw error;
  }
}

/** 6.3.3 (b): the list's issuer, and what the list says that it is about. */
function isInScope(
  list: CertificateList,
  certificate: Certificate,
  issuer: Certificate,
  links: CertificateLinks,
): boolean {
  const place = list.distributionPoint;
  const points = distributionPoints(certificate, links.budget);
  const own = list.issuer.folded === issuer.subject.folded;
  if (!own && !(place?.indirect && points.some((point) => isIssuedBy(point, list.issuer)))) return false;
  if (!place) return true;
  const isAuthority = certificate.basicConstraints?.ca === true;
  if (place.onlyAttributes || (place.onlyUsers && isAuthority) || (place.onlyAuthorities && !isAuthority)) return false;
  if (place.names.length === 0) return true;
  return points.some(
    (point) =>
      (own ? point.issuers.length === 0 || isIssuedBy(point, list.issuer) : isIssuedBy(point, list.issuer)) &&
      [...point.names, ...point.issuers].some((name) => place.names.some((listed) => sameGeneralName(name, listed))),
  );
}

const isIssuedBy = (point: DistributionPoint, name: DistinguishedName): boolean =>
  point.issuers.some((issuer) => issuer.kind === 'directory' && issuer.name.folded === name.folded);

/** 6.3.3 (f)–(g): the issuer itself, or another certificate of the list's issuer that leads to the same anchor. */
function signerOf(
  list: CertificateList,
  issuer: Certificate,
  pool: readonly Certificate[],
  links: CertificateLinks,
  leadsToAnchor: ListSignerCheck,
): { signer: Certificate; digest: DigestName | null } | null {
  const scheme = signatureScheme(list.algorithm);
  // 5.1.1.2: the algorithm outside the signature must be the one inside it.
  if (!scheme || !Buffer.from(list.algorithm.raw).equals(list.innerAlgorithm.raw)) return null;
  const others = pool.filter(
    (candidate) => candidate.sha256 !== issuer.sha256 && candidate.subject.folded === list.issuer.folded,
  );
  for (const candidate of [issuer, ...others]) {
    if (candidate.subject.folded !== list.issuer.folded || !candidate.key) continue;
    if (candidate.keyUsage && !candidate.keyUsage.has(KEY_USAGE.cRLSign)) continue;
    links.budget.spend('certificateChecks');
    if (verifySignatureValue(scheme, null, candidate.key, [list.signedPart], list.signature) !== 'valid') continue;
    if (candidate.sha256 === issuer.sha256 || leadsToAnchor(candidate))
      return { signer: candidate, digest: 'digest' in scheme ? scheme.digest : null };
  }
  return null;
}
