import { digestName } from '../asn1/algorithm-identifier.js';
import { objectIdentifier, octetString } from '../asn1/values.js';
import type { Findings } from '../findings.js';
import { digestOf, fails, malformed, open, single } from './signature-check.js';
import type { Outcome, SignedContent } from './signature-check.js';
import { OID } from './signed-data.js';
import type { SignerInfo } from './signed-data.js';

/** Attributes that have exactly one value (RFC 5652, 11; RFC 5126, 5; EN 319 122-1, 5.2). */
const singleValued: readonly string[] = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.algorithmProtection,
  OID.signingCertificate,
  OID.signingCertificateV2,
  OID.signaturePolicy,
  OID.signerLocation,
  OID.signerAttributes,
  OID.signerAttributesV2,
];

/** RFC 5652, 11.1 and 11.2: the signed attributes name the content and its digest; null when they do. */
export function checkMessageDigest(signer: SignerInfo, content: SignedContent, findings: Findings): Outcome | null {
  const digest = digestName(signer.digestAlgorithm.oid);
  const actual = digest && digestOf(digest, content.parts);
  if (!actual) {
    findings.add(
      'MESSAGE_DIGEST',
      'INDETERMINATE',
      `digest algorithm ${signer.digestAlgorithm.oid}`,
      'The digest algorithm is unknown, so the content could not be checked.',
    );
    return open('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'unparseable');
  }
  if (signer.signedBytes === null) {
    if (!content.cades && content.contentType === OID.data) {
      findings.add('MESSAGE_DIGEST', 'INFO', 'no signed attributes', 'The signature is directly over the document.');
      return null;
    }
    findings.add(
      'MESSAGE_DIGEST',
      'FAILED',
      'no signed attributes',
      'The signature lacks the signed attributes its format requires.',
    );
    return fails('FORMAT_FAILURE');
  }
  const several = singleValued.filter((oid) => (signer.signedAttributes.get(oid)?.length ?? 1) !== 1);
  if (signer.repeatedAttributes.length > 0 || several.length > 0) {
    findings.add(
      'CMS_STRUCTURE',
      'FAILED',
      `repeated ${[...signer.repeatedAttributes, ...several].join(' ')}`,
      'A signed attribute stands more than once.',
    );
    return fails('FORMAT_FAILURE');
  }
  try {
    const type = single(signer, OID.contentType);
    const stated = single(signer, OID.messageDigest);
    if (!type || objectIdentifier(type, 'content type') !== content.contentType || !stated) {
      findings.add(
        'MESSAGE_DIGEST',
        'FAILED',
        'content type or message digest attribute missing or wrong',
        'The signature does not say which content it is over.',
      );
      return fails('FORMAT_FAILURE');
    }
    if (!actual.equals(octetString(stated, 'message digest'))) {
      findings.add(
        'MESSAGE_DIGEST',
        'FAILED',
        `${digest} of the signed bytes is ${actual.toString('hex')}`,
        'The document was changed after it was signed.',
      );
      return fails('HASH_FAILURE');
    }
  } catch (error) {
    return malformed(error, findings);
  }
  findings.add('MESSAGE_DIGEST', 'PASSED', `${digest} ${actual.toString('hex')}`, 'The signed bytes are unchanged.');
  return null;
}
