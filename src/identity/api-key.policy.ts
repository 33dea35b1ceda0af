import { createHash, timingSafeEqual } from 'node:crypto';

/** Bytes a new key is made of: 4 for the prefix, 32 for the secret. */
export const KEY_BYTES = 36;

/** How exact `lastUsedAt` is (milliseconds). */
const USE_INTERVAL_MS = 60_000;

const KEY = /^til_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** What a key may be called. */
export const KEY_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** 1 to 63 lower-case letters, digits and inner hyphens. */
export function isKeyName(text: string): boolean {
  return KEY_NAME.test(text);
}

/** `til_<prefix>_<secret>`: recognisable by scanners for leaked secrets. `bytes` are KEY_BYTES random ones. */
export function formatKey(bytes: Buffer): { readonly key: string; readonly prefix: string } {
  if (bytes.length !== KEY_BYTES) throw new RangeError(`A key is made of ${KEY_BYTES} bytes, not ${bytes.length}.`);
  const prefix = bytes.subarray(0, 4).toString('hex');
  return { key: `til_${prefix}_${bytes.subarray(4).toString('base64url')}`, prefix };
}

/** The prefix of a well-formed key, else undefined. */
export function prefixOf(key: string): string | undefined {
  return KEY.exec(key)?.[1];
}

/**
 * SHA-256 (hex) of the key. Not a slow password hash: those make guessing dear where a person chose the secret. 32
 * random bytes cannot be guessed at any speed, and every request would pay for the slowness.
 */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Compares in constant time, so that answers do not tell how much of a guess was right. */
export function isKeyOf(secretSha256: string, key: string): boolean {
  const expected = Buffer.from(secretSha256, 'hex');
  const actual = Buffer.from(hashKey(key), 'hex');
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

export type KeyState = 'ACTIVE' | 'EXPIRED' | 'REVOKED';

/** A key ends at `expiresAt`: that very instant is outside. Revocation says more than expiry, so it goes first. */
export function keyState(
  key: { readonly expiresAt: Date | null; readonly revokedAt: Date | null },
  now: Date,
): KeyState {
  if (key.revokedAt !== null) return 'REVOKED';
  return key.expiresAt !== null && key.expiresAt <= now ? 'EXPIRED' : 'ACTIVE';
}

/** Whether this use is to be written down, or the last one written is recent enough. */
export function isUseDue(lastUsedAt: Date | null, now: Date): boolean {
  return lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= USE_INTERVAL_MS;
}
