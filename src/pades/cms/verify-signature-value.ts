import { constants, createVerify, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { DigestName, SignatureScheme } from '../asn1/algorithm-identifier.js';

export type SignatureOutcome = 'valid' | 'invalid' | 'unsupported';

const keyTypes: Readonly<Record<SignatureScheme['scheme'], readonly string[]>> = {
  'rsa-pkcs1': ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  'ecdsa-plain': ['ec'],
  dsa: ['dsa'],
  ed25519: ['ed25519'],
  ed448: ['ed448'],
};

/**
 * Verifies `signature` over the concatenation of `parts`. A key that does not fit the scheme is 'invalid';
 * a digest node:crypto cannot compute is 'unsupported'.
 */
export function verifySignatureValue(
  scheme: SignatureScheme,
  fallbackDigest: DigestName | null,
  key: KeyObject,
  parts: readonly Uint8Array[],
  signature: Uint8Array,
): SignatureOutcome {
  if (!keyTypes[scheme.scheme].includes(key.asymmetricKeyType ?? '')) return 'invalid';
  try {
    if (!('digest' in scheme)) {
      const data = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      return verify(null, data, key, signature) ? 'valid' : 'invalid';
    }
    const digest = scheme.digest ?? fallbackDigest;
    if (digest === null) return 'unsupported';
    const verifier = createVerify(digest);
    for (const part of parts) verifier.update(part);
    const holds =
      scheme.scheme === 'rsa-pss'
        ? verifier.verify({ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength }, signature)
        : scheme.scheme === 'ecdsa-plain'
          ? verifier.verify({ key, dsaEncoding: 'ieee-p1363' }, signature)
          : verifier.verify(key, signature);
    return holds ? 'valid' : 'invalid';
  } catch (error) {
    return /unsupported|invalid digest/i.test(String(error)) ? 'unsupported' : 'invalid';
  }
}
