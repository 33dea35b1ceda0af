import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { legacyPasswordBytes, unicodePasswordBytes } from './password-bytes.js';
import { rc4 } from './rc4.js';

/** The entries of a standard encryption dictionary (ISO 32000-2, tables 20 and 21) that lead from a password to a key. */
export type StandardEncryption = {
  readonly revision: number;
  /** /O and /U, and from revision 5 on /OE and /UE. */
  readonly owner: Uint8Array;
  readonly user: Uint8Array;
  readonly ownerKey: Uint8Array;
  readonly userKey: Uint8Array;
  readonly permissions: number;
  readonly encryptMetadata: boolean;
  /** The first string of the trailer's /ID. */
  readonly fileId: Uint8Array;
  /** Key lengths in bytes to try, likeliest first: writers disagree on the unit and the place of /Length. */
  readonly keyLengths: readonly number[];
};

/** The file encryption key that `password` gives, as the user's or as the owner's; null: it is neither. */
export function fileKey(encryption: StandardEncryption, password: string): Uint8Array | null {
  if (encryption.revision >= 5) {
    for (const bytes of unicodePasswordBytes(password)) {
      const key = unwrappedKey(encryption, bytes);
      if (key) return key;
    }
    return null;
  }
  for (const length of encryption.keyLengths)
    for (const bytes of legacyPasswordBytes(password)) {
      const key =
        keyOfUser(encryption, padded(bytes), length) ??
        keyOfUser(encryption, userPassword(encryption, padded(bytes), length), length);
      if (key) return key;
    }
  return null;
}

const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

const md5 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const padded = (password: Uint8Array): Uint8Array => Buffer.concat([password, PADDING]).subarray(0, 32);

/** Algorithms 2, 4, 5 and 6: the key, if it makes the /U of the file. */
function keyOfUser(encryption: StandardEncryption, password: Uint8Array, length: number): Uint8Array | null {
  const { revision, owner, permissions, fileId } = encryption;
  const flags = Buffer.alloc(4);
  flags.writeInt32LE(permissions | 0);
  const unencrypted = revision >= 4 && !encryption.encryptMetadata ? Buffer.alloc(4, 0xff) : Buffer.alloc(0);
  let hash = md5(password, owner.subarray(0, 32), flags, fileId, unencrypted);
  if (revision >= 3) for (let i = 0; i < 50; i++) hash = md5(hash.subarray(0, length));
  const key = hash.subarray(0, length);
  if (revision === 2) return Buffer.from(rc4(key, PADDING)).equals(encryption.user.subarray(0, 32)) ? key : null;
  let check: Uint8Array = md5(PADDING, fileId);
  for (let i = 0; i < 20; i++)
    check = rc4(
      key.map((byte) => byte ^ i),
      check,
    );
  return Buffer.from(check).equals(encryption.user.subarray(0, 16)) ? key : null;
}

/** Algorithm 7: the user password that an owner password opens. */
function userPassword({ revision, owner }: StandardEncryption, password: Uint8Array, length: number): Uint8Array {
  let hash = md5(password);
  if (revision >= 3) for (let i = 0; i < 50; i++) hash = md5(hash);
  const key = hash.subarray(0, length);
  let result = owner.subarray(0, 32);
  for (let i = revision === 2 ? 0 : 19; i >= 0; i--)
    result = rc4(
      key.map((byte) => byte ^ i),
      result,
    );
  return result;
}

/** Algorithm 2.A: hash, validation salt and key salt stand in /O and /U; the key is wrapped in /OE and /UE. */
function unwrappedKey(encryption: StandardEncryption, password: Uint8Array): Uint8Array | null {
  const user = encryption.user.subarray(0, 48);
  const none = new Uint8Array();
  for (const [stored, wrapped, extra] of [
    [encryption.user, encryption.userKey, none],
    [encryption.owner, encryption.ownerKey, user],
  ] as const) {
    if (stored.length < 48 || wrapped.length < 32) continue;
    if (!hardened(encryption.revision, password, stored.subarray(32, 40), extra).equals(stored.subarray(0, 32)))
      continue;
    const key = hardened(encryption.revision, password, stored.subarray(40, 48), extra);
    const cipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(wrapped.subarray(0, 32)), cipher.final()]);
  }
  return null;
}

/** Algorithm 2.B; revision 5 (Adobe's extension level 3) stops at the first hash. */
function hardened(revision: number, password: Uint8Array, salt: Uint8Array, extra: Uint8Array): Buffer {
  let hash = createHash('sha256').update(password).update(salt).update(extra).digest();
  if (revision === 5) return hash;
  let last = 0;
  for (let round = 0; round < 64 || last > round - 32; round++) {
    const once = Buffer.concat([password, hash, extra]);
    const repeated = Buffer.alloc(once.length * 64, once);
    const cipher = createCipheriv('aes-128-cbc', hash.subarray(0, 16), hash.subarray(16, 32)).setAutoPadding(false);
    const mixed = cipher.update(repeated);
    // The first 16 bytes as a number, modulo 3: 256 leaves 1, so the sum of the bytes does.
    const remainder = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    hash = createHash(['sha256', 'sha384', 'sha512'][remainder]!).update(mixed).digest();
    last = mixed[mixed.length - 1]!;
  }
  return hash.subarray(0, 32);
}
