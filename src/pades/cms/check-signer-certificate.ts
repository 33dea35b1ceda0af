import type { Certificate } from '../certificates/certificate.js';
import type { Findings } from '../findings.js';
import { malformed, open } from './signature-check.js';
import type { CheckInProgress, Outcome, SignedContent } from './signature-check.js';
import type { SignerInfo } from './signed-data.js';
import { attributeNames, signingCertificateAttribute } from './signing-certificate-attribute.js';

/** Finds the signer's certificate among `pool` and holds it against the signing-certificate attribute (EN 319 122-1, 5.2.2). */
export function checkSignerCertificate(
  signer: SignerInfo,
  content: SignedContent,
  pool: readonly Certificate[],
  result: CheckInProgress,
  findings: Findings,
): Outcome | null {
  const candidates = pool.filter((certificate) => identifies(signer, certificate));
  if (candidates.length === 0) {
    findings.add(
      'SIGNING_CERTIFICATE',
      'INDETERMINATE',
      'no certificate fits the signer identifier',
      'The file does not hold the certificate of the signer.',
    );
    return open('NO_SIGNING_CERTIFICATE_FOUND', 'unparseable');
  }
  try {
    const attribute = signingCertificateAttribute(signer);
    const named = candidates.filter((certificate) => attributeNames(attribute, certificate));
    result.certificate = (attribute.present ? named[0] : candidates[0]) ?? candidates[0]!;
    if (attribute.present && named.length === 0) {
      findings.add(
        'SIGNING_CERTIFICATE_ATTRIBUTE',
        'FAILED',
        `certificate ${result.certificate.sha256}`,
        'The certificate in the signature is not the one that was signed in: it was exchanged or altered.',
      );
      return {
        integrity: 'broken',
        failure: { indication: 'INDETERMINATE', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' },
      };
    }
    if (!attribute.present && candidates.length > 1) {
      findings.add(
        'SIGNING_CERTIFICATE',
        'INDETERMINATE',
        `${candidates.length} certificates fit`,
        'More than one certificate could be the signer’s.',
      );
      return open('NO_SIGNING_CERTIFICATE_FOUND', 'intact');
    }
    if (attribute.present)
      findings.add(
        'SIGNING_CERTIFICATE_ATTRIBUTE',
        'PASSED',
        `certificate ${result.certificate.sha256}`,
        'The signature names its certificate.',
      );
    else if (content.cades) {
      findings.add(
        'SIGNING_CERTIFICATE_ATTRIBUTE',
        'INDETERMINATE',
        'attribute missing',
        'The signature does not bind its certificate, as its format requires.',
      );
      return open('SIG_CONSTRAINTS_FAILURE', 'intact');
    } else
      findings.add(
        'SIGNING_CERTIFICATE_ATTRIBUTE',
        'INFO',
        'attribute missing',
        'The signature does not bind its certificate; its format allows that.',
      );
  } catch (error) {
    result.certificate ??= candidates[0]!;
    return malformed(error, findings);
  }
  return null;
}

/** RFC 5652, 5.3: the signer is who the identifier says, never the certificate that happens to stand first. */
function identifies({ identifier }: SignerInfo, certificate: Certificate): boolean {
  if (identifier.kind === 'key-identifier')
    return Buffer.from(identifier.keyIdentifier).equals(certificate.subjectKeyIdentifier ?? new Uint8Array());
  return identifier.serial === certificate.serial && Buffer.from(identifier.issuer).equals(certificate.issuer.raw);
}
