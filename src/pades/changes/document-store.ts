import { PdfArray, PdfDictionary, PdfReference, PdfStream, PdfString, nameOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';

const storeKeys = new Set(['Type', 'VRI', 'Certs', 'OCSPs', 'CRLs']);
const relatedKeys = new Set(['Type', 'Cert', 'OCSP', 'CRL', 'TU', 'TS']);

/**
 * Why the later document security store is not just more validation data (ISO 32000-2, 12.8.4.3; EN 319 142-1, 5.4),
 * or null. Nothing that was stored for a signature may go away.
 */
export function judgeSecurityStore(
  signed: PdfRevision,
  before: PdfObject,
  final: PdfRevision,
  after: PdfObject,
): string | null {
  const store = final.dictionary(after);
  if (!store) return 'the validation data was taken away or replaced by something else';
  for (const [key, value] of store.entries) {
    if (!storeKeys.has(key)) return `the validation data has an entry /${key}`;
    if (key !== 'Type' && key !== 'VRI' && !isListOfStreams(final, value))
      return `/${key} of the validation data is no list of streams`;
  }
  const related = final.resolve(store.get('VRI'));
  if (store.entries.has('VRI') && !(related instanceof PdfDictionary))
    return '/VRI of the validation data is no dictionary';
  const relatedStore = related instanceof PdfDictionary ? related : null;
  for (const [key, value] of relatedStore?.entries ?? []) {
    if (key === 'Type') continue;
    const fault = judgeRelated(final, value);
    if (fault) return fault;
  }
  const old = signed.dictionary(signed.dictionary(before)?.get('VRI') ?? null);
  for (const [key, value] of old?.entries ?? [])
    if (value !== null && !relatedStore?.has(key)) return 'validation data of a signature was taken away';
  return null;
}

function judgeRelated(final: PdfRevision, value: PdfObject): string | null {
  const entry = final.dictionary(value);
  if (!entry) return 'an entry of /VRI is no dictionary';
  for (const [part, content] of entry.entries) {
    if (!relatedKeys.has(part)) return `an entry of /VRI has /${part.slice(0, 40)}`;
    if (part === 'Type') continue;
    const plain = final.resolve(content);
    const isTime = part === 'TU' || part === 'TS';
    const sound = isTime ? plain instanceof PdfString || plain instanceof PdfStream : isListOfStreams(final, content);
    if (!sound) return `/${part} of an entry of /VRI has the wrong type`;
  }
  return null;
}

function isListOfStreams(final: PdfRevision, value: PdfObject): boolean {
  const list = final.resolve(value);
  if (!(list instanceof PdfArray)) return false;
  return list.items.every((item) => item instanceof PdfReference && final.resolve(item) instanceof PdfStream);
}

/** Why later document metadata is not an XMP packet that only programs read (ISO 32000-2, 14.3.2), or null. */
export function judgeMetadata(final: PdfRevision, after: PdfObject): string | null {
  const stream = final.resolve(after);
  if (!(stream instanceof PdfStream)) return 'the metadata was taken away or is no stream';
  if (nameOf(final.resolve(stream.dictionary.get('Subtype'))) !== 'XML') return 'the metadata is not XML';
  const data = final.decode(stream);
  if (!data) return 'the metadata cannot be read';
  const text = Buffer.from(data).toString('utf8').replaceAll('\0', '');
  if (/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST)/i.test(text)) return 'the metadata declares entities or a document type';
  if (!/<rdf:RDF[\s>]/.test(text) || !/<\/rdf:RDF>/.test(text)) return 'the metadata is no XMP packet';
  return null;
}
