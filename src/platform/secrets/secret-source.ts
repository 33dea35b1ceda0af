import { createHmac, randomBytes } from 'node:crypto';

/**
 * Where tokens, references and keys get their randomness. `label` says what the bytes are for; a seeded source
 * gives the same bytes for the same label whatever the order of calls, so that work done side by side stays
 * reproducible.
 */
export abstract class SecretSource {
  /** `length` bytes (1 to 4096) for the purpose `label`. */
  abstract bytes(label: string, length: number): Buffer;
}

/** Real randomness; the label is ignored. */
export class RandomSecretSource extends SecretSource {
  bytes(_label: string, length: number): Buffer {
    return randomBytes(length);
  }
}

/** HMAC-SHA-256 in counter mode over the label (NIST SP 800-108r1, 4.1): for replays only. */
export class SeededSecretSource extends SecretSource {
  readonly #seed: string;

  constructor(seed: string) {
    super();
    this.#seed = seed;
  }

  bytes(label: string, length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let counter = 1; blocks.length * 32 < length; counter++) {
      blocks.push(createHmac('sha256', this.#seed).update(`${counter}\0${label}\0${length}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  }
}
