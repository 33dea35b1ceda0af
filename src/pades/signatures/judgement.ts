import type { Certificate } from '../certificates/certificate.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { RevisionEnd } from '../pdf/revision-ends.js';
import type { ModificationLevel } from './signature-dictionary.js';

export type JudgementContext = {
  readonly final: PdfRevision;
  readonly revisionEnds: readonly RevisionEnd[];
  readonly anchors: readonly Certificate[];
  /** Certificates in the document security store. */
  readonly storedCertificates: readonly Certificate[];
  readonly at: Date;
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
