import { createCipheriv, createHash } from 'node:crypto';
import type { LabelledBytes } from './labelled-bytes.js';
import type { PdfEncryption } from './write-pdf.js';

/** Everything is allowed to whoever knows the password; reserved bits are 1 (ISO 32000-2, table 22). */
const PERMISSIONS = -4;
const NO_IV = Buffer.alloc(16);

/**
 * Protects a file with a password that must be given to open it: the standard security handler, revision 6, AES-256
 * (ISO 32000-2, 7.6.4). Keys and salts come from `bytes`. Passwords of ASCII letters and digits only.
 */
export function passwordProtection(password: string, bytes: LabelledBytes): PdfEncryption {
  const secret = Buffer.from(password, 'latin1');
  const random = (label: string, length: number): Buffer => Buffer.from(bytes(`pdf-encryption/${label}`, length));
  const fileKey = random('file key', 32);
  // Algorithm 8: /U and /UE.
  const [userCheck, userKey] = [random('user validation salt', 8), random('user key salt', 8)];
  const u = Buffer.concat([hardenedHash(secret, userCheck, Buffer.alloc(0)), userCheck, userKey]);
  const ue = aes('aes-256-cbc', hardenedHash(secret, userKey, Buffer.alloc(0)), NO_IV, fileKey);
  // Algorithm 9: /O and /OE, with the user's /U mixed in. One password serves for both.
  const [ownerCheck, ownerKey] = [random('owner validation salt', 8), random('owner key salt', 8)];
  const o = Buffer.concat([hardenedHash(secret, ownerCheck, u), ownerCheck, ownerKey]);
  const oe = aes('aes-256-cbc', hardenedHash(secret, ownerKey, u), NO_IV, fileKey);
  // Algorithm 10: /Perms.
  const permissions = Buffer.alloc(16, 0xff);
  permissions.writeInt32LE(PERMISSIONS, 0);
  permissions.write('Tadb', 8, 'latin1');
  random('permissions', 4).copy(permissions, 12);
  const perms = aes('aes-256-ecb', fileKey, null, permissions);
  const hex = (value: Buffer): string => `<${value.toString('hex')}>`;
  return {
    dictionary:
      `/Filter/Standard/V 5/R 6/Length 256/P ${PERMISSIONS}/EncryptMetadata true` +
      `/U${hex(u)}/UE${hex(ue)}/O${hex(o)}/OE${hex(oe)}/Perms${hex(perms)}` +
      '/CF<</StdCF<</Type/CryptFilter/CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF',
    encrypt: (stream, objectNumber) => {
      // Algorithm 1.A: the initialisation vector stands before the encrypted bytes.
      const iv = random(`stream ${objectNumber}`, 16);
      const cipher = createCipheriv('aes-256-cbc', fileKey, iv);
      return Buffer.concat([iv, cipher.update(stream), cipher.final()]);
    },
  };
}

/** Algorithm 2.B: the hash of a password, made slow. */
function hardenedHash(password: Buffer, salt: Buffer, userEntry: Buffer): Buffer {
  let key = sha('sha256', Buffer.concat([password, salt, userEntry]));
  for (let round = 1; ; round++) {
    const block = Buffer.concat([password, key, userEntry]);
    const blocks = Buffer.concat(Array.from({ length: 64 }, () => block));
    const encrypted = aes('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32), blocks);
    // 256 leaves 1 when divided by 3: the number's remainder is that of the sum of its bytes.
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = sha((['sha256', 'sha384', 'sha512'] as const)[remainder] ?? 'sha256', encrypted);
    if (round >= 64 && (encrypted.at(-1) ?? 0) <= round - 32) return key.subarray(0, 32);
  }
}

function sha(algorithm: string, data: Buffer): Buffer {
  return createHash(algorithm).update(data).digest();
}

/** Whole blocks, without padding. */
function aes(mode: string, key: Buffer, iv: Buffer | null, data: Buffer): Buffer {
  const cipher = createCipheriv(mode, key, iv).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}
