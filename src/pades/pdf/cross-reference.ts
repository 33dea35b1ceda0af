import { UnreadablePdf } from '../pades.errors.js';
import { decodeStream } from './decode-stream.js';
import { PdfArray, PdfDictionary, PdfStream, integerOf, nameOf } from './pdf-object.js';
import { directLength } from './pdf-source.js';
import type { CrossReferenceEntry, CrossReferenceSection } from './cross-reference-section.js';
import type { PdfSource } from './pdf-source.js';

const broken = (offset: number, what: string): UnreadablePdf =>
  new UnreadablePdf('BROKEN_CROSS_REFERENCE', `The cross-reference section at byte ${offset}: ${what}.`);

/** Reads the section said to be at `written`, a table (ISO 32000-2, 7.5.4) or a stream (7.5.8), without passing `end`. */
export function readSection(source: PdfSource, written: number, end: number): CrossReferenceSection {
  const known = source.sections.get(written);
  if (known) {
    if (known.end > end) throw broken(written, 'reaches past the end of the revision that uses it');
    return known;
  }
  source.budget.spend('sections');
  if (written < 0 || written >= end) throw broken(written, 'lies outside the revision that uses it');
  const offset = source.locate(written, end, (at) => startsSection(source, at, end));
  if (offset === null) throw broken(written, 'neither a table nor a cross-reference stream');
  const section =
    source.sections.get(offset) ??
    (source.parser(offset, end).accept('xref') ? readTable(source, offset, end) : readStream(source, offset, end));
  source.sections.set(offset, section);
  source.sections.set(written, section);
  return section;
}

function startsSection(source: PdfSource, offset: number, end: number): boolean {
  const parser = source.parser(offset, end);
  if (parser.accept('xref')) return true;
  return parser.readUnsigned() !== null && parser.readUnsigned() !== null && parser.accept('obj');
}

function readTable(source: PdfSource, offset: number, end: number): CrossReferenceSection {
  const parser = source.parser(offset, end);
  parser.accept('xref');
  const entries = new Map<number, CrossReferenceEntry>();
  while (!parser.accept('trailer')) {
    let first = parser.readUnsigned();
    const count = parser.readUnsigned();
    if (first === null || count === null) throw broken(offset, 'a subsection has no start and count');
    for (let i = 0; i < count; i++) {
      const at = parser.readUnsigned();
      const generation = parser.readUnsigned();
      const kind = parser.readKeyword();
      if (at === null || generation === null || (kind !== 'n' && kind !== 'f'))
        throw broken(offset, `entry ${i} of the subsection of ${first} is malformed`);
      if (i === 0 && first === 1 && kind === 'f' && generation === 65535) {
        source.repair('XREF_STARTS_AT_ONE', offset, 'the first subsection is numbered from 1 instead of 0');
        first = 0;
      }
      if (entries.has(first + i)) source.repair('XREF_ENTRY_TWICE', offset, `object ${first + i} is listed twice`);
      // An offset of zero cannot hold an object: sloppy writers use it for free entries.
      entries.set(first + i, kind === 'n' && at > 0 ? { kind: 'offset', offset: at, generation } : { kind: 'free' });
    }
  }
  const trailer = parser.readObject();
  if (!(trailer instanceof PdfDictionary)) throw broken(offset, 'the trailer is not a dictionary');
  return {
    offset,
    end: parser.position,
    kind: 'table',
    entries,
    trailer,
    previous: integerOf(trailer.get('Prev')),
    hybrid: integerOf(trailer.get('XRefStm')),
  };
}

function readStream(source: PdfSource, offset: number, end: number): CrossReferenceSection {
  const object = source.readIndirectObject(offset, end, directLength);
  const { value } = object;
  if (!(value instanceof PdfStream) || nameOf(value.dictionary.get('Type')) !== 'XRef')
    throw broken(offset, 'neither a table nor a cross-reference stream');
  const dictionary = value.dictionary;
  const data = decodeStream(value, (item) => item, source.budget);
  const size = integerOf(dictionary.get('Size'));
  const widths = integers(dictionary.get('W'));
  if (data === null || size === null || widths?.length !== 3 || widths.some((width) => width < 0 || width > 8))
    throw broken(offset, 'the stream cannot be decoded');
  const index = integers(dictionary.get('Index')) ?? [0, size];
  const [typeWidth, secondWidth, thirdWidth] = widths as [number, number, number];
  const width = typeWidth + secondWidth + thirdWidth;
  if (width === 0) throw broken(offset, 'its entries have no width');
  const entries = new Map<number, CrossReferenceEntry>();
  let at = 0;
  const field = (bytes: number): number => {
    let number = 0;
    for (let i = 0; i < bytes; i++) number = number * 256 + data[at++]!;
    return number;
  };
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    for (let i = 0; i < index[pair + 1]! && at + width <= data.length; i++) {
      source.budget.spend('work');
      const type = typeWidth === 0 ? 1 : field(typeWidth);
      const second = field(secondWidth);
      const third = field(thirdWidth);
      const number = index[pair]! + i;
      if (entries.has(number)) source.repair('XREF_ENTRY_TWICE', offset, `object ${number} is listed twice`);
      if (type === 0) entries.set(number, { kind: 'free' });
      else if (type === 1) entries.set(number, { kind: 'offset', offset: second, generation: third });
      else if (type === 2) entries.set(number, { kind: 'compressed', stream: second, index: third });
    }
  }
  return {
    offset,
    end: object.end,
    kind: 'stream',
    entries,
    trailer: dictionary,
    previous: integerOf(dictionary.get('Prev')),
    hybrid: null,
  };
}

function integers(value: unknown): number[] | null {
  if (!(value instanceof PdfArray)) return null;
  const numbers = value.items.map(integerOf);
  return numbers.every((number) => number !== null && number >= 0) ? (numbers as number[]) : null;
}
