import { UnreadablePdf } from '../pades.errors.js';
import { readSection } from './cross-reference.js';
import type { CrossReferenceEntry, CrossReferenceSection } from './cross-reference-section.js';
import { decodeStream } from './decode-stream.js';
import { PdfDictionary, PdfReference, PdfStream, integerOf, nameOf } from './pdf-object.js';
import type { IndirectObject, PdfObject } from './pdf-object.js';
import { PdfParser } from './pdf-parser.js';
import type { PdfSource } from './pdf-source.js';

type ObjectStream = {
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
  readonly data: Uint8Array;
};

/**
 * The document as it stood when the file was `end` bytes long. Objects are read when asked for.
 * Nothing behind `end` is ever looked at, so a signed revision is read from signed bytes only.
 */
export class PdfRevision {
  private readonly objects = new Map<number, IndirectObject | null>();
  private readonly objectStreams = new Map<number, ObjectStream | null>();
  private readonly inProgress = new Set<number>();

  private constructor(
    readonly source: PdfSource,
    readonly end: number,
    /** The number behind `startxref`, as an offset in the file. */
    readonly startOffset: number,
    /** Newest first; the extra stream of a hybrid section directly behind its table. */
    readonly sections: readonly CrossReferenceSection[],
    readonly prevLoop: boolean,
  ) {}

  static open(source: PdfSource, end: number): PdfRevision {
    const written = findStartOffset(source, end);
    // Offsets count from the file's first byte; some writers count from the header instead.
    const shifts = source.headerOffset > 0 ? [0, source.headerOffset] : [0];
    let failure: unknown;
    for (const shift of shifts) {
      try {
        return PdfRevision.follow(source, end, written + shift);
      } catch (error) {
        if (!(error instanceof UnreadablePdf)) throw error;
        failure ??= error;
      }
    }
    throw failure;
  }

  private static follow(source: PdfSource, end: number, start: number): PdfRevision {
    const sections: CrossReferenceSection[] = [];
    const seen = new Set<number>();
    let prevLoop = false;
    let next: number | null = start;
    while (next !== null) {
      if (seen.has(next)) {
        prevLoop = true;
        source.repair('PREV_LOOP', next, 'the chain of cross-reference sections comes back to itself');
        break;
      }
      seen.add(next);
      const section: CrossReferenceSection = readSection(source, next, end);
      sections.push(section);
      if (section.hybrid !== null && !seen.has(section.hybrid)) {
        seen.add(section.hybrid);
        sections.push(readSection(source, section.hybrid, end));
      }
      next = section.previous;
    }
    return new PdfRevision(source, end, start, sections, prevLoop);
  }

  get trailer(): PdfDictionary {
    return this.sections[0]!.trailer;
  }

  get encrypted(): boolean {
    return this.sections.some((section) => section.trailer.has('Encrypt'));
  }

  catalog(): PdfDictionary {
    const root = this.resolve(this.trailer.get('Root'));
    if (!(root instanceof PdfDictionary))
      throw new UnreadablePdf('NO_CATALOG', 'The trailer names no document catalogue (/Root).');
    return root;
  }

  /** Follows references, at most 32 in a row; a missing object is null (7.3.10). */
  resolve(value: PdfObject): PdfObject {
    let current = value;
    for (let hops = 0; current instanceof PdfReference; hops++) {
      if (hops === 32) return null;
      current = this.get(current)?.value ?? null;
    }
    return current;
  }

  dictionary(value: PdfObject): PdfDictionary | null {
    const resolved = this.resolve(value);
    return resolved instanceof PdfDictionary ? resolved : null;
  }

  get(reference: PdfReference): IndirectObject | null {
    const { number } = reference;
    const cached = this.objects.get(number);
    if (cached !== undefined) return cached && cached.generation === reference.generation ? cached : null;
    if (this.inProgress.has(number)) return null;
    this.inProgress.add(number);
    try {
      const found = this.read(number);
      this.objects.set(number, found);
      return found && found.generation === reference.generation ? found : null;
    } finally {
      this.inProgress.delete(number);
    }
  }

