import { signatureScheme } from '../asn1/algorithm-identifier.js';
import type { SignatureScheme } from '../asn1/algorithm-identifier.js';
import { verifySignatureValue } from '../cms/verify-signature-value.js';
import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';
import type { Certificate } from './certificate.js';
import { authorityKeyIdentifier } from './certificate-extensions.js';
import type { TrustAnchor } from './trust-anchor.js';

/** What the first certificate of a line was used for. */
export type CertificatePurpose = 'document-signature' | 'timestamp' | 'revocation';

/** A line of certificates in which each is signed with the key of the next, from the signer's to a trust anchor's. */
export type CertificateLine = {
  /** The signing certificate first, the anchor's last (one and the same when the signing certificate is the anchor). */
  readonly certificates: readonly Certificate[];
  readonly anchor: TrustAnchor;
};

const MAX_LENGTH = 10;
const MAX_LINES = 16;
/** Certificates followed in one search: cross-signed authorities multiply the ways through them. */
const MAX_STEPS = 300;

/** Remembers which certificate signed which, for one verification. */
export class CertificateLinks {
  private readonly known = new Map<string, boolean>();

  constructor(readonly budget: Budget) {}

  signedBy(child: Certificate, issuer: Certificate): boolean {
    const link = `${child.sha256}${issuer.sha256}`;
    let holds = this.known.get(link);
    if (holds === undefined) {
      this.budget.spend('certificateChecks');
      holds = isSignedBy(child, issuer);
      this.known.set(link, holds);
    }
    return holds;
  }
}

/**
 * Every line from `leaf` to an anchor for `purpose` (RFC 5280, 6.1: names and signatures only), one after the other, at
 * most 16. All candidate issuers are tried, those whose key the certificate names first.
 */
export function* certificateLines(
  leaf: Certificate,
  pool: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  purpose: CertificatePurpose,
  links: CertificateLinks,
): Generator<CertificateLine, void, undefined> {
  const fit = anchors.filter((anchor) => purpose === 'revocation' || anchor.purposes.includes(purpose));
  const candidates = [
    ...new Map([...fit.map((anchor) => anchor.certificate), ...pool].map((item) => [item.sha256, item])).values(),
  ];
  let lines = 0;
  let steps = 0;
  function* extend(line: readonly Certificate[]): Generator<CertificateLine, void, undefined> {
    const last = line.at(-1)!;
    const ends = fit.filter(({ certificate }) => certificate.sha256 === last.sha256);
    for (const anchor of ends) {
      if (lines++ >= MAX_LINES) return;
      yield { certificates: line, anchor };
    }
    if (ends.length > 0 || line.length >= MAX_LENGTH) return;
    for (const issuer of issuersOf(last, candidates, links.budget)) {
      if (lines >= MAX_LINES || steps++ >= MAX_STEPS) return;
      if (!line.some((used) => used.sha256 === issuer.sha256) && links.signedBy(last, issuer))
        yield* extend([...line, issuer]);
    }
  }
  yield* extend([leaf]);
}

function issuersOf(child: Certificate, candidates: readonly Certificate[], budget: Budget): Certificate[] {
  budget.spend('work', candidates.length);
  const named = candidates.filter((candidate) => candidate.subject.folded === child.issuer.folded);
  if (named.length < 2) return named;
  const key = authorityKeyIdentifier(child, budget);
  if (!key) return named;
  const fits = (issuer: Certificate): boolean =>
    Buffer.from(key).equals(issuer.subjectKeyIdentifier ?? new Uint8Array());
  return [...named.filter(fits), ...named.filter((issuer) => !fits(issuer))];
}

/** The scheme a certificate is signed with, or null when it is not known here. */
export function certificateScheme(certificate: Certificate): SignatureScheme | null {
  try {
    return signatureScheme(certificate.signatureAlgorithm);
  } catch (error) {
    if (error instanceof MalformedAsn1) return null;
    throw error;
  }
}

function isSignedBy(child: Certificate, issuer: Certificate): boolean {
  const scheme = certificateScheme(child);
  if (!scheme || !issuer.key) return false;
  // 4.1.1.2: the algorithm outside the signature must be the one inside it.
  if (!Buffer.from(child.signatureAlgorithm.raw).equals(child.innerAlgorithm.raw)) return false;
  return verifySignatureValue(scheme, null, issuer.key, [child.signedPart], child.signature) === 'valid';
}
