import { createHash } from 'node:crypto';

/** More ends than this in one file are not looked at: real files have one per revision. */
const MAX_ENDS = 64;
const MARKER = Buffer.from('%%EOF', 'latin1');

export interface PrefixDigest {
  /** Bytes from the start of the file. */
  readonly byteLength: number;
  /** SHA-256 of those bytes, hex. */
  readonly sha256: string;
}

/** SHA-256 (hex) of the first `byteLength` bytes of a file; asked for growing lengths. */
export type DigestOfPrefix = (byteLength: number) => string;

/**
 * The SHA-256 of a file up to each end-of-file marker, with the line end that follows it or without
 * (ISO 32000-2, 7.5.5 and 7.5.6: each incremental update ends in its own marker). A file that begins with a form as
 * issued has that form's digest among them, whatever was appended. Every byte is hashed once, or not at all when the
 * caller has digests of the file's beginnings (`digestOf`).
 */
export function prefixDigests(bytes: Uint8Array, digestOf: DigestOfPrefix = hashOnce(bytes)): PrefixDigest[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const digests: PrefixDigest[] = [];
  let markers = 0;
  for (let at = file.indexOf(MARKER); at !== -1 && markers < MAX_ENDS; at = file.indexOf(MARKER, at + MARKER.length)) {
    markers += 1;
    for (const byteLength of endsAfter(file, at + MARKER.length))
      digests.push({ byteLength, sha256: digestOf(byteLength) });
  }
  return digests;
}

function hashOnce(bytes: Uint8Array): DigestOfPrefix {
  const hash = createHash('sha256');
  let hashed = 0;
  return (byteLength) => {
    hash.update(bytes.subarray(hashed, byteLength));
    hashed = byteLength;
    return hash.copy().digest('hex');
  };
}

/** The marker may stand alone or be followed by LF, CR or CR LF. */
function endsAfter(file: Buffer, end: number): number[] {
  const ends = [end];
  if (file[end] === 0x0d) ends.push(end + 1);
  const lineFeed = file[end] === 0x0d ? end + 1 : end;
  if (file[lineFeed] === 0x0a) ends.push(lineFeed + 1);
  return ends;
}
