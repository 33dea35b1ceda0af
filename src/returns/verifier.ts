import type { VerificationReport } from '../pades/index.js';
import type { PrefixDigest } from '../form/index.js';

export interface VerificationRequest {
  readonly bytes: Uint8Array;
  /** DER. */
  readonly trustAnchors: readonly Uint8Array[];
  /** The instant for which certificates are judged. */
  readonly at: Date;
}

/** What can be said of a file by its bytes alone. */
export interface FileVerification {
  readonly report: VerificationReport;
  /** Digests of the file up to each of its revisions: they show whether it begins with an issued form. */
  readonly prefixes: readonly PrefixDigest[];
}

/** Looks into a file that may be hostile. Throws VerificationAborted when a limit stopped it. */
export abstract class Verifier {
  abstract verify(request: VerificationRequest): Promise<FileVerification>;
  abstract close(): Promise<void>;
}

/** The verification went past its limit of time or memory, or broke; the file goes to a person. */
export class VerificationAborted extends Error {
  readonly code = 'VERIFICATION_ABORTED';
}
