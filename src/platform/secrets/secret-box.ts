import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Locks up small texts with keys that the database does not hold: AES-256-GCM (NIST SP 800-38D) under a key of its own
 * for each purpose, derived from the service's secret key by HKDF-SHA-256 (RFC 5869). What is sealed for one purpose
 * or bound to one thing opens for no other.
 */
export class SecretBox {
  readonly #secretKey: string;
  readonly #keys = new Map<string, Buffer>();

  constructor(secretKey: string) {
    this.#secretKey = secretKey;
  }

  /** base64url of nonce, ciphertext and tag. `boundTo` is authenticated, and must be given again to open it. */
  seal(purpose: string, text: string, boundTo: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(purpose), nonce).setAAD(Buffer.from(boundTo));
    const locked = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, locked, cipher.getAuthTag()]).toString('base64url');
  }

  /** The text; undefined for what was not sealed with this key, for this purpose, bound to this thing. */
  open(purpose: string, sealed: string, boundTo: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.#keyOf(purpose), nonce)
      .setAAD(Buffer.from(boundTo))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return undefined;
    }
  }

  /** A keyed digest (HMAC-SHA-256, base64url): whoever lacks the key can neither make nor check one. */
  digest(purpose: string, text: string): string {
    return createHmac('sha256', this.#keyOf(purpose)).update(text).digest('base64url');
  }

  /** In constant time. */
  isDigestOf(purpose: string, text: string, digest: string): boolean {
    const expected = Buffer.from(this.digest(purpose, text));
    const actual = Buffer.from(digest);
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  }

  #keyOf(purpose: string): Buffer {
    let key = this.#keys.get(purpose);
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', this.#secretKey, '', `tilslutning:${purpose}`, 32));
      this.#keys.set(purpose, key);
    }
    return key;
  }
}
