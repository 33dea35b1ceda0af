import type { Binding } from '../form/binding/index.js';
import type { VerificationReport } from '../pades/index.js';

/** What is published of one file, in the order in which it is written (docs/verification-report.schema.json). */
export interface FileReport {
  /** As it was named by whoever asked. */
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly summary: VerificationReport['summary'];
  readonly signatures: VerificationReport['signatures'];
  /** Null when no issued form was named. */
  readonly binding: Binding | null;
  readonly findings: VerificationReport['findings'];
  readonly document: VerificationReport['document'];
  /** Of the report's shape. */
  readonly version: VerificationReport['version'];
}
