/** Headers are looked for in this many bytes at the beginning of a message; what stands later is not found. */
const HEADER_LIMIT = 256 * 1024;
const CR = 0x0d;
const LF = 0x0a;

/**
 * The raw value of the first header of that name (lower case), unfolded (RFC 5322, 2.2.3), without parsing the
 * message; null when there is none. Bytes are read as Latin-1, so no input can make it fail; NUL becomes U+FFFD, so
 * that every text column takes the value.
 */
export function headerOf(raw: Buffer, name: string): string | null {
  for (const value of headersOf(raw, name)) return value;
  return null;
}

/** As `headerOf`, all headers of that name, from the top. */
export function* headersOf(raw: Buffer, name: string): Generator<string> {
  const header = raw.toString('latin1', 0, endOfHeader(raw));
  for (const line of header.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && line.slice(0, colon).trim().toLowerCase() === name) {
      yield line
        .slice(colon + 1)
        .trim()
        .replaceAll('\0', '\uFFFD');
    }
  }
}

/** Where the first empty line begins: only what comes before is decoded, and a message may be long. */
function endOfHeader(raw: Buffer): number {
  const limit = Math.min(raw.length, HEADER_LIMIT);
  for (let at = raw.indexOf(LF); at !== -1 && at < limit; at = raw.indexOf(LF, at + 1)) {
    if (raw[at + 1] === LF || (raw[at + 1] === CR && raw[at + 2] === LF)) return at;
  }
  return limit;
}
