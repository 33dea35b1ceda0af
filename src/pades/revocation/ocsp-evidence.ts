import { createHash } from 'node:crypto';
import { signatureScheme } from '../asn1/algorithm-identifier.js';
import type { DigestName } from '../asn1/algorithm-identifier.js';
import { EXTENSION, KEY_USAGE } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import type { CertificateLinks } from '../certificates/certificate-path.js';
import { verifySignatureValue } from '../cms/verify-signature-value.js';
import { MalformedAsn1 } from '../pades.errors.js';
import type { OcspResponse, SingleResponse } from './ocsp-response.js';
import type { RevocationEvidence, RevocationSource } from './revocation-evidence.js';

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

/** A response with where it stood, its digest, and the certificates that came inside it. */
export type StoredOcspResponse = {
  readonly response: OcspResponse;
  readonly source: RevocationSource;
  readonly sha256: string;
  readonly certificates: readonly Certificate[];
};

/** Whether the certificate of a responder that is not marked as exempt is known not to be revoked at that time. */
export type ResponderCheck = (responder: Certificate, issuer: Certificate, at: Date) => boolean;

/**
 * What an OCSP response says of `certificate`, or null when it says nothing, is not authentic, or its signer may not
 * speak for `issuer` (RFC 6960, 3.2 and 4.2.2.2): the issuer itself, or a responder that the issuer's own key certified
 * for this. The certificate that is asked about never answers for itself.
 */
export function ocspEvidence(
  stored: StoredOcspResponse,
  certificate: Certificate,
  issuer: Certificate,
  trusted: readonly Certificate[],
  links: CertificateLinks,
  isResponderGood: ResponderCheck,
): RevocationEvidence | null {
  const { response } = stored;
  if (response.unprocessed) return null;
  const answer = response.responses.find((single) => isAbout(single, certificate, issuer));
  if (!answer || answer.status === 'unknown') return null;
  links.budget.spend('work', 20);
  for (const signer of [issuer, ...stored.certificates, ...trusted]) {
    if (signer.sha256 === certificate.sha256 || !isResponder(response, signer)) continue;
    const isIssuer = signer.sha256 === issuer.sha256 || sameKey(signer, issuer);
    const isAnchor = trusted.some((anchor) => anchor.sha256 === signer.sha256);
    if (!isIssuer && !isAnchor && !isDelegate(signer, issuer, response.producedAt, links)) continue;
    if (isAnchor && !isIssuer && !signer.extendedKeyUsage?.includes(OCSP_SIGNING)) continue;
    const digest = verified(response, signer, links);
    if (digest === false) continue;
    if (!isIssuer && !isAnchor && !signer.extensions.has(EXTENSION.ocspNoCheck))
      if (!isResponderGood(signer, issuer, response.producedAt)) continue;
    return toEvidence(stored, answer, certificate, signer, digest);
  }
  return null;
}

/** RFC 6960, 4.1.1: digests of the issuer's name and key, and the number. */
function isAbout(single: SingleResponse, certificate: Certificate, issuer: Certificate): boolean {
  if (single.serial !== certificate.serial || single.digest === null) return false;
  try {
    const digest = (bytes: Uint8Array): Buffer =>
      createHash(single.digest as DigestName)
        .update(bytes)
        .digest();
    return (
      digest(certificate.issuer.raw).equals(single.issuerNameHash) &&
      digest(issuer.keyBits).equals(single.issuerKeyHash)
    );
  } catch {
    // A digest this runtime cannot compute.
    return false;
  }
}

function isResponder({ responder }: OcspResponse, signer: Certificate): boolean {
  if ('name' in responder) return signer.subject.folded === responder.name;
  return createHash('sha1').update(signer.keyBits).digest().equals(responder.keyHash);
}

const sameKey = (a: Certificate, b: Certificate): boolean => Buffer.from(a.keyInfo).equals(b.keyInfo);

/** RFC 6960, 4.2.2.2: issued by the very key that issued the certificate, and marked for this purpose. */
function isDelegate(signer: Certificate, issuer: Certificate, at: Date, links: CertificateLinks): boolean {
  return (
    signer.extendedKeyUsage?.includes(OCSP_SIGNING) === true &&
    (signer.keyUsage === null || signer.keyUsage.has(KEY_USAGE.digitalSignature)) &&
    at >= signer.notBefore &&
    at <= signer.notAfter &&
    signer.issuer.folded === issuer.subject.folded &&
    links.signedBy(signer, issuer)
  );
}

/** The digest under the signature (null: the scheme has its own), or false when the signature does not hold. */
function verified(response: OcspResponse, signer: Certificate, links: CertificateLinks): DigestName | null | false {
  try {
    const scheme = signatureScheme(response.algorithm);
    if (!scheme || !signer.key) return false;
    links.budget.spend('certificateChecks');
    if (verifySignatureValue(scheme, null, signer.key, [response.signedPart], response.signature) !== 'valid')
      return false;
    return 'digest' in scheme ? scheme.digest : null;
  } catch (error) {
    if (error instanceof MalformedAsn1) return false;
    throw error;
  }
}

function toEvidence(
  stored: StoredOcspResponse,
  answer: SingleResponse,
  certificate: Certificate,
  signer: Certificate,
  digest: DigestName | null,
): RevocationEvidence {
  return {
    kind: 'ocsp',
    source: stored.source,
    sha256: stored.sha256,
    status: answer.status === 'revoked' ? 'revoked' : 'good',
    revokedAt: answer.revokedAt,
    reason: answer.reason,
    thisUpdate: answer.thisUpdate,
    nextUpdate: answer.nextUpdate,
    expiredFrom: answer.archiveCutoff,
    positive: isNamed(answer, certificate),
    signer,
    digest,
  };
}

function isNamed({ certificateHash }: SingleResponse, certificate: Certificate): boolean {
  if (!certificateHash?.digest) return false;
  try {
    return createHash(certificateHash.digest).update(certificate.der).digest().equals(certificateHash.hash);
  } catch {
    return false;
  }
}
