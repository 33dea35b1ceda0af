import { PdfArray, PdfDictionary, PdfStream, PdfString } from '../pdf-object.js';
import type { PdfObject } from '../pdf-object.js';
import type { Encryption } from './encryption.js';

/**
 * An indirect object with its strings decrypted, its stream when it is asked for (ISO 32000-2, 7.6.2). The /Contents of
 * a signature dictionary is not encrypted, nor is anything in an object stream (that stream itself is).
 */
export function decryptObject(encryption: Encryption, number: number, generation: number, value: PdfObject): PdfObject {
  const visit = (item: PdfObject): PdfObject => {
    if (item instanceof PdfString)
      return new PdfString(encryption.string(number, generation, item.bytes), item.hex, item.start, item.end);
    if (item instanceof PdfArray) return new PdfArray(item.items.map(visit));
    return item instanceof PdfDictionary ? dictionary(item) : item;
  };
  const dictionary = (item: PdfDictionary): PdfDictionary => {
    const entries = new Map<string, PdfObject>();
    const signature = item.has('ByteRange');
    for (const [key, entry] of item.entries) entries.set(key, signature && key === 'Contents' ? entry : visit(entry));
    return new PdfDictionary(entries, item.duplicateKeys);
  };
  if (!(value instanceof PdfStream)) return visit(value);
  const own = dictionary(value.dictionary);
  return new PdfStream(own, value.raw, (raw) => encryption.stream(number, generation, own, raw));
}
