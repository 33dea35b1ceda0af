import { sign, X509Certificate, type KeyObject } from 'node:crypto';

import { FormError } from './form.errors.js';

export type SealSignatureAlgorithm = 'RSA-SHA256' | 'ECDSA-SHA256';

/** Whoever holds a signing key: a key in memory, or a port to a hardware module or a signing service. */
export interface Sealer {
  /** DER; the signing certificate first, then its chain. */
  readonly certificates: readonly Uint8Array[];
  readonly signatureAlgorithm: SealSignatureAlgorithm;
  /** Signs the data with SHA-256: RSASSA-PKCS1-v1_5, or ECDSA as a DER sequence of r and s. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** A sealer over a key in memory. The signature is made in the thread pool, so that it does not hold up the event loop. */
export function createSealer(key: KeyObject, certificates: readonly Uint8Array[]): Sealer {
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ec') {
    throw new FormError(
      'SEAL_KEY_UNSUITABLE',
      `The seal key is of type ${key.asymmetricKeyType ?? 'unknown'}; use an RSA or an elliptic-curve (NIST) private key.`,
    );
  }
  const signing = certificates[0];
  if (signing === undefined || !readCertificate(signing).checkPrivateKey(key)) {
    throw new FormError(
      'SEAL_KEY_MISMATCH',
      'The first seal certificate does not belong to the seal key; give the signing certificate first, then its chain.',
    );
  }
  return {
    certificates,
    signatureAlgorithm: key.asymmetricKeyType === 'rsa' ? 'RSA-SHA256' : 'ECDSA-SHA256',
    sign: (data) =>
      new Promise((resolve, reject) => {
        sign('sha256', data, key, (error, signature) => (error ? reject(error) : resolve(signature)));
      }),
  };
}

/** Reads a DER certificate; `SEAL_CERTIFICATE_UNREADABLE` when it is none. */
export function readCertificate(der: Uint8Array): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    throw new FormError('SEAL_CERTIFICATE_UNREADABLE', 'A seal certificate is not a DER X.509 certificate.', { cause });
  }
}
