import {
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  pbkdf2Sync,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

import {
  berChild,
  berInteger,
  berObjectIdentifier,
  berOctets,
  readBerElement,
  type BerElement,
} from './ber-element.js';
import { FormError } from './form.errors.js';
import { readCertificate } from './sealer.js';

export interface SealP12 {
  readonly key: KeyObject;
  /** DER; the certificate of the key first, then the others in the order of the file. */
  readonly certificates: Uint8Array[];
}

const ID_DATA = '1.2.840.113549.1.7.1';
const ID_ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const ID_PBES2 = '1.2.840.113549.1.5.13';
const ID_PBKDF2 = '1.2.840.113549.1.5.12';
const ID_SHA1_3DES = '1.2.840.113549.1.12.1.3';
const BAG_KEY = '1.2.840.113549.1.12.10.1.1';
const BAG_SHROUDED_KEY = '1.2.840.113549.1.12.10.1.2';
const BAG_CERTIFICATE = '1.2.840.113549.1.12.10.1.3';
const BAG_SAFE_CONTENTS = '1.2.840.113549.1.12.10.1.6';

/** More rounds than this take minutes: such a file is damaged or hostile. */
const MOST_ITERATIONS = 10_000_000;

/** Digest: name, and its block length in bytes for the key derivation (RFC 7292, B.2). */
const DIGESTS: Record<string, { name: string; block: number }> = {
  '1.3.14.3.2.26': { name: 'sha1', block: 64 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', block: 64 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', block: 128 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', block: 128 },
};

const HMACS: Record<string, string> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const CIPHERS: Record<string, { name: string; key: number }> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', key: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', key: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', key: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', key: 24 },
};

function unsupported(what: string, id: string): FormError {
  return new FormError(
    'SEAL_P12_UNSUPPORTED',
    `The PKCS#12 file uses ${what} ${id}, which is not read here; write it anew with AES-256 and SHA-256: ` +
      '"openssl pkcs12 -legacy -in old.p12 -nodes | openssl pkcs12 -export -out new.p12".',
  );
}

function iterations(element: BerElement): number {
  const count = berInteger(element);
  if (!(count >= 1 && count <= MOST_ITERATIONS)) throw new RangeError(`${count} rounds of key derivation`);
  return count;
}

/** RFC 7292, B.2: the key derivation of PKCS#12 itself; `purpose` is 1 for a key, 2 for an IV, 3 for a MAC key. */
function derive(
  digest: { name: string; block: number },
  password: string,
  salt: Uint8Array,
  rounds: number,
  purpose: 1 | 2 | 3,
  length: number,
): Buffer {
  const { name, block } = digest;
  const fill = (bytes: Uint8Array): Buffer =>
    Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes.length === 0 ? 0 : Buffer.from(bytes));
  // BMPString with two zero bytes at its end (B.1).
  const letters = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const input = Buffer.concat([fill(salt), fill(letters)]);
  const out: Buffer[] = [];
  for (let made = 0; made < length;) {
    let part = createHash(name).update(Buffer.alloc(block, purpose)).update(input).digest();
    for (let round = 1; round < rounds; round++) part = createHash(name).update(part).digest();
    out.push(part);
    made += part.length;
    const step = Buffer.alloc(block, part);
    for (let start = 0; start < input.length; start += block) {
      let carry = 1;
      for (let i = block - 1; i >= 0; i--) {
        carry += (input[start + i] ?? 0) + (step[i] ?? 0);
        input[start + i] = carry & 0xff;
        carry >>= 8;
      }
    }
  }
  return Buffer.concat(out).subarray(0, length);
}

