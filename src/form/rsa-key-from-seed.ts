import { checkPrime, createPrivateKey, type KeyObject } from 'node:crypto';

/** Gives `length` bytes for a label: always the same for the same label. */
export type LabelledBytes = (label: string, length: number) => Uint8Array;

const PUBLIC_EXPONENT = 65537n;

const smallPrimes: readonly number[] = (() => {
  const primes: number[] = [];
  for (let n = 3; n < 2000; n += 2) if (primes.every((p) => n % p !== 0)) primes.push(n);
  return primes;
})();

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

function toBase64Url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}

/** The inverse of `value` modulo `modulus`, by the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value % modulus, modulus, 1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}

function isPrime(candidate: bigint): Promise<boolean> {
  return new Promise((resolve, reject) => {
    checkPrime(candidate, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

/** The first prime from the byte source under a name; its two top bits are set, so that a product has full length. */
async function primeFromSeed(bytes: LabelledBytes, name: string, bits: number): Promise<bigint> {
  const top = 3n << BigInt(bits - 2);
  for (let attempt = 0; ; attempt++) {
    const start = BigInt.asUintN(bits, toBigInt(bytes(`${name}/${attempt}`, Math.ceil(bits / 8)))) | top | 1n;
    const remainders = smallPrimes.map((prime) => Number(start % BigInt(prime)));
    // One draw serves for a stretch of odd numbers; most of them fall to the small primes at once.
    for (let step = 0; step < 4096; step += 2) {
      if (smallPrimes.some((prime, index) => ((remainders[index] ?? 0) + step) % prime === 0)) continue;
      const candidate = start + BigInt(step);
      if (candidate >> BigInt(bits) !== 0n || (candidate - 1n) % PUBLIC_EXPONENT === 0n) continue;
      if (await isPrime(candidate)) return candidate;
    }
  }
}

/**
 * An RSA private key that follows from a byte source alone: the same source, the same key. For simulated campaigns;
 * the key is exactly as secret as the source. `bits` is the length of the modulus, an even number of at least 1024.
 */
export async function rsaKeyFromSeed(bytes: LabelledBytes, bits = 2048): Promise<KeyObject> {
  const p = await primeFromSeed(bytes, 'rsa/p', bits / 2);
  let q = await primeFromSeed(bytes, 'rsa/q', bits / 2);
  for (let again = 1; q === p; again++) q = await primeFromSeed(bytes, `rsa/q/${again}`, bits / 2);
  const d = inverse(PUBLIC_EXPONENT, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e: PUBLIC_EXPONENT, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const key = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, toBase64Url(value)]));
  return createPrivateKey({ key: { kty: 'RSA', ...key }, format: 'jwk' });
}
