import { UnreadablePdf } from '../pades.errors.js';
import { readSection } from './cross-reference.js';
import type { CrossReferenceEntry, CrossReferenceSection } from './cross-reference-section.js';
import { decodeStream } from './decode-stream.js';
import { decryptObject } from './encryption/decrypt-object.js';
import { readEncryption } from './encryption/encryption.js';
import type { Encryption } from './encryption/encryption.js';
import { ObjectStream } from './object-stream.js';
import { PdfArray, PdfDictionary, PdfReference, PdfString, integerOf } from './pdf-object.js';
import type { IndirectObject, PdfObject, PdfStream } from './pdf-object.js';
import type { PdfSource } from './pdf-source.js';
import { scanForObjects } from './scan-for-objects.js';

/**
 * The document as it stood when the file was `end` bytes long. Objects are read when asked for.
 * Nothing behind `end` is ever looked at, so a signed revision is read from signed bytes only.
 */
export class PdfRevision {
  private readonly objects = new Map<number, IndirectObject | null>();
  private readonly objectStreams = new Map<number, ObjectStream | null>();
  private readonly inProgress = new Set<number>();
  private unlocked: Encryption | null | undefined;

  private constructor(
    readonly source: PdfSource,
    readonly end: number,
    /** Newest first; the extra stream of a hybrid section directly behind its table. */
    readonly sections: readonly CrossReferenceSection[],
  ) {}

  static open(source: PdfSource, end: number): PdfRevision {
    let locked = false;
    try {
      const revision = PdfRevision.follow(source, end, findStartOffset(source, end));
      locked = revision.encryption?.opening === 'no key';
      revision.catalog();
      return revision;
    } catch (error) {
      if (!(error instanceof UnreadablePdf)) throw error;
      if (locked) throw new UnreadablePdf('ENCRYPTED', `The document catalogue is encrypted: ${error.message}`);
      return PdfRevision.rebuild(source, end, error);
    }
  }

  private static follow(source: PdfSource, end: number, start: number): PdfRevision {
    const sections: CrossReferenceSection[] = [];
    const seen = new Set<number>();
    const read = (offset: number): CrossReferenceSection | null => {
      const section = readSection(source, offset, end);
      if (seen.has(section.offset)) return null;
      seen.add(section.offset);
      sections.push(section);
      return section;
    };
    for (let next: number | null = start; next !== null;) {
      const section = read(next);
      if (!section) {
        source.repair('PREV_LOOP', next, 'the chain of cross-reference sections comes back to itself');
        break;
      }
      if (section.hybrid !== null) read(section.hybrid);
      next = section.previous;
    }
    return new PdfRevision(source, end, sections);
  }

  /** The file without its cross-references: every object where it stands, the last one of a number counting. */
  private static rebuild(source: PdfSource, end: number, reason: UnreadablePdf): PdfRevision {
    const found = scanForObjects(source, end);
    if (!found) throw reason;
    source.repair('REBUILT', found.offset, `the cross-references were rebuilt: ${reason.message}`);
    const plain = new PdfRevision(source, end, [found.section]);
    const entries = new Map(found.section.entries);
    for (const number of found.objectStreams)
      for (const inside of plain.objectStream(number)?.numbers ?? [])
        if (!entries.has(inside)) entries.set(inside, { kind: 'compressed', stream: number, index: 0 });
    const revision = new PdfRevision(source, end, [{ ...found.section, entries }]);
    if (!(revision.resolve(revision.trailer.get('Root')) instanceof PdfDictionary)) throw reason;
    return revision;
  }

  /** As a reader sees it that knows no cross-reference streams (7.5.8.4). */
  withoutHybridStreams(): PdfRevision {
    const hidden = new Set(this.sections.map((section) => section.hybrid));
    const visible = this.sections.filter((section) => !hidden.has(section.offset));
    return new PdfRevision(
      this.source,
      this.end,
      visible.map((section) => ({ ...section, hybrid: null })),
    );
  }

  get rebuilt(): boolean {
    return this.sections[0]!.kind === 'rebuilt';
  }

  get trailer(): PdfDictionary {
    return this.sections[0]!.trailer;
  }

  /** The offset of the newest cross-reference section. */
  get startOffset(): number {
    return this.sections[0]!.offset;
  }

  /** null: nothing in the file is encrypted. */
  get encryption(): Encryption | null {
    if (this.unlocked === undefined) {
      // The dictionary's own strings are never encrypted (7.6.2).
      this.unlocked = null;
      const trailer = this.sections.find((section) => section.trailer.has('Encrypt'))?.trailer;
      const dictionary = this.dictionary(trailer?.get('Encrypt') ?? null);
      const [id] = arrayItems(this.resolve(this.trailer.get('ID')));
      const fileId = id instanceof PdfString ? id.bytes : new Uint8Array();
      if (dictionary)
        this.unlocked = readEncryption(dictionary, fileId, this.source.password, (value) => this.resolve(value));
    }
    return this.unlocked;
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
      const found = this.readAt(number, entry.generation, entry.offset);
      if (!found)
        this.source.repair('OBJECT_NOT_AT_OFFSET', entry.offset, `object ${number} is not where the file says`);
      return found;
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

  private readAt(number: number, generation: number, written: number): IndirectObject | null {
    const { source, end } = this;
    const offset = source.locate(written, end, (at) => {
      const parser = source.parser(at, end);
      return parser.readUnsigned() === number && parser.readUnsigned() === generation && parser.accept('obj');
    });
    if (offset === null) return null;
    // Before anything is decrypted, so that the encryption dictionary itself is read as it stands.
    const { encryption } = this;
    const read = source.readIndirectObject(offset, end, (value) => integerOf(this.resolve(value)));
    const value = encryption ? decryptObject(encryption, number, generation, read.value) : read.value;
    return { number, generation, value, place: 'file', start: offset, end: read.end };
  }

  private readCompressed(number: number, container: number): IndirectObject | null {
    const value = this.objectStream(container)?.read(number);
    if (value !== undefined) return { number, generation: 0, value, place: 'object-stream', start: -1, end: -1 };
    this.source.repair('OBJECT_NOT_IN_STREAM', 0, `object ${number} is not in object stream ${container}`);
    return null;
  }

  /** 7.5.7. An object stream cannot itself lie in an object stream. */
  private objectStream(container: number): ObjectStream | null {
    const known = this.objectStreams.get(container);
    if (known !== undefined) return known;
    const entry = this.entry(container);
    const value = entry?.kind === 'offset' ? this.resolve(new PdfReference(container, entry.generation)) : null;
    const opened = ObjectStream.open(
      value,
      (item) => this.resolve(item),
      (stream) => this.decode(stream),
      this.source.budget,
    );
    this.objectStreams.set(container, opened);
    return opened;
  }
}

const arrayItems = (value: PdfObject): readonly PdfObject[] => (value instanceof PdfArray ? value.items : []);

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
