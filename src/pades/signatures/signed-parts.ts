import { digestLength } from '../asn1/algorithm-identifier.js';
import type { SignedBytes } from '../cms/signature-check.js';
import type { PdfSource } from '../pdf/pdf-source.js';
import type { SignatureDictionary } from './signature-dictionary.js';

/** The two stretches of the file that the byte range names, or null when it names none inside the file. */
export function signedParts({ byteRange }: SignatureDictionary, source: PdfSource): SignedBytes | null {
  const { bytes, digests } = source;
  if (byteRange?.length !== 4) return null;
  const numbers = byteRange.filter((value) => value !== null && value >= 0) as number[];
  if (numbers.length !== 4) return null;
  const [first, firstLength, second, secondLength] = numbers as [number, number, number, number];
  if (first + firstLength > bytes.length || second + secondLength > bytes.length) return null;
  const rest = bytes.subarray(second, second + secondLength);
  const parts = [bytes.subarray(first, first + firstLength), rest];
  if (first !== 0) return parts;
  return Object.assign(parts, {
    // The file's own digest starts with the same bytes.
    digest: (name: string) => (name in digestLength ? null : digests.digest(name, firstLength, rest)),
  });
}
