import type { Budget } from '../limits.js';
import { UnreadablePdf } from '../pades.errors.js';
import { PdfArray, PdfDictionary, PdfName, PdfReference, PdfString } from './pdf-object.js';
import type { PdfObject } from './pdf-object.js';

const whitespace = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) whitespace[code] = 1;
const delimiter = new Uint8Array(256);
for (const character of '()<>[]{}/%') delimiter[character.charCodeAt(0)] = 1;

export const isWhitespace = (byte: number | undefined): boolean => byte !== undefined && whitespace[byte] === 1;
const isRegular = (byte: number | undefined): boolean =>
  byte !== undefined && whitespace[byte] === 0 && delimiter[byte] === 0;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function hexValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57;
  return -1;
}

const malformed = (position: number, what: string): UnreadablePdf =>
  new UnreadablePdf('MALFORMED_OBJECT', `At byte ${position}: ${what}.`);

/** A bounds-checked cursor over PDF syntax (ISO 32000-2, 7.2 and 7.3). Never reads at or past `end`. */
export class PdfParser {
  constructor(
    readonly bytes: Uint8Array,
    public position: number,
    readonly end: number,
    private readonly budget: Budget,
  ) {}

  peek(ahead = 0): number | undefined {
    const at = this.position + ahead;
    return at < this.end ? this.bytes[at] : undefined;
  }

  skipWhitespace(): void {
    const from = this.position;
    for (;;) {
      const byte = this.peek();
      if (byte === undefined) break;
      if (whitespace[byte] === 1) this.position++;
      else if (byte === 0x25) {
        while (this.position < this.end && this.bytes[this.position] !== 10 && this.bytes[this.position] !== 13)
          this.position++;
      } else break;
    }
    this.budget.spend('work', this.position - from + 1);
  }

  /** The next run of regular characters, or '' when a delimiter stands here. */
  readKeyword(): string {
    this.skipWhitespace();
    const from = this.position;
    while (isRegular(this.peek())) this.position++;
    this.budget.spend('work', this.position - from + 1);
    if (this.position - from > 127) return '';
    return Buffer.from(this.bytes.buffer, this.bytes.byteOffset + from, this.position - from).toString('latin1');
  }

  /** Moves past `word` if it stands here. */
  accept(word: string): boolean {
    this.skipWhitespace();
    for (let i = 0; i < word.length; i++) if (this.peek(i) !== word.charCodeAt(i)) return false;
    if (isRegular(this.peek(word.length)) && isRegular(word.charCodeAt(word.length - 1))) return false;
    this.position += word.length;
    return true;
  }

  readUnsigned(): number | null {
    this.skipWhitespace();
    const from = this.position;
    let value = 0;
    while (isDigit(this.peek()) && this.position - from < 16) value = value * 10 + this.bytes[this.position++]! - 0x30;
    if (this.position === from || isDigit(this.peek())) {
      this.position = from;
      return null;
    }
    return value;
  }

  readObject(depth = 0): PdfObject {
    this.budget.checkDepth(depth);
    this.skipWhitespace();
    const byte = this.peek();
    if (byte === undefined) throw malformed(this.position, 'the file ends inside an object');
    if (byte === 0x2f) return this.readName();
    if (byte === 0x28) return this.readLiteralString();
    if (byte === 0x5b) return this.readArray(depth);
    if (byte === 0x3c) return this.peek(1) === 0x3c ? this.readDictionary(depth) : this.readHexString();
    if (isDigit(byte) || byte === 0x2b || byte === 0x2d || byte === 0x2e) return this.readNumberOrReference();
    const from = this.position;
    const keyword = this.readKeyword();
    if (keyword === 'true') return true;
    if (keyword === 'false') return false;
    if (keyword === 'null') return null;
    throw malformed(from, 'not a PDF object');
  }

