export type ContentKind =
  | 'PDF'
  | 'PICTURE'
  | 'HEIC'
  | 'ZIP'
  | 'TNEF'
  | 'CMS'
  | 'MESSAGE'
  /** Holds other files, in a form that is not opened here. */
  | 'ARCHIVE'
  | 'OTHER';

/** Readers accept a PDF's header anywhere in the first kilobyte (ISO 32000-1, appendix H, note 13). */
const PDF_HEADER_WITHIN = 1024;

/** First bytes, most telling first. */
const HEADS: readonly (readonly [kind: ContentKind, offset: number, head: string])[] = [
  ['ZIP', 0, 'PK\u0003\u0004'],
  ['ZIP', 0, 'PK\u0005\u0006'], // with nothing in it
  ['TNEF', 0, '\u0078\u009f\u003e\u0022'],
  ['ARCHIVE', 0, 'Rar!\u001a\u0007'],
  ['ARCHIVE', 0, '7z\u00bc\u00af\u0027\u001c'],
  ['ARCHIVE', 0, '\u001f\u008b\b'], // gzip
  ['ARCHIVE', 0, 'BZh'],
  ['ARCHIVE', 0, '\u00fd7zXZ\0'],
  ['ARCHIVE', 0, '\u0028\u00b5\u002f\u00fd'], // Zstandard
  ['ARCHIVE', 0, 'MSCF'],
  ['ARCHIVE', 257, 'ustar'],
  ['ARCHIVE', 0, 'StuffIt'],
  ['PICTURE', 0, '\u00ff\u00d8\u00ff'], // JPEG
  ['PICTURE', 0, '\u0089PNG\r\n\u001a\n'],
  ['PICTURE', 0, 'GIF8'],
  ['PICTURE', 0, 'II*\0'], // TIFF
  ['PICTURE', 0, 'MM\0*'],
  ['PICTURE', 8, 'WEBP'],
  ['HEIC', 4, 'ftyphei'], // heic, heix, heim, heis
  ['HEIC', 4, 'ftyphevc'],
  ['HEIC', 4, 'ftypmif1'],
  ['PICTURE', 4, 'ftypavif'],
];

/** ContentInfo (RFC 5652, 3): a SEQUENCE that begins with one of the identifiers 1.2.840.113549.1.7 or .1.9. */
const CMS_IDENTIFIER = Buffer.from('2a864886f70d01', 'hex');
const SEQUENCE = 0x30;
/** Tag and length of the sequence take two to six bytes, those of the identifier two. */
const CMS_IDENTIFIER_WITHIN = 8;

const NAMES: readonly (readonly [kind: ContentKind, name: RegExp])[] = [
  ['MESSAGE', /\.eml$/i],
  ['TNEF', /^winmail(\d+)?\.dat$/i],
  ['CMS', /\.p7m$/i],
  ['ARCHIVE', /\.(7z|rar|tar|tgz|gz|bz2|xz|zst|cab|ace|arj|lzh|lha|sit|sitx|iso|img|vhdx?|msg|pst|asics|bdoc|edoc)$/i],
];
const TYPES: readonly (readonly [kind: ContentKind, type: RegExp])[] = [
  ['MESSAGE', /^message\/(rfc822|global)$/],
  ['TNEF', /^application\/(vnd\.)?ms-tnef$/],
  ['CMS', /^application\/(x-)?pkcs7-mime$/],
  ['ARCHIVE', /^application\/(vnd\.ms-outlook|(x-)?rar(-compressed)?|vnd\.rar|x-7z-compressed|(x-)?gzip|x-tar)$/],
];

/** What a file is: by its first bytes, else by its name, else by its declared type, which lies most often. */
export function contentKind(bytes: Buffer, fileName: string, mimeType: string): ContentKind {
  const head = bytes.toString('latin1', 0, PDF_HEADER_WITHIN);
  const byHead = HEADS.find(([, offset, text]) => head.startsWith(text, offset))?.[0];
  if (byHead !== undefined) return byHead;
  if (isCms(bytes) && !/\.(p7s|p7c|p7b|cer|crt)$/i.test(fileName)) return 'CMS';
  const byName = NAMES.find(([, name]) => name.test(fileName))?.[0];
  // A forwarded message may well begin with the PDF that it brings.
  if (byName === 'MESSAGE' || TYPES[0]?.[1].test(mimeType) === true) return 'MESSAGE';
  if (head.includes('%PDF-')) return 'PDF';
  return byName ?? TYPES.find(([, type]) => type.test(mimeType))?.[0] ?? 'OTHER';
}

function isCms(bytes: Buffer): boolean {
  const start = bytes.subarray(0, CMS_IDENTIFIER_WITHIN + CMS_IDENTIFIER.length);
  return start[0] === SEQUENCE && start.includes(CMS_IDENTIFIER);
}
