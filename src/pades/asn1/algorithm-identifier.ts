import type { BerElement } from './ber.js';
import { TAG, objectIdentifier, sequence, smallInteger } from './values.js';

/** RFC 5280, 4.1.1.2. */
export type AlgorithmIdentifier = {
  readonly oid: string;
  readonly parameters: BerElement | null;
  readonly raw: Uint8Array;
};

/** Names as node:crypto knows them. */
export type DigestName = string;

const digests: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.36.3.2.1': 'ripemd160',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.5': 'sha512-224',
  '2.16.840.1.101.3.4.2.6': 'sha512-256',
  '2.16.840.1.101.3.4.2.7': 'sha3-224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
  '2.16.840.1.101.3.4.2.12': 'shake256',
  '2.16.840.1.101.3.4.2.18': 'shake256',
};

/** Output length in bytes where node:crypto's default is not the one CMS uses (RFC 8702: SHAKE256 gives 64 bytes). */
export const digestLength: Readonly<Record<DigestName, number>> = { shake256: 64 };

export const digestName = (oid: string): DigestName | null => digests[oid] ?? null;

export type SignatureScheme =
  /** `digest: null`: the digest is the one named beside it. */
  | { readonly scheme: 'rsa-pkcs1' | 'ecdsa' | 'ecdsa-plain' | 'dsa'; readonly digest: DigestName | null }
  | {
      readonly scheme: 'rsa-pss';
      readonly digest: DigestName;
      /** The digest of the mask; should be the same (RFC 4055, 3.1). */
      readonly maskDigest: DigestName;
      readonly saltLength: number;
      /** The parameters as they stand. */
      readonly parameters: Uint8Array;
    }
  | { readonly scheme: 'ed25519' | 'ed448' | 'ml-dsa-44' | 'ml-dsa-65' | 'ml-dsa-87' };

const rsa = (digest: DigestName | null): SignatureScheme => ({ scheme: 'rsa-pkcs1', digest });
const ecdsa = (digest: DigestName): SignatureScheme => ({ scheme: 'ecdsa', digest });
const plain = (digest: DigestName): SignatureScheme => ({ scheme: 'ecdsa-plain', digest });
const dsa = (digest: DigestName): SignatureScheme => ({ scheme: 'dsa', digest });

