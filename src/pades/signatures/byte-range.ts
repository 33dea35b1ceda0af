/** Where the /Contents string stands in the file, with its delimiters. */
export type ContentsPlace = { readonly start: number; readonly end: number; readonly hex: boolean };

export type ByteRangeVerdict =
  | { readonly sound: true; readonly firstEnd: number; readonly secondStart: number; readonly end: number }
  | { readonly sound: false; readonly evidence: string };

/**
 * The only byte range that leaves nothing unsigned (ISO 32000-2, 12.8.1; EN 319 142-1, 5.3 b): four integers, from the
 * first byte, over everything but the /Contents string of this very dictionary.
 */
export function judgeByteRange(
  range: readonly (number | null)[] | null,
  contents: ContentsPlace | null,
  fileLength: number,
): ByteRangeVerdict {
  const unsound = (evidence: string): ByteRangeVerdict => ({ sound: false, evidence });
  if (!range || range.length !== 4) return unsound(`${range?.length ?? 0} numbers instead of 4`);
  if (range.some((value) => value === null || value < 0)) return unsound('not four whole numbers');
  const [start, firstLength, secondStart, secondLength] = range as [number, number, number, number];
  if (start !== 0) return unsound(`starts at ${start}`);
  const end = secondStart + secondLength;
  if (secondStart < firstLength) return unsound('its parts overlap');
  if (secondLength === 0) return unsound('nothing is signed behind the signature');
  if (end > fileLength) return unsound(`ends at ${end}, the file at ${fileLength}`);
  if (!contents) return unsound('the signature dictionary has no place in the file');
  if (!contents.hex) return unsound('/Contents is not a hexadecimal string');
  if (contents.start !== firstLength || contents.end !== secondStart)
    return unsound(`gap ${firstLength} to ${secondStart}, /Contents ${contents.start} to ${contents.end}`);
  return { sound: true, firstEnd: firstLength, secondStart, end };
}
