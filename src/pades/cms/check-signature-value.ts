import { algorithmIdentifier, signatureScheme } from '../asn1/algorithm-identifier.js';
import type { SignatureScheme } from '../asn1/algorithm-identifier.js';
import { objectIdentifier, sequence } from '../asn1/values.js';
import type { Findings } from '../findings.js';
import { MalformedAsn1 } from '../pades.errors.js';
import { describeKey } from '../policy/algorithm-policy.js';
import { fails, malformed, open } from './signature-check.js';
import type { CheckInProgress, Outcome, SignedContent } from './signature-check.js';
import { OID } from './signed-data.js';
import type { SignerInfo } from './signed-data.js';
import { isMlDsa, verifyMlDsa } from './ml-dsa.js';
import { verifySignatureValue } from './verify-signature-value.js';
import type { SignatureOutcome } from './verify-signature-value.js';

/** RFC 5652, 5.6: the value under the key of the certificate; null when it holds. */
export function checkSignatureValue(
  signer: SignerInfo,
  content: SignedContent,
  result: CheckInProgress,
  findings: Findings,
): Outcome | null {
  const { certificate } = result;
  if (!certificate) return null;
  const { key } = certificate;
  let scheme: SignatureScheme | null;
  try {
    scheme = signatureScheme(signer.signatureAlgorithm);
  } catch (error) {
    return malformed(error, findings);
  }
  const postQuantum = scheme !== null && isMlDsa(scheme.scheme) ? scheme.scheme : null;
  if (!scheme || (!key && !postQuantum)) {
    findings.add(
      'SIGNATURE_VALUE',
      'INDETERMINATE',
      `signature algorithm ${signer.signatureAlgorithm.oid}`,
      'The signature algorithm is unknown, so the signature could not be checked.',
    );
    return open('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'unparseable');
  }
  result.scheme = 'digest' in scheme && scheme.digest ? `${scheme.scheme} ${scheme.digest}` : scheme.scheme;
  result.key = key ? describeKey(key) : scheme.scheme;
  const contradiction = contradictedProtection(signer);
  if (contradiction) {
    findings.add(
      'ALGORITHM_AGREEMENT',
      'FAILED',
      contradiction,
      'The signature protects other algorithms than it uses: it was altered.',
    );
    return fails('SIG_CRYPTO_FAILURE');
  }
  const signed = signer.signedBytes ? [signer.signedBytes] : content.parts;
  const outcome = key
    ? verifySignatureValue(scheme, result.digest, key, signed, signer.signature)
    : outcomeOf(verifyMlDsa(postQuantum!, certificate.keyInfo, Buffer.concat(signed), signer.signature));
  if (outcome === 'unsupported') {
    findings.add('SIGNATURE_VALUE', 'INDETERMINATE', result.scheme, 'The signature algorithm cannot be computed here.');
    return open('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'unparseable');
  }
  if (outcome === 'invalid') {
    findings.add(
      'SIGNATURE_VALUE',
      'FAILED',
      `${result.scheme}, ${result.key}`,
      'The signature was not made with the key of its certificate, or was altered.',
    );
    return fails(signer.signedBytes ? 'SIG_CRYPTO_FAILURE' : 'HASH_FAILURE');
  }
  findings.add(
    'SIGNATURE_VALUE',
    'PASSED',
    `${result.scheme}, ${result.key}`,
    'The signature was made with the key of its certificate.',
  );
  const disagreement = disagreementOf(scheme, result.digest);
  if (!disagreement) return null;
  findings.add(
    'ALGORITHM_AGREEMENT',
    'INDETERMINATE',
    disagreement,
    'The signature mixes algorithms, which no sound signing software does.',
  );
  return open('SIG_CONSTRAINTS_FAILURE', 'intact');
}

const outcomeOf = (holds: boolean | null): SignatureOutcome =>
  holds === null ? 'unsupported' : holds ? 'valid' : 'invalid';

/** RFC 5652, 5.4 and 5.6: one digest for content and attributes; RFC 4055, 3.1: the same in the mask. null: they agree. */
function disagreementOf(scheme: SignatureScheme, digest: string | null): string | null {
  if (!('digest' in scheme) || scheme.digest === null) return null;
  if (scheme.digest !== digest) return `digest ${digest ?? 'unknown'}, signature over ${scheme.digest}`;
  if (scheme.scheme === 'rsa-pss' && scheme.maskDigest !== digest)
    return `digest ${digest}, mask with ${scheme.maskDigest}`;
  return null;
}

/** RFC 6211: the protected algorithms are the ones used; null when they are, or nothing protects them. */
function contradictedProtection(signer: SignerInfo): string | null {
  const values = signer.signedAttributes.get(OID.algorithmProtection);
  if (!values) return null;
  try {
    const fields = sequence(values[0], 'algorithm protection');
    const protectedDigest = algorithmIdentifier(fields[0], 'protected digest').oid;
    if (protectedDigest !== signer.digestAlgorithm.oid)
      return `digest ${signer.digestAlgorithm.oid}, protected ${protectedDigest}`;
    const own = fields.find((field) => field.is('context', 1))?.children();
    const protectedScheme = own?.[0] ? objectIdentifier(own[0], 'protected signature algorithm') : null;
    if (protectedScheme !== signer.signatureAlgorithm.oid)
      return `signature algorithm ${signer.signatureAlgorithm.oid}, protected ${protectedScheme}`;
    return null;
  } catch (error) {
    if (error instanceof MalformedAsn1) return `malformed algorithm protection: ${error.message}`;
    throw error;
  }
}