const schemes: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.1': rsa(null),
  '1.2.840.113549.1.1.4': rsa('md5'),
  '1.2.840.113549.1.1.5': rsa('sha1'),
  '1.3.14.3.2.29': rsa('sha1'),
  '1.2.840.113549.1.1.14': rsa('sha224'),
  '1.2.840.113549.1.1.11': rsa('sha256'),
  '1.2.840.113549.1.1.12': rsa('sha384'),
  '1.2.840.113549.1.1.13': rsa('sha512'),
  '1.2.840.113549.1.1.15': rsa('sha512-224'),
  '1.2.840.113549.1.1.16': rsa('sha512-256'),
  '1.3.36.3.3.1.2': rsa('ripemd160'),
  '2.16.840.1.101.3.4.3.13': rsa('sha3-224'),
  '2.16.840.1.101.3.4.3.14': rsa('sha3-256'),
  '2.16.840.1.101.3.4.3.15': rsa('sha3-384'),
  '2.16.840.1.101.3.4.3.16': rsa('sha3-512'),
  '1.2.840.10045.4.1': ecdsa('sha1'),
  '1.2.840.10045.4.3.1': ecdsa('sha224'),
  '1.2.840.10045.4.3.2': ecdsa('sha256'),
  '1.2.840.10045.4.3.3': ecdsa('sha384'),
  '1.2.840.10045.4.3.4': ecdsa('sha512'),
  '2.16.840.1.101.3.4.3.9': ecdsa('sha3-224'),
  '2.16.840.1.101.3.4.3.10': ecdsa('sha3-256'),
  '2.16.840.1.101.3.4.3.11': ecdsa('sha3-384'),
  '2.16.840.1.101.3.4.3.12': ecdsa('sha3-512'),
  '1.2.840.10045.2.1': { scheme: 'ecdsa', digest: null },
  // The arcs above the named ones: "ECDSA", the digest as said beside it.
  '1.2.840.10045.4': { scheme: 'ecdsa', digest: null },
  '1.2.840.10045.4.3': { scheme: 'ecdsa', digest: null },
  '0.4.0.127.0.7.1.1.4.1.1': plain('sha1'),
  '0.4.0.127.0.7.1.1.4.1.2': plain('sha224'),
  '0.4.0.127.0.7.1.1.4.1.3': plain('sha256'),
  '0.4.0.127.0.7.1.1.4.1.4': plain('sha384'),
  '0.4.0.127.0.7.1.1.4.1.5': plain('sha512'),
  '0.4.0.127.0.7.1.1.4.1.8': plain('sha3-224'),
  '0.4.0.127.0.7.1.1.4.1.9': plain('sha3-256'),
  '0.4.0.127.0.7.1.1.4.1.10': plain('sha3-384'),
  '0.4.0.127.0.7.1.1.4.1.11': plain('sha3-512'),
  '1.2.840.10040.4.1': { scheme: 'dsa', digest: null },
  '1.2.840.10040.4.3': dsa('sha1'),
  '2.16.840.1.101.3.4.3.1': dsa('sha224'),
  '2.16.840.1.101.3.4.3.2': dsa('sha256'),
  '2.16.840.1.101.3.4.3.3': dsa('sha384'),
  '2.16.840.1.101.3.4.3.4': dsa('sha512'),
  '1.3.101.112': { scheme: 'ed25519' },
  '1.3.101.113': { scheme: 'ed448' },
  '2.16.840.1.101.3.4.3.17': { scheme: 'ml-dsa-44' },
  '2.16.840.1.101.3.4.3.18': { scheme: 'ml-dsa-65' },
  '2.16.840.1.101.3.4.3.19': { scheme: 'ml-dsa-87' },
};

const RSA_PSS = '1.2.840.113549.1.1.10';
const MGF1 = '1.2.840.113549.1.1.8';

export function algorithmIdentifier(element: BerElement | undefined, what: string): AlgorithmIdentifier {
  const [oid, parameters] = sequence(element, what);
  return { oid: objectIdentifier(oid, what), parameters: parameters ?? null, raw: element!.raw };
}

/** The scheme an identifier names, or null when it is not known here (or its parameters contradict themselves). */
export function signatureScheme(algorithm: AlgorithmIdentifier): SignatureScheme | null {
  return algorithm.oid === RSA_PSS ? pssScheme(algorithm) : (schemes[algorithm.oid] ?? null);
}

/** RFC 4055, 3.1: hash, mask generation and salt come from the parameters. */
function pssScheme(algorithm: AlgorithmIdentifier): SignatureScheme | null {
  let digest: DigestName | null = 'sha1';
  let maskDigest: DigestName | null = 'sha1';
  let saltLength = 20;
  for (const field of sequence(algorithm.parameters ?? undefined, 'RSASSA-PSS parameters')) {
    const [inner] = field.children();
    if (field.is('context', 0)) digest = digestName(algorithmIdentifier(inner, 'PSS hash').oid);
    else if (field.is('context', 1)) {
      const mask = algorithmIdentifier(inner, 'PSS mask generation');
      if (mask.oid !== MGF1) return null;
      maskDigest = digestName(algorithmIdentifier(mask.parameters ?? undefined, 'MGF1 hash').oid);
    } else if (field.is('context', 2)) saltLength = smallInteger(inner, 'PSS salt length');
    else if (field.is('context', 3) && inner?.is('universal', TAG.integer)) {
      if (smallInteger(inner, 'PSS trailer') !== 1) return null;
    } else return null;
  }
  if (digest === null || maskDigest === null || saltLength < 0 || saltLength > 2048) return null;
  return { scheme: 'rsa-pss', digest, maskDigest, saltLength, parameters: algorithm.parameters!.raw };
}
