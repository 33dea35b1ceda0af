import { createRequire } from 'node:module';
import { TAG, bitString, sequence } from '../asn1/values.js';
import { readWhole } from '../asn1/ber.js';
import { Budget, defaultLimits } from '../limits.js';

export type MlDsaSet = 'ml-dsa-44' | 'ml-dsa-65' | 'ml-dsa-87';

/** What is used of @noble/post-quantum, which need not be installed. */
type MlDsa = { verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean };
type Library = Readonly<Record<'ml_dsa44' | 'ml_dsa65' | 'ml_dsa87', MlDsa>>;

const names = { 'ml-dsa-44': 'ml_dsa44', 'ml-dsa-65': 'ml_dsa65', 'ml-dsa-87': 'ml_dsa87' } as const;

export const isMlDsa = (scheme: string): scheme is MlDsaSet => scheme in names;

let library: Library | null | undefined;

/** Loaded when the first such signature comes: hardly any does, and loading takes longer than most verifications. */
function mlDsaLibrary(): Library | null {
  if (library === undefined) {
    try {
      library = createRequire(import.meta.url)('@noble/post-quantum/ml-dsa.js') as Library;
    } catch {
      library = null;
    }
  }
  return library;
}

/**
 * ML-DSA (FIPS 204, 5.3) with an empty context, as in CMS (RFC 9882, 3) and certificates (RFC 9881, 3). `keyInfo` is a
 * SubjectPublicKeyInfo. null: cannot be computed here.
 */
export function verifyMlDsa(
  set: MlDsaSet,
  keyInfo: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean | null {
  const loaded = mlDsaLibrary();
  if (!loaded) return null;
  const [, key] = sequence(readWhole(keyInfo, new Budget(defaultLimits)), 'public key');
  if (!key?.is('universal', TAG.bitString)) return false;
  try {
    return loaded[names[set]].verify(signature, message, bitString(key, 'public key'));
  } catch {
    // The library refuses keys and signatures of the wrong length by throwing.
    return false;
  }
}