function decrypt(algorithm: BerElement, sealed: Uint8Array, password: string): Uint8Array {
  const id = berObjectIdentifier(berChild(algorithm, 0));
  const parameters = berChild(algorithm, 1);
  if (id === ID_SHA1_3DES) {
    const salt = berOctets(berChild(parameters, 0));
    const rounds = iterations(berChild(parameters, 1));
    const sha1 = { name: 'sha1', block: 64 };
    const key = derive(sha1, password, salt, rounds, 1, 24);
    const cipher = createDecipheriv('des-ede3-cbc', key, derive(sha1, password, salt, rounds, 2, 8));
    return Buffer.concat([cipher.update(sealed), cipher.final()]);
  }
  if (id !== ID_PBES2) throw unsupported('the encryption', id);
  // RFC 8018, A.4: PBES2 names a key derivation and a cipher.
  const [derivation, scheme] = [berChild(parameters, 0), berChild(parameters, 1)];
  const derivationId = berObjectIdentifier(berChild(derivation, 0));
  const cipherId = berObjectIdentifier(berChild(scheme, 0));
  const cipher = CIPHERS[cipherId];
  if (derivationId !== ID_PBKDF2) throw unsupported('the key derivation', derivationId);
  if (cipher === undefined) throw unsupported('the cipher', cipherId);
  const [salt, count, ...optional] = berChild(derivation, 1).children;
  if (salt === undefined || count === undefined) throw new RangeError('PBKDF2 without salt or rounds');
  const hmacId = optional.find((part) => part.tag === 0x30);
  const hmac = hmacId === undefined ? 'sha1' : HMACS[berObjectIdentifier(berChild(hmacId, 0))];
  if (hmac === undefined) throw unsupported('the HMAC', hmacId ? berObjectIdentifier(berChild(hmacId, 0)) : '');
  const key = pbkdf2Sync(password, berOctets(salt), iterations(count), cipher.key, hmac);
  const decipher = createDecipheriv(cipher.name, key, berOctets(berChild(scheme, 1)));
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

/** RFC 7292, 4: the MAC over the authenticated safe tells a wrong password from a damaged file. */
function checkMac(macData: BerElement, safe: Uint8Array, password: string): void {
  const digestInfo = berChild(macData, 0);
  const id = berObjectIdentifier(berChild(berChild(digestInfo, 0), 0));
  const digest = DIGESTS[id];
  if (digest === undefined) throw unsupported('the MAC', id);
  const expected = berOctets(berChild(digestInfo, 1));
  const rounds = macData.children[2] === undefined ? 1 : iterations(macData.children[2]);
  const key = derive(digest, password, berOctets(berChild(macData, 1)), rounds, 3, expected.length);
  const found = createHmac(digest.name, key).update(safe).digest();
  if (found.length !== expected.length || !timingSafeEqual(found, expected)) {
    throw new FormError(
      'SEAL_P12_WRONG_PASSWORD',
      'The password does not open the PKCS#12 file; check that the password is the one of this file.',
    );
  }
}

interface Found {
  readonly keys: KeyObject[];
  readonly certificates: Uint8Array[];
}

function collectBags(safeContents: Uint8Array, password: string, found: Found): void {
  for (const bag of readBerElement(safeContents).children) {
    const kind = berObjectIdentifier(berChild(bag, 0));
    const value = berChild(berChild(bag, 1), 0);
    if (kind === BAG_KEY) {
      found.keys.push(createPrivateKey({ key: Buffer.from(value.whole), format: 'der', type: 'pkcs8' }));
    } else if (kind === BAG_SHROUDED_KEY) {
      const plain = decrypt(berChild(value, 0), berOctets(berChild(value, 1)), password);
      found.keys.push(createPrivateKey({ key: Buffer.from(plain), format: 'der', type: 'pkcs8' }));
    } else if (kind === BAG_CERTIFICATE) {
      found.certificates.push(Uint8Array.from(berOctets(berChild(berChild(value, 1), 0))));
    } else if (kind === BAG_SAFE_CONTENTS) {
      collectBags(value.whole, password, found);
    }
  }
}

function readPfx(bytes: Uint8Array, password: string): Found {
  const pfx = readBerElement(bytes);
  const authSafe = berChild(pfx, 1);
  const safeId = berObjectIdentifier(berChild(authSafe, 0));
  if (safeId !== ID_DATA) throw unsupported('the integrity mode', safeId);
  const safe = berOctets(berChild(berChild(authSafe, 1), 0));
  const macData = pfx.children[2];
  if (macData !== undefined) checkMac(macData, safe, password);
  const found: Found = { keys: [], certificates: [] };
  for (const info of readBerElement(safe).children) {
    const id = berObjectIdentifier(berChild(info, 0));
    const content = berChild(berChild(info, 1), 0);
    if (id === ID_DATA) {
      collectBags(berOctets(content), password, found);
    } else if (id === ID_ENCRYPTED_DATA) {
      const encrypted = berChild(content, 1);
      collectBags(decrypt(berChild(encrypted, 1), berOctets(berChild(encrypted, 2)), password), password, found);
    } else {
      throw unsupported('the content', id);
    }
  }
  return found;
}

/**
 * Reads a private key and its certificates from a PKCS#12 file (RFC 7292) with password integrity: PBES2 with PBKDF2
 * and AES or 3DES, and the older SHA-1 with 3DES. Throws `SEAL_P12_UNREADABLE`, `SEAL_P12_WRONG_PASSWORD` or
 * `SEAL_P12_UNSUPPORTED` (RC2 among others), and `SEAL_KEY_MISMATCH` when no certificate belongs to the key.
 */
export function readSealP12(bytes: Uint8Array, password: string): SealP12 {
  let found: Found;
  try {
    found = readPfx(bytes, password);
  } catch (cause) {
    if (cause instanceof FormError) throw cause;
    throw new FormError('SEAL_P12_UNREADABLE', 'The PKCS#12 file cannot be read: it is damaged, or is not PKCS#12.', {
      cause,
    });
  }
  for (const key of found.keys) {
    const own = found.certificates.find((certificate) => readCertificate(certificate).checkPrivateKey(key));
    if (own === undefined) continue;
    return { key, certificates: [own, ...found.certificates.filter((certificate) => certificate !== own)] };
  }
  throw new FormError(
    'SEAL_KEY_MISMATCH',
    'The PKCS#12 file holds no private key with a certificate that belongs to it; export both together.',
  );
}
