/** Headers are looked for in this many bytes at the beginning of a message; what stands later is not found. */
const HEADER_LIMIT = 256 * 1024;

/**
 * The raw value of the first header of that name (lower case), unfolded (RFC 5322, 2.2.3), without parsing the
 * message; null when there is none. Bytes are read as Latin-1, so no input can make it fail; NUL becomes U+FFFD, so
 * that every text column takes the value.
 */
export function headerOf(raw: Buffer, name: string): string | null {
  const text = raw.toString('latin1', 0, HEADER_LIMIT);
  const end = /\r?\n\r?\n/.exec(text);
  const header = end === null ? text : text.slice(0, end.index);
  for (const line of header.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) {
      return line
        .slice(colon + 1)
        .trim()
        .replaceAll('\0', '\uFFFD');
    }
  }
  return null;
}
