/** The eight object types of ISO 32000-2, 7.3, plus indirect references. Strings keep where they stood in the file. */
export type PdfObject =
  null | boolean | number | PdfName | PdfString | PdfReference | PdfArray | PdfDictionary | PdfStream;

export class PdfName {
  constructor(readonly name: string) {}
}

export class PdfString {
  /** `start` and `end` include the delimiters; they are offsets in the text that was parsed. */
  constructor(
    readonly bytes: Uint8Array,
    readonly hex: boolean,
    readonly start: number,
    readonly end: number,
  ) {}
}

export class PdfReference {
  constructor(
    readonly number: number,
    readonly generation: number,
  ) {}
}

export class PdfArray {
  constructor(readonly items: readonly PdfObject[]) {}
}

export class PdfDictionary {
  /** `duplicateKeys`: a key stood twice; readers disagree on which one counts, so nothing rests on such a dictionary. */
  constructor(
    readonly entries: ReadonlyMap<string, PdfObject>,
    readonly duplicateKeys: boolean = false,
  ) {}

  get(key: string): PdfObject {
    return this.entries.get(key) ?? null;
  }

  has(key: string): boolean {
    return this.get(key) !== null;
  }
}

export class PdfStream {
  private decrypted: Uint8Array | null | undefined;

  constructor(
    readonly dictionary: PdfDictionary,
    /** The bytes as they stand in the file. */
    readonly raw: Uint8Array,
    /** Undoes the file's encryption; null when the key is not known. */
    private readonly decrypt: ((raw: Uint8Array) => Uint8Array | null) | null = null,
  ) {}

  /** The bytes before the stream's filters, decrypted where that is possible. */
  get data(): Uint8Array {
    return this.plain() ?? this.raw;
  }

  /** Encrypted with a key that is not known: the data mean nothing. */
  get locked(): boolean {
    return this.plain() === null;
  }

  private plain(): Uint8Array | null {
    if (this.decrypted === undefined) this.decrypted = this.decrypt ? this.decrypt(this.raw) : this.raw;
    return this.decrypted;
  }
}

/** Where an object was found: in the file itself, or inside an object stream (then offsets mean nothing to a byte range). */
export type ObjectPlace = 'file' | 'object-stream';

export type IndirectObject = {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfObject;
  readonly place: ObjectPlace;
  /** Where it stands in the file, or -1 for both. */
  readonly start: number;
  readonly end: number;
};

export const nameOf = (value: PdfObject): string | null => (value instanceof PdfName ? value.name : null);

export const integerOf = (value: PdfObject): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : null;

/** Text strings (ISO 32000-2, 7.9.2.2): UTF-16BE or UTF-8 with a mark, else PDFDocEncoding (read as Latin-1). */
export function textOf(value: PdfObject): string | null {
  if (!(value instanceof PdfString)) return null;
  const { bytes } = value;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    let text = '';
    for (let i = 2; i + 1 < bytes.length; i += 2) text += String.fromCharCode((bytes[i]! << 8) | bytes[i + 1]!);
    return text;
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return Buffer.from(bytes.subarray(3)).toString('utf8');
  return Buffer.from(bytes).toString('latin1');
}
