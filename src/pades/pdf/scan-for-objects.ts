import { UnreadablePdf } from '../pades.errors.js';
import type { CrossReferenceEntry, CrossReferenceSection } from './cross-reference-section.js';
import { PdfDictionary, PdfReference, PdfStream, nameOf } from './pdf-object.js';
import { directLength } from './pdf-source.js';
import type { PdfSource } from './pdf-source.js';

export type ScannedObjects = {
  readonly offset: number;
  readonly section: CrossReferenceSection;
  /** Numbers of the object streams, newest first. */
  readonly objectStreams: readonly number[];
};

const MAX_OBJECTS = 20_000;

/**
 * Finds the objects of a file whose cross-references cannot be used, as all common readers do: the last object of a
 * number counts. null: no trailer or catalogue among them.
 */
export function scanForObjects(source: PdfSource, end: number): ScannedObjects | null {
  const { buffer, budget } = source;
  const entries = new Map<number, CrossReferenceEntry>();
  const objectStreams: number[] = [];
  let trailer: PdfDictionary | null = null;
  let catalog: PdfReference | null = null;
  budget.spend('work', end >> 2);
  for (let at = buffer.indexOf('obj'); at >= 0 && at < end; at = buffer.indexOf('obj', at + 3)) {
    const head = /(?:^|[^0-9])(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+$/.exec(
      buffer.toString('latin1', Math.max(0, at - 40), at),
    );
    if (!head) continue;
    const [number, generation] = [Number(head[1]), Number(head[2])];
    const offset = at - head[0].length + head[0].search(/\d/);
    const value = readQuietly(source, offset, end);
    if (value === undefined) continue;
    if (entries.size > MAX_OBJECTS) break;
    if (entries.has(number)) source.repair('OBJECT_TWICE', offset, `object ${number} stands more than once`);
    entries.set(number, { kind: 'offset', offset, generation });
    const dictionary = value instanceof PdfStream ? value.dictionary : value;
    if (!(dictionary instanceof PdfDictionary)) continue;
    const type = nameOf(dictionary.get('Type'));
    if (type === 'XRef' && dictionary.has('Root')) trailer = dictionary;
    if (type === 'ObjStm') objectStreams.unshift(number);
    if (type === 'Catalog') catalog = new PdfReference(number, generation);
  }
  for (let at = buffer.indexOf('trailer'); at >= 0 && at < end; at = buffer.indexOf('trailer', at + 7)) {
    const found = readTrailer(source, at, end);
    if (found) trailer = found;
  }
  trailer ??= catalog && new PdfDictionary(new Map([['Root', catalog]]));
  if (!trailer) return null;
  return {
    offset: 0,
    objectStreams,
    section: { offset: -1, end, kind: 'rebuilt', entries, trailer, previous: null, hybrid: null },
  };
}

function readTrailer(source: PdfSource, at: number, end: number): PdfDictionary | null {
  try {
    const parser = source.parser(at, end);
    parser.accept('trailer');
    const value = parser.readObject();
    return value instanceof PdfDictionary && value.has('Root') ? value : null;
  } catch (error) {
    if (error instanceof UnreadablePdf) return null;
    throw error;
  }
}

function readQuietly(source: PdfSource, offset: number, end: number) {
  try {
    return source.readIndirectObject(offset, end, directLength).value;
  } catch (error) {
    if (error instanceof UnreadablePdf) return undefined;
    throw error;
  }
}
