import type { Budget } from '../limits.js';
import { integerOf, nameOf, PdfStream } from './pdf-object.js';
import type { PdfObject } from './pdf-object.js';
import { PdfParser } from './pdf-parser.js';

/** The objects in one object stream (ISO 32000-2, 7.5.7), parsed one by one when asked for. */
export class ObjectStream {
  private constructor(
    private readonly offsets: ReadonlyMap<number, number>,
    private readonly data: Uint8Array,
    private readonly budget: Budget,
  ) {}

  /** null: not an object stream, or one that cannot be decoded. */
  static open(
    value: PdfObject,
    resolve: (value: PdfObject) => PdfObject,
    decode: (stream: PdfStream) => Uint8Array | null,
    budget: Budget,
  ): ObjectStream | null {
    if (!(value instanceof PdfStream) || nameOf(value.dictionary.get('Type')) !== 'ObjStm') return null;
    const count = integerOf(resolve(value.dictionary.get('N')));
    const first = integerOf(resolve(value.dictionary.get('First')));
    if (count === null || first === null || count < 0 || first < 0) return null;
    const data = decode(value);
    if (data === null) return null;
    const header = new PdfParser(data, 0, Math.min(first, data.length), budget);
    const offsets = new Map<number, number>();
    for (let i = 0; i < count; i++) {
      const number = header.readUnsigned();
      const offset = header.readUnsigned();
      if (number === null || offset === null || first + offset >= data.length) break;
      if (!offsets.has(number)) offsets.set(number, first + offset);
    }
    return new ObjectStream(offsets, data, budget);
  }

  get numbers(): Iterable<number> {
    return this.offsets.keys();
  }

  /** undefined: the stream does not list the object. */
  read(number: number): PdfObject | undefined {
    const offset = this.offsets.get(number);
    if (offset === undefined) return undefined;
    this.budget.spend('objects');
    return new PdfParser(this.data, offset, this.data.length, this.budget).readObject();
  }
}
