import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';

/**
 * Digests of stretches from the first byte of a file. What a signature covers and the file itself begin alike, so the
 * state reached at one end is where the next one goes on: the bytes before the first signature are read once.
 */
export class PrefixDigests {
  private readonly states = new Map<string, { readonly length: number; readonly hash: Hash }[]>();

  constructor(private readonly bytes: Uint8Array) {}

  /** The digest of the first `length` bytes and what follows them; throws for a digest node:crypto does not know. */
  digest(name: string, length: number, following: Uint8Array): Buffer {
    return this.prefix(name, length).copy().update(following).digest();
  }

  /** SHA-256 of the whole file, in hexadecimal. */
  file(): string {
    return this.sha256(this.bytes.length);
  }

  /** SHA-256 of the first `length` bytes, in hexadecimal. */
  sha256(length: number): string {
    return this.prefix('sha256', length).copy().digest('hex');
  }

  /** Reads the file up to `length`, so that what is asked for later, in any order, starts from there. */
  prefix(name: string, length: number): Hash {
    const known = this.states.get(name) ?? [];
    this.states.set(name, known);
    const nearest = known.reduce<{ length: number; hash: Hash } | null>(
      (best, state) => (state.length <= length && state.length > (best?.length ?? -1) ? state : best),
      null,
    );
    if (nearest?.length === length) return nearest.hash;
    const hash = nearest ? nearest.hash.copy() : createHash(name);
    hash.update(this.bytes.subarray(nearest?.length ?? 0, length));
    known.push({ length, hash });
    return hash;
  }
}
