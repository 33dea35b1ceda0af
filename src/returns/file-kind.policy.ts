export type FileKind = 'PDF' | 'PICTURE' | 'OTHER' | 'EMPTY' | 'TOO_LARGE';

/** Readers accept the header anywhere in the first kilobyte (ISO 32000-1, appendix H, note 13). */
const HEADER_WITHIN = 1024;
/** Readers look for the last end-of-file marker in the last kilobyte (the same, note 18). */
const MARKER_WITHIN = 1024;
const PICTURE_HEADS: readonly (readonly [offset: number, head: string])[] = [
  [0, '\u00ff\u00d8\u00ff'], // JPEG
  [0, '\u0089PNG\r\n\u001a\n'],
  [0, 'GIF8'],
  [0, 'II*\0'], // TIFF
  [0, 'MM\0*'],
  [8, 'WEBP'],
  [4, 'ftyphei'], // HEIC: heic, heix, heim, heis
  [4, 'ftyphevc'],
  [4, 'ftypmif1'],
  [4, 'ftypavif'],
];

/** What a file is by its first bytes; its name and its declared type say nothing. */
export function fileKind(bytes: Uint8Array, byteLength: number, largest: number): FileKind {
  if (byteLength === 0) return 'EMPTY';
  if (byteLength > largest) return 'TOO_LARGE';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEADER_WITHIN)).toString('latin1');
  if (head.includes('%PDF-')) return 'PDF';
  return PICTURE_HEADS.some(([offset, text]) => head.startsWith(text, offset)) ? 'PICTURE' : 'OTHER';
}

/** Whether a PDF file still has its end. Without it the file was cut off on its way, and no program can open it. */
export function hasPdfEnd(bytes: Uint8Array): boolean {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-MARKER_WITHIN);
  return tail.includes('%%EOF');
}
