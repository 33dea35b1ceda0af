import type { SignatureDictionary } from './signature-dictionary.js';

/** The two stretches of the file that the byte range names, or null when it names none inside the file. */
export function signedParts({ byteRange }: SignatureDictionary, bytes: Uint8Array): Uint8Array[] | null {
  if (byteRange?.length !== 4) return null;
  const numbers = byteRange.filter((value) => value !== null && value >= 0) as number[];
  if (numbers.length !== 4) return null;
  const [first, firstLength, second, secondLength] = numbers as [number, number, number, number];
  if (first + firstLength > bytes.length || second + secondLength > bytes.length) return null;
  return [bytes.subarray(first, first + firstLength), bytes.subarray(second, second + secondLength)];
}
