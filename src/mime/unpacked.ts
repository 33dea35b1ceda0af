/** A file as it lay in a container. */
export interface PackedFile {
  /** As it stood there: to be made safe before it is shown. */
  readonly fileName: string;
  /** Declared type in lower case; empty when none was. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** What became of the attempt to open a container. */
export type Unpacked =
  | {
      readonly is: 'OPEN';
      readonly files: readonly PackedFile[];
      /** A signature of the container covers them. */
      readonly signedOutside: boolean;
    }
  /** It holds a message or a part of one. */
  | { readonly is: 'MESSAGE'; readonly bytes: Buffer }
  /** It is packed, but one document: .docx, .odt. */
  | { readonly is: 'ONE_FILE' }
  /** It holds nothing for us: certificates. */
  | { readonly is: 'NOTHING' }
  | { readonly is: 'ENCRYPTED' }
  | { readonly is: 'UNKNOWN' };
