import { createHash } from 'node:crypto';

/**
 * Reproducible draws for replays, never for secrets: sfc32 (Chris Doty-Humphrey's Small Fast Counter, 128 bits of
 * state, PractRand 0.94), started from the first 96 bits of SHA-256 over the seed. `fork` starts a generator that
 * depends on the seed and the label alone, not on what was drawn before, so that one more draw in one place changes
 * nothing in another.
 */
export class SeededRandom {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#seed = seed;
    const digest = createHash('sha256').update(seed, 'utf8').digest();
    this.#a = digest.readInt32LE(0);
    this.#b = digest.readInt32LE(4);
    this.#c = digest.readInt32LE(8);
    // The author's twelve rounds, after which every bit of the state depends on every bit of the seed.
    for (let round = 0; round < 12; round++) {
      this.uint32();
    }
  }

  /** A generator of its own for the purpose `label`; the same seed and label give the same one at any time. */
  fork(label: string): SeededRandom {
    // The length keeps fork('a').fork('b') apart from fork('a/b').
    return new SeededRandom(`${this.#seed}/${label.length}:${label}`);
  }

  /** 0 to 2³² − 1, each equally likely. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 ≤ x < 1 in steps of 2⁻³². */
  fraction(): number {
    return this.uint32() / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both possible, each equally likely. The span is at most 2³². */
  integer(min: number, max: number): number {
    const span = max - min + 1;
    if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || span < 1 || span > 2 ** 32) {
      throw new RangeError(`There is no whole number to draw from ${min} to ${max}.`);
    }
    // Draws above the last whole multiple of the span would favour the small numbers: they are thrown away.
    const limit = 2 ** 32 - (2 ** 32 % span);
    let draw = this.uint32();
    while (draw >= limit) {
      draw = this.uint32();
    }
    return min + (draw % span);
  }

  /** True with probability `p`. */
  chance(p: number): boolean {
    return this.fraction() < p;
  }

  /** One of the items, each equally likely. Throws RangeError if there is none. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) {
      throw new RangeError('There is nothing to pick from.');
    }
    return items[this.integer(0, items.length - 1)]!;
  }

  /** One of the keys of `weights`, likely in proportion to its weight (≥ 0, not all 0). */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
    let point = this.fraction() * total;
    for (const [key, weight] of entries) {
      if (point < weight) {
        return key;
      }
      point -= weight;
    }
    throw new RangeError('The weights must be numbers ≥ 0 of which one is above 0.');
  }

  /** The items in a new, random order (Fisher and Yates); every order equally likely. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
    }
    return shuffled;
  }
}
