import type { KeyObject } from 'node:crypto';

/** Until when an algorithm is good enough; an instant in time after it makes CRYPTO_CONSTRAINTS_FAILURE_NO_POE. */
export type AlgorithmPolicy = {
  readonly id: string;
  readonly digests: Readonly<Record<string, Date | 'current'>>;
  /** Smallest key in bits that is good enough from this instant on, oldest first. */
  readonly rsaBits: readonly { readonly from: Date; readonly bits: number }[];
  readonly curves: Readonly<Record<string, Date | 'current'>>;
  /** DSA by the size of its prime in bits, smallest first: good enough until then. */
  readonly dsa: readonly { readonly bits: number; readonly until: Date | 'current' }[];
};

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

/** Dates as ETSI TS 119 312 and SOG-IS gave them for each algorithm. */
export const algorithmPolicy: AlgorithmPolicy = {
  id: 'algorithms-2026-1',
  digests: {
    md5: day('2004-08-01'),
    ripemd160: day('2014-08-01'),
    sha1: day('2012-08-01'),
    sha224: day('2026-01-01'),
    'sha512-224': day('2026-01-01'),
    'sha3-224': day('2026-01-01'),
    sha256: 'current',
    sha384: 'current',
    sha512: 'current',
    'sha512-256': 'current',
    'sha3-256': 'current',
    'sha3-384': 'current',
    'sha3-512': 'current',
    shake256: 'current',
  },
  rsaBits: [
    { from: day('1970-01-01'), bits: 1024 },
    { from: day('2011-01-01'), bits: 2048 },
  ],
  curves: {
    prime256v1: 'current',
    secp384r1: 'current',
    secp521r1: 'current',
    brainpoolP256r1: 'current',
    brainpoolP320r1: 'current',
    brainpoolP384r1: 'current',
    brainpoolP512r1: 'current',
    secp224r1: day('2012-08-01'),
  },
  dsa: [
    { bits: 1024, until: day('2011-01-01') },
    { bits: 2048, until: day('2026-01-01') },
    { bits: 3072, until: 'current' },
  ],
};

const open = (until: Date | 'current' | undefined, at: Date): boolean =>
  until === 'current' || (until !== undefined && at < until);

/** null when the digest is good enough at `at`, else the reason. What the policy does not name is not good enough. */
export function weakDigest(digest: string, at: Date, policy: AlgorithmPolicy = algorithmPolicy): string | null {
  return open(policy.digests[digest], at)
    ? null
    : `digest ${digest} is not accepted at ${at.toISOString()} (${policy.id})`;
}

/** null when the key is good enough at `at`, else the reason. */
export function weakKey(key: KeyObject, at: Date, policy: AlgorithmPolicy = algorithmPolicy): string | null {
  return open(keyLimit(key, policy) ?? undefined, at)
    ? null
    : `key ${describeKey(key)} is not accepted at ${at.toISOString()} (${policy.id})`;
}

/** Until when something is good enough: 'current', or the instant from which it no longer is; null: it never was. */
export type Limit = Date | 'current' | null;

export const digestLimit = (digest: string, policy: AlgorithmPolicy = algorithmPolicy): Limit =>
  policy.digests[digest] ?? null;

export function keyLimit(key: KeyObject, policy: AlgorithmPolicy = algorithmPolicy): Limit {
  const details = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
    case 'rsa-pss': {
      const bits = details.modulusLength ?? 0;
      const [first] = policy.rsaBits;
      if (!first || bits < first.bits) return null;
      return policy.rsaBits.find((step) => step.bits > bits)?.from ?? 'current';
    }
    case 'ec':
      return policy.curves[details.namedCurve ?? ''] ?? null;
    case 'dsa':
      return policy.dsa.filter((size) => size.bits <= (details.modulusLength ?? 0)).at(-1)?.until ?? null;
    case 'ed25519':
    case 'ed448':
      return 'current';
    default:
      return null;
  }
}

/** For the report: `RSA 2048`, `EC prime256v1`, `Ed25519`. */
export function describeKey(key: KeyObject): string {
  const details = key.asymmetricKeyDetails ?? {};
  const type = key.asymmetricKeyType ?? 'unknown';
  if (type === 'ec') return `EC ${details.namedCurve ?? 'unknown'}`;
  return details.modulusLength ? `${type.toUpperCase()} ${details.modulusLength}` : type;
}
