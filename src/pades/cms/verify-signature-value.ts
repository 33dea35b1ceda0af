import { constants, createPublicKey, createVerify, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { DigestName, SignatureScheme } from '../asn1/algorithm-identifier.js';
import { definiteLength } from '../asn1/definite-length.js';

export type SignatureOutcome = 'valid' | 'invalid' | 'unsupported';

const keyTypes: Readonly<Record<SignatureScheme['scheme'], readonly string[]>> = {
  'rsa-pkcs1': ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
  'ecdsa-plain': ['ec'],
  dsa: ['dsa'],
  ed25519: ['ed25519'],
  ed448: ['ed448'],
  // Keys of these kinds are node:crypto's from version 24 on; before, see ml-dsa.ts.
  'ml-dsa-44': ['ml-dsa-44'],
  'ml-dsa-65': ['ml-dsa-65'],
  'ml-dsa-87': ['ml-dsa-87'],
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
        ? verifier.verify(
            { key: keyForPss(key, scheme), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength },
            signature,
          )
        : scheme.scheme === 'ecdsa-plain'
          ? verifier.verify({ key, dsaEncoding: 'ieee-p1363' }, signature)
          : verifier.verify(key, signature);
    return holds ? 'valid' : 'invalid';
  } catch (error) {
    return /unsupported|invalid digest/i.test(String(error)) ? 'unsupported' : 'invalid';
  }
}

/**
 * node:crypto takes the digest of the mask to be the digest of the message, unless the key itself says otherwise
 * (RFC 4055, 1.2): so a key that does is made of the plain one.
 */
function keyForPss(key: KeyObject, scheme: SignatureScheme & { scheme: 'rsa-pss' }): KeyObject {
  if (scheme.maskDigest === scheme.digest || key.asymmetricKeyType !== 'rsa') return key;
  const algorithm = der(0x30, Buffer.concat([PSS_OID, scheme.parameters]));
  const bits = der(0x03, Buffer.concat([Buffer.alloc(1), key.export({ format: 'der', type: 'pkcs1' })]));
  return createPublicKey({ key: der(0x30, Buffer.concat([algorithm, bits])), format: 'der', type: 'spki' });
}

const PSS_OID = Buffer.from('06092a864886f70d01010a', 'hex');

const der = (tag: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag]), definiteLength(content.length), content]);
