import { createHash } from 'node:crypto';

/** What is kept of an issued form: its length in bytes and its SHA-256 as lower-case hex. */
export interface IssuedBytes {
  readonly byteLength: number;
  readonly sha256: string;
}

/** EXACT is binding tier A so far as the issued bytes go: what was appended after them is for others to judge. */
export type PrefixMatch = 'EXACT' | 'DIFFERENT' | 'TOO_SHORT';

export interface IssuedBytesMatch {
  readonly prefix: PrefixMatch;
  /** The file is the issued one with nothing added: neither filled in nor signed. */
  readonly identical: boolean;
}

/** Does a returned file start with the bytes that were issued? */
export function matchIssuedBytes(returned: Uint8Array, issued: IssuedBytes): IssuedBytesMatch {
  if (returned.byteLength < issued.byteLength) return { prefix: 'TOO_SHORT', identical: false };
  const digest = createHash('sha256').update(returned.subarray(0, issued.byteLength)).digest('hex');
  const prefix = digest === issued.sha256.toLowerCase() ? 'EXACT' : 'DIFFERENT';
  return { prefix, identical: prefix === 'EXACT' && returned.byteLength === issued.byteLength };
}