  entry(number: number): CrossReferenceEntry | null {
    for (let i = 0; i < this.sections.length; i++) {
      const entry = this.sections[i]!.entries.get(number);
      if (!entry) continue;
      // 7.5.8.4: the table of a hybrid section hides objects as free; its stream, read next, shows them.
      if (entry.kind === 'free' && this.sections[i]!.hybrid !== null) {
        const shown = this.sections[i + 1]?.entries.get(number);
        if (shown) return shown;
      }
      return entry;
    }
    return null;
  }

  decode(stream: PdfStream): Uint8Array | null {
    return decodeStream(stream, (value) => this.resolve(value), this.source.budget);
  }

  private read(number: number): IndirectObject | null {
    const entry = this.entry(number);
    if (!entry || entry.kind === 'free') return null;
    try {
      if (entry.kind === 'compressed') return this.readCompressed(number, entry.stream);
      for (const shift of this.source.headerOffset > 0 ? [0, this.source.headerOffset] : [0]) {
        const found = this.readAt(number, entry.offset + shift);
        if (found && found.generation === entry.generation) return found;
      }
      this.source.repair('OBJECT_NOT_AT_OFFSET', entry.offset, `object ${number} is not where the file says`);
      return null;
    } catch (error) {
      if (!(error instanceof UnreadablePdf)) throw error;
      this.source.repair(
        'OBJECT_MALFORMED',
        entry.kind === 'offset' ? entry.offset : 0,
        `object ${number}: ${error.message}`,
      );
      return null;
    }
  }

  private readAt(number: number, offset: number): IndirectObject | null {
    const parser = this.source.parser(offset, this.end);
    if (parser.readUnsigned() !== number) return null;
    const read = this.source.readIndirectObject(offset, this.end, (value) => integerOf(this.resolve(value)));
    return {
      number: read.number,
      generation: read.generation,
      value: read.value,
      place: 'file',
      start: offset,
      end: read.end,
    };
  }

  private readCompressed(number: number, container: number): IndirectObject | null {
    let stream = this.objectStreams.get(container);
    if (stream === undefined) {
      stream = this.readObjectStream(container);
      this.objectStreams.set(container, stream);
    }
    const index = stream ? stream.numbers.indexOf(number) : -1;
    if (!stream || index < 0) {
      this.source.repair('OBJECT_NOT_IN_STREAM', 0, `object ${number} is not in object stream ${container}`);
      return null;
    }
    this.source.budget.spend('objects');
    const parser = new PdfParser(stream.data, stream.offsets[index]!, stream.data.length, this.source.budget);
    return { number, generation: 0, value: parser.readObject(), place: 'object-stream', start: -1, end: -1 };
  }

  /** 7.5.7. An object stream cannot itself lie in an object stream. */
  private readObjectStream(container: number): ObjectStream | null {
    if (this.entry(container)?.kind !== 'offset') return null;
    const value = this.resolve(new PdfReference(container, 0));
    if (!(value instanceof PdfStream) || nameOf(value.dictionary.get('Type')) !== 'ObjStm') return null;
    const count = integerOf(this.resolve(value.dictionary.get('N')));
    const first = integerOf(this.resolve(value.dictionary.get('First')));
    const data = this.decode(value);
    if (data === null || count === null || first === null || count < 0 || first < 0) return null;
    const header = new PdfParser(data, 0, Math.min(first, data.length), this.source.budget);
    const numbers: number[] = [];
    const offsets: number[] = [];
    for (let i = 0; i < count; i++) {
      const number = header.readUnsigned();
      const offset = header.readUnsigned();
      if (number === null || offset === null || first + offset >= data.length) break;
      numbers.push(number);
      offsets.push(first + offset);
    }
    return { numbers, offsets, data };
  }
}

function findStartOffset(source: PdfSource, end: number): number {
  const at = source.buffer.subarray(0, end).lastIndexOf('startxref');
  if (at < 0) throw new UnreadablePdf('NO_STARTXREF', 'The file has no startxref: it is cut off or not a PDF file.');
  source.budget.spend('work', end - at);
  const parser = source.parser(at, end);
  parser.accept('startxref');
  const offset = parser.readUnsigned();
  if (offset === null) throw new UnreadablePdf('NO_STARTXREF', `The startxref at byte ${at} is followed by no number.`);
  return offset;
}
