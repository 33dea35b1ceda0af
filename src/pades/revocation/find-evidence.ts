import { EXTENSION } from '../certificates/certificate.js';
import type { Certificate } from '../certificates/certificate.js';
import { certificateLines } from '../certificates/certificate-path.js';
import type { CertificateLine, CertificateLinks } from '../certificates/certificate-path.js';
import { constraintProblems, outsideValidity } from '../certificates/judge-path.js';
import { crlEvidence } from './crl-evidence.js';
import { ocspEvidence } from './ocsp-evidence.js';
import type { RevocationData } from './revocation-data.js';
import { statusAt } from './revocation-evidence.js';
import type { RevocationEvidence } from './revocation-evidence.js';

/** EN 319 412-1, 5.2: a signing certificate that lives so briefly that it is never revoked. */
export const isNeverRevoked = (certificate: Certificate): boolean =>
  certificate.extensions.has(EXTENSION.validityAssuredShortTerm) && certificate.basicConstraints?.ca !== true;

/**
 * Every authentic statement on the revocation of `certificate`, whatever its time. Responders that are not exempt must
 * themselves be known as not revoked by a list of their issuer: never by another responder, so nothing recurs.
 */
export function findEvidence(
  certificate: Certificate,
  issuer: Certificate,
  line: CertificateLine,
  pool: readonly Certificate[],
  data: RevocationData,
  links: CertificateLinks,
): RevocationEvidence[] {
  const listsOf = (subject: Certificate, by: Certificate): RevocationEvidence[] =>
    data.crls.flatMap(
      (stored) =>
        crlEvidence(stored, subject, by, pool, links, (signer) => leadsToAnchor(signer, line, pool, links)) ?? [],
    );
  const isResponderGood = (responder: Certificate, by: Certificate, at: Date): boolean => {
    const { status } = statusAt(responder, listsOf(responder, by), at, at);
    return status === 'good';
  };
  const trusted = [line.anchor.certificate];
  return [
    ...data.ocsps.flatMap((stored) => ocspEvidence(stored, certificate, issuer, trusted, links, isResponderGood) ?? []),
    ...listsOf(certificate, issuer),
  ];
}

/** RFC 5280, 6.3.3 (f): the chain of the list's signer must end at the anchor of the certificate that is asked about. */
function leadsToAnchor(
  signer: Certificate,
  { anchor }: CertificateLine,
  pool: readonly Certificate[],
  links: CertificateLinks,
): boolean {
  for (const line of certificateLines(signer, pool, [anchor], 'revocation', links)) {
    const at = new Date(Math.min(...line.certificates.map((item) => item.notAfter.getTime())));
    if (constraintProblems(line, 'revocation', links.budget).length === 0 && outsideValidity(line, at, at).length === 0)
      return true;
  }
  return false;
}
