import type { TrustedServiceDescription } from './certificates/trust-anchor.js';

/** Version of the report's JSON shape: raised when a field changes its meaning or goes away. */
export const REPORT_VERSION = 1;

export type Integrity = 'intact' | 'broken' | 'none' | 'unparseable';
export type LaterChanges = 'none' | 'permitted' | 'suspicious';
export type Indication = 'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED';

/** EN 319 102-1, 5.1.3. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'POLICY_PROCESSING_ERROR'
  | 'SIGNATURE_POLICY_NOT_AVAILABLE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND_NO_POE'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'NO_POE'
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
  | 'SIGNATURE_POLICY'
  | 'SEED_VALUE'
  | 'TIMESTAMP'
  | 'LATER_CHANGES'
  | 'ANNOTATIONS'
  | 'JAVASCRIPT'
  | 'LAUNCH_ACTION'
  | 'SUBMIT_ACTION'
  | 'AUTOMATIC_ACTION'
  | 'XFA'
  | 'EMBEDDED_FILES'
  | 'MEDIA'
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

/** Something that was missing and may be had at an address that a certificate names. */
export type WantedData = {
  readonly kind: 'certificate' | 'crl' | 'ocsp';
  /** http or https; chosen by whoever made the certificate, so to be fetched with care. */
  readonly url: string;
  /** The certificate that it is about, or whose issuer it is. */
  readonly certificateSha256: string;
  /** Base64 of the OCSP request to send; null: a plain GET. */
  readonly request: string | null;
};

export type SignatureReport = {
  /** Full name of the form field, or null when the field has none. */
  readonly field: string | null;
  readonly type: 'approval' | 'certification' | 'timestamp';
  readonly subFilter: string | null;
  /** PAdES level that was verified; null: no PAdES signature, or not sound. */
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | null;
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
  /** The earliest instant a trusted time-stamp proves the signature to have existed at; without one, that of validation. */
  readonly bestSignatureTime: string;
  readonly algorithms: {
    readonly digest: string | null;
    readonly signature: string | null;
    readonly key: string | null;
  };
  /** The chain that was found, from the signer's certificate to the trust anchor; empty when there is none. */
  readonly path: readonly { readonly subject: string; readonly sha256: string }[];
  /** The service of a trusted list that the chain ends at; null: an anchor given by itself. */
  readonly trustedService: TrustedServiceDescription | null;
  readonly revocation: {
    /** Worst over the chain. `good` and `revoked` are as of the instant that counted for this signature. */
    readonly status: 'not-needed' | 'good' | 'revoked' | 'not-checked';
    readonly reason: string;
    /** One for each certificate of the chain but the anchor. */
    readonly certificates: readonly {
      readonly subject: string;
      readonly sha256: string;
      readonly status: 'not-needed' | 'good' | 'revoked' | 'on-hold' | 'stale' | 'missing';
      readonly kind: 'ocsp' | 'crl' | null;
      /** Given by the caller, in the document security store, or inside the signature. */
      readonly source: 'given' | 'security-store' | 'signature' | null;
      readonly thisUpdate: string | null;
      readonly nextUpdate: string | null;
      readonly revokedAt: string | null;
      readonly revocationReason: string | null;
    }[];
  };
  readonly timestamps: readonly {
    readonly kind: 'content' | 'signature' | 'document';
    readonly time: string | null;
    /** Its arithmetic holds and it is over the right thing. */
    readonly checked: boolean;
    /** It proves its time: its authority's chain was validated as well. */
    readonly trusted: boolean;
    readonly authority: string | null;
    readonly subIndication: SubIndication | null;
  }[];
  /** What a caller may fetch and give to a second verification (`certificates`, `crls`, `ocsps`). */
  readonly wanted: readonly WantedData[];
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
