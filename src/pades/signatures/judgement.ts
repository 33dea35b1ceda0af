import type { Certificate } from '../certificates/certificate.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { RevisionEnd } from '../pdf/revision-ends.js';
import type { RevocationData } from '../revocation/revocation-data.js';
import type { TrustContext } from '../verdict/trust-process.js';
import type { TrustAnchor } from '../certificates/trust-anchor.js';
import type { SignaturePolicyDocument } from './check-signature-policy.js';
import type { TimeStampVerdict } from '../timestamps/validate-time-stamp.js';
import type { ModificationLevel, SignatureDictionary } from './signature-dictionary.js';

export type DocumentTimeStamp = {
  readonly dictionary: SignatureDictionary;
  readonly verdict: TimeStampVerdict;
  /** Where the stretch it proves ends, or null when its byte range proves nothing. */
  readonly end: number | null;
};

export type DocumentTimeStamps = readonly DocumentTimeStamp[];

export type JudgementContext = {
  readonly final: PdfRevision;
  readonly revisionEnds: readonly RevisionEnd[];
  readonly anchors: readonly TrustAnchor[];
  /** Certificates in the document security store, and those the caller gave. */
  readonly storedCertificates: readonly Certificate[];
  /** Revocation data in the document security store, and what the caller gave. */
  readonly revocation: RevocationData;
  readonly trust: TrustContext;
  /** Signature policies the caller knows; null: policies are not processed. */
  readonly signaturePolicies: readonly SignaturePolicyDocument[] | null;
  /** The document time-stamps, validated before everything else: what they cover is proven by them. */
  readonly documentTimeStamps: DocumentTimeStamps;
  readonly docMdp: ModificationLevel | null;
};

export const failed = (subIndication: Failure['subIndication']): Failure => ({
  indication: 'TOTAL_FAILED',
  subIndication,
});
export const undecided = (subIndication: Failure['subIndication']): Failure => ({
  indication: 'INDETERMINATE',
  subIndication,
});
