import { nameOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import type { Comparison } from './comparison.js';

/** A document time-stamp (12.8.5) adds evidence; any other signature fills in a field. */
export function isTimestamp(comparison: Comparison, value: PdfObject): boolean {
  const dictionary = comparison.final.dictionary(value);
  const entry = (key: string): string | null => nameOf(comparison.final.resolve(dictionary?.get(key) ?? null));
  return entry('Type') === 'DocTimeStamp' && entry('SubFilter') === 'ETSI.RFC3161';
}