  private readName(): PdfName {
    const from = ++this.position;
    let escaped = false;
    while (isRegular(this.peek())) if (this.bytes[this.position++] === 0x23) escaped = true;
    this.budget.spend('work', this.position - from + 1);
    const raw = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + from, this.position - from).toString('latin1');
    if (!escaped) return new PdfName(raw);
    return new PdfName(
      raw.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16))),
    );
  }

  private readNumberOrReference(): PdfObject {
    const from = this.position;
    const first = this.readUnsigned();
    if (first !== null && !isRegular(this.peek())) {
      const after = this.position;
      if (isWhitespace(this.peek())) {
        const generation = this.readUnsigned();
        if (generation !== null && isWhitespace(this.peek()) && this.accept('R'))
          return new PdfReference(first, generation);
      }
      this.position = after;
      return first;
    }
    this.position = from;
    return this.readNumber();
  }

  /** A number where no reference can stand, as in a page's content. */
  readNumber(): number {
    const plain = this.readPlainNumber();
    if (plain !== null) return plain;
    const from = this.position;
    const keyword = this.readKeyword();
    if (!/^[+-]*(\d+\.?\d*|\.\d+)(-\d*)?$/.test(keyword)) {
      if (/^[+-]?\.?$/.test(keyword)) return 0;
      throw malformed(from, 'not a number');
    }
    const value = Number.parseFloat(keyword.replace(/^[+-]*(?=[+-])/, ''));
    return Number.isFinite(value) ? value : 0;
  }

  /** Digits with a sign and a point or without, as good as all numbers are written; anything else is left where it is. */
  private readPlainNumber(): number | null {
    const { bytes, end } = this;
    const from = this.position;
    let at = from;
    const negative = bytes[at] === 0x2d;
    if (negative || bytes[at] === 0x2b) at++;
    let value = 0;
    let digits = 0;
    let decimals = -1;
    for (; at < end; at++) {
      const byte = bytes[at]!;
      if (byte >= 0x30 && byte <= 0x39) {
        value = value * 10 + byte - 0x30;
        digits++;
        if (decimals >= 0) decimals++;
      } else if (byte === 0x2e && decimals < 0) decimals = 0;
      else break;
    }
    // Up to 15 digits a quotient by a power of ten is the number nearest to what is written.
    if (digits === 0 || digits > 15 || (at < end && isRegular(bytes[at]))) return null;
    this.position = at;
    this.budget.spend('work', at - from + 1);
    if (decimals > 0) value /= 10 ** decimals;
    return negative ? -value : value;
  }

  private readLiteralString(): PdfString {
    const start = this.position++;
    const out: number[] = [];
    let open = 1;
    while (open > 0) {
      let byte = this.peek();
      if (byte === undefined) throw malformed(start, 'a string that never ends');
      this.position++;
      if (byte === 0x28) open++;
      else if (byte === 0x29) {
        open--;
        if (open === 0) break;
      } else if (byte === 0x5c) {
        byte = this.peek();
        if (byte === undefined) throw malformed(start, 'a string that never ends');
        this.position++;
        if (byte >= 0x30 && byte <= 0x37) {
          let octal = byte - 0x30;
          for (let i = 0; i < 2; i++) {
            const next = this.peek();
            if (next === undefined || next < 0x30 || next > 0x37) break;
            octal = octal * 8 + next - 0x30;
            this.position++;
          }
          out.push(octal & 0xff);
          continue;
        }
        if (byte === 13) {
          if (this.peek() === 10) this.position++;
          continue;
        }
        if (byte === 10) continue;
        const plain = 'nrtbf'.indexOf(String.fromCharCode(byte));
        out.push(plain < 0 ? byte : [10, 13, 9, 8, 12][plain]!);
        continue;
      } else if (byte === 13) {
        // 7.3.4.2: every end-of-line in a string reads as a line feed.
        if (this.peek() === 10) this.position++;
        byte = 10;
      }
      out.push(byte);
    }
    this.budget.spend('work', this.position - start);
    return new PdfString(Uint8Array.from(out), false, start, this.position);
  }

  private readHexString(): PdfString {
    const start = this.position++;
    const bytes = this.bytes;
    const found = bytes.indexOf(0x3e, this.position);
    const stop = found < 0 ? this.end : found;
    if (stop >= this.end) throw malformed(start, 'a hexadecimal string that never ends');
    this.budget.spend('work', stop - start);
    // Nearly every long string is digits only, which the runtime reads much faster; it stops at anything else.
    const digits = stop - this.position;
    if (digits >= 64 && digits % 2 === 0) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + this.position, digits).toString('latin1');
      const plain = Buffer.from(text, 'hex');
      if (plain.length === digits >> 1) {
        this.position = stop + 1;
        return new PdfString(plain, true, start, this.position);
      }
    }
    const out = new Uint8Array((stop - this.position + 1) >> 1);
    let length = 0;
    let high = -1;
    for (let i = this.position; i < stop; i++) {
      const value = hexValue(bytes[i]!);
      if (value < 0) {
        if (whitespace[bytes[i]!] === 1) continue;
        throw malformed(i, 'a character that is not hexadecimal in a hexadecimal string');
      }
      if (high < 0) high = value;
      else {
        out[length++] = (high << 4) | value;
        high = -1;
      }
    }
    if (high >= 0) out[length++] = high << 4;
    this.position = stop + 1;
    return new PdfString(out.subarray(0, length), true, start, this.position);
  }

  private readArray(depth: number): PdfArray {
    const start = this.position++;
    const items: PdfObject[] = [];
    for (;;) {
      this.skipWhitespace();
      const byte = this.peek();
      if (byte === undefined) throw malformed(start, 'an array that never ends');
      if (byte === 0x5d) {
        this.position++;
        return new PdfArray(items);
      }
      items.push(this.readObject(depth + 1));
    }
  }

  private readDictionary(depth: number): PdfDictionary {
    const start = this.position;
    this.position += 2;
    const entries = new Map<string, PdfObject>();
    let duplicateKeys = false;
    for (;;) {
      this.skipWhitespace();
      const byte = this.peek();
      if (byte === undefined) throw malformed(start, 'a dictionary that never ends');
      if (byte === 0x3e && this.peek(1) === 0x3e) {
        this.position += 2;
        return new PdfDictionary(entries, duplicateKeys);
      }
      if (byte !== 0x2f) throw malformed(this.position, 'a dictionary key that is not a name');
      const key = this.readName().name;
      const value = this.readObject(depth + 1);
      if (entries.has(key)) duplicateKeys = true;
      entries.set(key, value);
    }
  }
}
