import { createHash } from 'node:crypto';

/** Numbers drawn from a seed, so that a run that failed can be drawn again. */
export class SeededMoments {
  #drawn = 0;

  constructor(readonly seed: string) {}

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    const digest = createHash('sha256').update(`${this.seed}/${this.#drawn++}`).digest();
    return from + (digest.readUInt32BE(0) % (to - from + 1));
  }

  /** `count` different numbers from `from` to `to`, ascending. */
  distinct(count: number, from: number, to: number): number[] {
    if (count > to - from + 1) throw new RangeError(`There are no ${count} numbers from ${from} to ${to}.`);
    const drawn = new Set<number>();
    while (drawn.size < count) drawn.add(this.between(from, to));
    return [...drawn].toSorted((one, other) => one - other);
  }
}
