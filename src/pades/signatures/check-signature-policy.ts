import { algorithmIdentifier, digestName } from '../asn1/algorithm-identifier.js';
import { objectIdentifier, octetString, sequence } from '../asn1/values.js';
import { OID } from '../cms/signed-data.js';
import type { SignerInfo } from '../cms/signed-data.js';
import { digestOf } from '../cms/verify-signed-data.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { Findings } from '../findings.js';
import { MalformedAsn1 } from '../pades.errors.js';

/** A signature policy the caller accepts: its identifier and its document as bytes. */
export type SignaturePolicyDocument = { readonly oid: string; readonly document: Uint8Array };

/**
 * The explicit policy a signature names (EN 319 122-1, 5.2.9; EN 319 102-1, 5.2.4.2), when the caller has policies
 * processed: it must be one of theirs, byte for byte. What a policy demands beyond that is not processed.
 */
export function checkSignaturePolicy(
  signer: SignerInfo | null,
  policies: readonly SignaturePolicyDocument[] | null,
  findings: Findings,
): Failure | null {
  const [value] = signer?.signedAttributes.get(OID.signaturePolicy) ?? [];
  if (!value) return null;
  try {
    // An implied policy is NULL and names nothing.
    const [identifier, hashed] = value.constructed ? sequence(value, 'signature policy') : [];
    if (!identifier) return null;
    const oid = objectIdentifier(identifier, 'signature policy');
    if (policies === null) {
      findings.add(
        'SIGNATURE_POLICY',
        'INFO',
        oid,
        'The signature names a policy, which was not asked to be processed.',
      );
      return null;
    }
    const known = policies.find((policy) => policy.oid === oid);
    if (!known) {
      findings.add(
        'SIGNATURE_POLICY',
        'INDETERMINATE',
        oid,
        'The signature was made under a policy that is not at hand.',
      );
      return { indication: 'INDETERMINATE', subIndication: 'SIGNATURE_POLICY_NOT_AVAILABLE' };
    }
    const [algorithm, hash] = sequence(hashed, 'policy hash');
    const digest = digestName(algorithmIdentifier(algorithm, 'policy hash').oid);
    const actual = digest === null ? null : digestOf(digest, [known.document]);
    if (actual?.equals(octetString(hash, 'policy hash'))) {
      findings.add('SIGNATURE_POLICY', 'PASSED', oid, 'The signature was made under a policy that is accepted.');
      return null;
    }
    findings.add(
      'SIGNATURE_POLICY',
      'INDETERMINATE',
      `${oid}: another document`,
      'The policy at hand is not the one that was signed.',
    );
  } catch (error) {
    if (!(error instanceof MalformedAsn1)) throw error;
    findings.add('SIGNATURE_POLICY', 'INDETERMINATE', error.message, 'The policy of the signature cannot be read.');
  }
  return { indication: 'INDETERMINATE', subIndication: 'POLICY_PROCESSING_ERROR' };
}
