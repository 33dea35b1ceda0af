import type { Budget } from '../limits.js';
import { UnreadablePdf } from '../pades.errors.js';
import { PdfDictionary, PdfStream, integerOf } from './pdf-object.js';
import type { PdfObject } from './pdf-object.js';
import { PrefixDigests } from './prefix-digests.js';
import { PdfParser, isWhitespace } from './pdf-parser.js';
import type { CrossReferenceSection } from './cross-reference-section.js';

/** Something in the file that is not as the standard says and that we read nevertheless. */
export type Repair = { readonly code: string; readonly offset: number; readonly detail: string };

export type ReadObject = {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfObject;
  /** Offset behind the object's last byte that was read. */
  readonly end: number;
};

/** The bytes of one file and what all revisions of it share: the budget, the sections read so far, the repairs made. */
export class PdfSource {
  readonly buffer: Buffer;
  /** Bytes in front of `%PDF-`: some writers count offsets from there (ISO 32000-2, Annex H of 1.7: within 1024 bytes). */
  readonly headerOffset: number;
  readonly sections = new Map<number, CrossReferenceSection>();
  readonly repairs: Repair[] = [];

  constructor(
    readonly bytes: Uint8Array,
    readonly budget: Budget,
    readonly password: string | null = null,
    readonly digests: PrefixDigests = new PrefixDigests(bytes),
  ) {
    budget.spend('bytes', bytes.length);
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (bytes.length === 0) throw new UnreadablePdf('EMPTY_FILE', 'The file has no bytes.');
    this.headerOffset = this.buffer.subarray(0, 1024).indexOf('%PDF-');
    if (this.headerOffset < 0)
      throw new UnreadablePdf('NO_PDF_HEADER', 'The first 1024 bytes hold no %PDF- header: this is not a PDF file.');
    if (this.headerOffset > 0) this.repair('LEADING_BYTES', 0, `${this.headerOffset} bytes stand before the header`);
  }

  repair(code: string, offset: number, detail: string): void {
    if (this.repairs.some((known) => known.code === code && known.offset === offset)) return;
    if (this.repairs.length < 200) this.repairs.push({ code, offset, detail });
  }

  parser(offset: number, end: number): PdfParser {
    if (offset < 0 || offset >= end)
      throw new UnreadablePdf('MALFORMED_OBJECT', `Offset ${offset} lies outside the ${end} bytes of this revision.`);
    return new PdfParser(this.bytes, offset, end, this.budget);
  }

  /**
   * Where something that a cross-reference says to be at `written` really stands: there, counted from the header, or,
   * as the only place, a few bytes beside it (writers that count line ends wrongly). null: nowhere near.
   */
  locate(written: number, end: number, isThere: (offset: number) => boolean): number | null {
    const tries = this.headerOffset > 0 ? [written, written + this.headerOffset] : [written];
    const holds = (offset: number): boolean => offset >= 0 && offset < end && isThere(offset);
    for (const offset of tries) if (holds(offset)) return offset;
    const near: number[] = [];
    for (const offset of tries)
      for (let at = offset - NEARBY; at <= offset + NEARBY; at++)
        // Only where a token starts, or every offset in the white space before it would do too.
        if (isTokenStart(this.bytes, at) && holds(at) && !near.includes(at)) near.push(at);
    if (near.length !== 1) return null;
    this.repair('OFFSET_BESIDE', near[0]!, `what stands at ${near[0]} is said to stand at ${written}`);
    return near[0]!;
  }

  /** Reads `n g obj … endobj` at `offset` (ISO 32000-2, 7.3.10), a stream with its data, never past `end`. */
  readIndirectObject(offset: number, end: number, lengthOf: (value: PdfObject) => number | null): ReadObject {
    this.budget.spend('objects');
    const parser = this.parser(offset, end);
    const number = parser.readUnsigned();
    const generation = parser.readUnsigned();
    if (number === null || generation === null || !parser.accept('obj'))
      throw new UnreadablePdf('MALFORMED_OBJECT', `No indirect object starts at byte ${offset}.`);
    const value = parser.readObject();
    const beforeKeyword = parser.position;
    if (!(value instanceof PdfDictionary) || !parser.accept('stream')) {
      parser.position = beforeKeyword;
      if (!parser.accept('endobj')) this.repair('ENDOBJ_MISSING', offset, `object ${number} has no endobj`);
      return { number, generation, value, end: parser.position };
    }
    if (parser.peek() === 13) parser.position++;
    if (parser.peek() === 10) parser.position++;
    const from = parser.position;
    const stop = this.endOfStream(number, from, end, lengthOf(value.get('Length')));
    return { number, generation, value: new PdfStream(value, this.bytes.subarray(from, stop)), end: stop };
  }

  private endOfStream(number: number, from: number, end: number, length: number | null): number {
    if (length !== null && length >= 0 && from + length <= end) {
      let at = from + length;
      while (at < end && at < from + length + 4 && isWhitespace(this.bytes[at])) at++;
      if (at + 9 <= end && this.buffer.toString('latin1', at, at + 9) === 'endstream') return from + length;
    }
    const found = this.buffer.subarray(0, end).indexOf('endstream', from, 'latin1');
    this.budget.spend('work', (found < 0 ? end : found) - from);
    if (found < 0) throw new UnreadablePdf('MALFORMED_OBJECT', `The stream of object ${number} never ends.`);
    this.repair('STREAM_LENGTH', from, `the stream of object ${number} has a wrong /Length`);
    let stop = found;
    if (this.bytes[stop - 1] === 10) stop--;
    if (this.bytes[stop - 1] === 13) stop--;
    return Math.max(from, stop);
  }
}

const NEARBY = 16;

const isTokenStart = (bytes: Uint8Array, at: number): boolean =>
  at >= 0 && at < bytes.length && !isWhitespace(bytes[at]) && (at === 0 || isWhitespace(bytes[at - 1]));

/** A /Length that may only be a direct number, for structures that are read before any object can be looked up. */
export const directLength = (value: PdfObject): number | null => integerOf(value);
