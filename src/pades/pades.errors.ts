export type UnreadableCode =
  | 'EMPTY_FILE'
  | 'NO_PDF_HEADER'
  | 'NO_STARTXREF'
  | 'BROKEN_CROSS_REFERENCE'
  | 'NO_CATALOG'
  | 'MALFORMED_OBJECT'
  | 'ENCRYPTED';

/** The bytes cannot be read as a PDF file; inside the library only: callers get a report with `readable: false`. */
export class UnreadablePdf extends Error {
  constructor(
    readonly code: UnreadableCode,
    message: string,
  ) {
    super(message);
    this.name = 'UnreadablePdf';
  }
}

/** An ASN.1 structure is not what its specification says. */
export class MalformedAsn1 extends Error {
  readonly code = 'MALFORMED_ASN1';

  constructor(message: string) {
    super(message);
    this.name = 'MalformedAsn1';
  }
}

export type TrustedListFault =
  | 'TOO_LARGE'
  | 'DOCUMENT_TYPE'
  | 'NOT_WELL_FORMED'
  | 'NOT_A_LIST'
  | 'NOT_SIGNED'
  | 'SIGNER_UNKNOWN'
  | 'SIGNATURE_INVALID';

/** A trusted list that must not be relied on. */
export class InvalidTrustedList extends Error {
  constructor(
    readonly code: TrustedListFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'InvalidTrustedList';
  }
}
