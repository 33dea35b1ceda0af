import type { Budget } from '../limits.js';
import { MalformedAsn1 } from '../pades.errors.js';

export type TagClass = 'universal' | 'application' | 'context' | 'private';

const classes: readonly TagClass[] = ['universal', 'application', 'context', 'private'];

/** One element of X.690; offsets count from the start of the bytes that were walked. */
export class BerElement {
  private parsed: readonly BerElement[] | null = null;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly budget: Budget,
    private readonly depth: number,
    readonly tagClass: TagClass,
    readonly constructed: boolean,
    readonly tag: number,
    readonly start: number,
    readonly contentStart: number,
    readonly contentEnd: number,
    readonly end: number,
    readonly indefinite: boolean,
  ) {}

  /** The whole element as it stands. */
  get raw(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }

  get content(): Uint8Array {
    return this.bytes.subarray(this.contentStart, this.contentEnd);
  }

  is(tagClass: TagClass, tag: number): boolean {
    return this.tagClass === tagClass && this.tag === tag;
  }

  /** Reads what stands inside an octet string of this structure, on the same budget. */
  within(bytes: Uint8Array): BerElement {
    return readWhole(bytes, this.budget);
  }

  children(): readonly BerElement[] {
    if (this.parsed) return this.parsed;
    return (this.parsed = [...this.parts()]);
  }

  /** The parts one after the other, none of them kept: for lists that may be very long. */
  *parts(): Generator<BerElement, void, undefined> {
    if (!this.constructed) throw new MalformedAsn1(`The element at byte ${this.start} has no parts.`);
    let at = this.contentStart;
    while (at < this.contentEnd) {
      const part = readElement(this.bytes, at, this.contentEnd, this.budget, this.depth + 1);
      yield part;
      at = part.end;
    }
  }
}

/** Reads the element at `start` of `bytes` (X.690, 8.1), definite or indefinite length, never past `limit`. */
export function readElement(bytes: Uint8Array, start: number, limit: number, budget: Budget, depth = 0): BerElement {
  budget.checkDepth(depth);
  budget.spend('work');
  let at = start;
  const next = (): number => {
    if (at >= limit) throw new MalformedAsn1(`The data ends inside the element at byte ${start}.`);
    return bytes[at++]!;
  };
  const first = next();
  const tagClass = classes[first >> 6]!;
  const constructed = (first & 0x20) !== 0;
  let tag = first & 0x1f;
  if (tag === 0x1f) {
    tag = 0;
    let byte: number;
    do {
      byte = next();
      if (tag > 0xffffff) throw new MalformedAsn1(`The tag at byte ${start} is too large.`);
      tag = tag * 128 + (byte & 0x7f);
    } while (byte & 0x80);
  }
  const short = next();
  if (short === 0x80) {
    if (!constructed) throw new MalformedAsn1(`A primitive element of indefinite length at byte ${start}.`);
    const contentStart = at;
    for (;;) {
      if (at + 1 < limit && bytes[at] === 0 && bytes[at + 1] === 0) break;
      at = readElement(bytes, at, limit, budget, depth + 1).end;
    }
    return new BerElement(bytes, budget, depth, tagClass, constructed, tag, start, contentStart, at, at + 2, true);
  }
  let length = short;
  if (short > 0x80) {
    if (short > 0x84) throw new MalformedAsn1(`The length at byte ${start} is too large.`);
    length = 0;
    for (let i = 0; i < (short & 0x7f); i++) length = length * 256 + next();
  }
  if (length > limit - at) throw new MalformedAsn1(`The element at byte ${start} is longer than its data.`);
  return new BerElement(bytes, budget, depth, tagClass, constructed, tag, start, at, at + length, at + length, false);
}

/** Reads one element that must fill `bytes` exactly. */
export function readWhole(bytes: Uint8Array, budget: Budget): BerElement {
  const element = readElement(bytes, 0, bytes.length, budget);
  if (element.end !== bytes.length)
    throw new MalformedAsn1(`${bytes.length - element.end} bytes stand behind the element.`);
  return element;
}
