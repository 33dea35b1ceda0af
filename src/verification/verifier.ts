import type { Binding, PrefixDigest } from '../form/binding/index.js';
import type { EnclosedSignatures } from './enclosed-signatures.js';
import type { TrustedList, VerificationReport } from '../pades/index.js';
import type { IssuedForm, KnownDeclaration, ScanExamination } from '../scan/index.js';

export interface ScanQuestion {
  readonly forms: readonly IssuedForm[];
  readonly pictures: boolean;
  /** The declarations that the text of a page may name whose code cannot be read. */
  readonly known?: readonly KnownDeclaration[] | undefined;
  /** Of the file, as counted before; absent where nobody has. The limit of time depends on it. */
  readonly pages?: number | undefined;
  /** In how many ways a code is sought on a page; absent: in all. Pages that were drawn and not scanned need few. */
  readonly treatments?: number | undefined;
}

export interface VerificationRequest {
  readonly bytes: Uint8Array;
  /** DER. */
  readonly trustAnchors: readonly Uint8Array[];
  /** Their services are anchors as well. */
  readonly trustedLists?: readonly TrustedList[] | undefined;
  /** DER of certificates that may complete a chain. */
  readonly certificates?: readonly Uint8Array[] | undefined;
  /** DER of revocation lists and OCSP responses beside those in the file. */
  readonly crls?: readonly Uint8Array[] | undefined;
  readonly ocsps?: readonly Uint8Array[] | undefined;
  /** The instant for which certificates are judged. */
  readonly at: Date;
  /** Of an encrypted file; without one the empty password is tried. */
  readonly password?: string | undefined;
  /** Judge later changes as if the document were certified at this level (ISO 32000-2, 12.8.2.2). */
  readonly docMdp?: 1 | 2 | 3 | undefined;
  /** The form that the file should be, as issued. */
  readonly issuedForm?: Uint8Array | undefined;
  /** Look at the file as at a scan or a picture, of these forms if it bears their codes. */
  readonly scan?: ScanQuestion | undefined;
}

/** What can be said of a file by its bytes alone. */
export interface FileVerification {
  readonly report: VerificationReport;
  /** Digests of the file up to each of its revisions: they show whether it begins with an issued form. */
  readonly prefixes: readonly PrefixDigest[];
  /** How far the file is bound to the issued form; null when none was named. */
  readonly binding: Binding | null;
  /** Signatures of others that the file encloses; null when there are none, no form was named, or it is that form. */
  readonly enclosed: EnclosedSignatures | null;
  /** What the file shows as a scan; null when that was not asked for, or nothing of the file can be looked at. */
  readonly scan?: ScanExamination | null;
}

/** Looks into a file that may be hostile. */
export abstract class Verifier {
  /** Throws VerificationAborted when the file went past a limit, VerifierClosed when the service is shutting down. */
  abstract verify(request: VerificationRequest): Promise<FileVerification>;
  abstract close(): Promise<void>;
}

/** The verification went past its limit of time or memory, or broke; the file goes to a person. */
export class VerificationAborted extends Error {
  readonly code = 'VERIFICATION_ABORTED';
}

/** The file is not at fault: it is verified after the next start. */
export class VerifierClosed extends Error {
  readonly code = 'VERIFIER_CLOSED';

  constructor() {
    super('The service is shutting down; the file is verified after the next start.');
  }
}
