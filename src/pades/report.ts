/** Version of the report's JSON shape: raised when a field changes its meaning or goes away. */
export const REPORT_VERSION = 1;

export type Integrity = 'intact' | 'broken' | 'none' | 'unparseable';
export type LaterChanges = 'none' | 'permitted' | 'suspicious';
export type Indication = 'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED';

/** EN 319 102-1, 5.1.3, those this version can give. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'TRY_LATER'
  | 'SIGNED_DATA_NOT_FOUND';

export type Coverage = 'ENTIRE_FILE' | 'ENTIRE_REVISION' | 'CONTIGUOUS_BLOCK_FROM_START' | 'UNCLEAR';
/** Ordered: each level includes those before it. */
export type ChangeLevel = 'NONE' | 'LTA_UPDATES' | 'FORM_FILLING' | 'ANNOTATIONS' | 'OTHER';

export type CheckName =
  | 'READABLE'
  | 'ENCRYPTED'
  | 'LIMITS'
  | 'STRUCTURE'
  | 'TRAILING_BYTES'
  | 'TRUST_ANCHORS'
  | 'SIGNATURE_PRESENT'
  | 'SIGNATURE_FIELD'
  | 'SIGNATURE_DICTIONARY'
  | 'SUB_FILTER'
  | 'BYTE_RANGE'
  | 'COVERAGE'
  | 'CMS_STRUCTURE'
  | 'MESSAGE_DIGEST'
  | 'SIGNATURE_VALUE'
  | 'SIGNING_CERTIFICATE'
  | 'SIGNING_CERTIFICATE_ATTRIBUTE'
  | 'ALGORITHM_AGREEMENT'
  | 'ALGORITHM_POLICY'
  | 'CERTIFICATE_PATH'
  | 'CERTIFICATE_VALIDITY'
  | 'CERTIFICATE_CONSTRAINTS'
  | 'REVOCATION'
  | 'TIMESTAMP'
  | 'LATER_CHANGES'
  | 'DOC_MDP'
  | 'FIELD_MDP';

export type Result = 'PASSED' | 'FAILED' | 'INDETERMINATE' | 'INFO';

export type Finding = {
  readonly check: CheckName;
  readonly result: Result;
  /** Index in `signatures`; absent for findings about the file. */
  readonly signature?: number;
  /** Facts only: offsets, names, numbers. */
  readonly evidence: string;
  /** What an operator reads. */
  readonly sentence: string;
};

/** From the signing certificate. A Norwegian national identity number is never in clear. */
export type SignerDescription = {
  readonly commonName: string | null;
  readonly organization: string | null;
  /** OID 2.5.4.97, for example NTRNO-964965226. */
  readonly organizationIdentifier: string | null;
  /** OID 2.5.4.5 of the subject. */
  readonly serialNumber: string | null;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly certificateSha256: string;
};

export type SignatureReport = {
  /** Full name of the form field, or null when the field has none. */
  readonly field: string | null;
  readonly type: 'approval' | 'certification' | 'timestamp';
  readonly subFilter: string | null;
  /** PAdES level that was verified; null: no PAdES signature, or not sound. */
  readonly level: 'B-B' | null;
  readonly byteRange: readonly number[] | null;
  readonly integrity: Exclude<Integrity, 'none'>;
  readonly coverage: Coverage;
  /** Bytes behind the signed ones, one end-of-line not counted; null: not known what is signed. */
  readonly bytesAfter: number | null;
  readonly changesAfter: ChangeLevel;
  /** The level of permitted changes this signature certifies (ISO 32000-2, 12.8.2.2), or the one asked for. */
  readonly docMdp: 1 | 2 | 3 | null;
  readonly docMdpOk: boolean | null;
  readonly fieldMdp: { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[] } | null;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly chain: 'trusted' | 'untrusted';
  readonly signer: SignerDescription | null;
  /** Claimed by the signer, not proven. */
  readonly signingTime: string | null;
  /** The instant the certificates were judged at: without a proof of existence the time of validation. */
  readonly bestSignatureTime: string;
  readonly algorithms: {
    readonly digest: string | null;
    readonly signature: string | null;
    readonly key: string | null;
  };
  readonly revocation: { readonly status: 'not-needed' | 'not-checked'; readonly reason: string };
  readonly timestamps: readonly {
    readonly kind: 'signature' | 'document';
    readonly time: string | null;
    readonly checked: boolean;
  }[];
  readonly findings: readonly Finding[];
};

export type VerificationReport = {
  readonly version: typeof REPORT_VERSION;
  readonly sha256: string;
  readonly bytes: number;
  readonly summary: {
    readonly readable: boolean;
    readonly signatures: number;
    readonly integrity: Integrity;
    readonly coversWholeDocument: boolean | null;
    readonly laterChanges: LaterChanges | null;
    readonly chain: 'trusted' | 'untrusted' | null;
    readonly indication: Indication | null;
    readonly subIndication: SubIndication | null;
    readonly accept: boolean;
  };
  readonly document: {
    readonly encrypted: boolean;
    readonly revisions: number;
    /** Offset behind the end of each revision, oldest first. */
    readonly revisionEnds: readonly number[];
    readonly pages: number | null;
    /** Any page shows text; null: the pages could not be read. */
    readonly hasText: boolean | null;
    /** Pages that are one picture over the whole page, as a scanner makes them. */
    readonly pageImages: number | null;
  };
  readonly signatures: readonly SignatureReport[];
  readonly findings: readonly Finding[];
};
