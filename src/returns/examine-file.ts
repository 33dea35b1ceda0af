import { Inject, Injectable } from '@nestjs/common';
import { IssuedForms, type IssuedFormIdentity } from '../declarations/index.js';
import { ExamineScan, type ScannedFile } from './examine-scan.js';
import { type FileKind, fileKind, hasPdfEnd } from './file-kind.policy.js';
import { MAX_RETURN_BYTES } from './max-return-bytes.js';
import { SCAN_COMPARISON, type ScanComparison } from './scan-comparison.js';
import { type ScanEffort, scanEffort } from './scan-effort.policy.js';
import { type Suspicion, suspicions } from './suspicious-content.js';
import { TrustAnchors } from './trust-anchors.js';
import { VirusScanner } from '../platform/virus/index.js';
import {
  type FileVerification,
  ValidationDataSource,
  VerificationAborted,
  type VerificationRequest,
  Verifier,
} from '../verification/index.js';

/** What a returned file says by itself, whosever it is. */
export interface FileExamination {
  readonly kind: FileKind;
  readonly suspicions: readonly Suspicion[];
  /** Not cut off on its way. */
  readonly hasEnd: boolean;
  /** Null when it was not opened or the verification did not come to an end. */
  readonly verification: FileVerification | null;
  /** Why the verification did not come to an end. */
  readonly aborted: string | null;
  /** The virus scan did not say that it is clean, so it was not opened; `aborted` has its words. */
  readonly virusSuspected: boolean;
  /** The form that the file begins with. */
  readonly issued: IssuedFormIdentity | null;
  /** What its pages show, where it was looked at as at a scan. */
  readonly scan: ScannedFile | null;
}

/** Looks into one file. What is plainly dangerous is not opened. */
@Injectable()
export class ExamineFile {
  constructor(
    private readonly verifier: Verifier,
    private readonly trustAnchors: TrustAnchors,
    private readonly forms: IssuedForms,
    private readonly validationData: ValidationDataSource,
    private readonly virusScanner: VirusScanner,
    private readonly examineScan: ExamineScan,
    @Inject(SCAN_COMPARISON) private readonly comparison: ScanComparison,
    @Inject(MAX_RETURN_BYTES) private readonly maxReturnBytes: number,
  ) {}

  /**
   * Certificates are judged at `arrivedAt`; the file is held against the form of the declaration, if it has one. Throws
   * VerifierClosed when the service is shutting down, VirusScannerDown when nobody could say whether it is clean.
   */
  async execute(bytes: Buffer, arrivedAt: Date, declarationId: string | null): Promise<FileExamination> {
    const kind = fileKind(bytes, bytes.length, this.maxReturnBytes);
    const found = kind === 'TOO_LARGE' ? [] : suspicions(bytes);
    const unopened = {
      kind,
      suspicions: found,
      hasEnd: hasPdfEnd(bytes),
      verification: null,
      aborted: null,
      virusSuspected: false,
      issued: null,
      scan: null,
    };
    if (found.length > 0 || (kind !== 'PDF' && kind !== 'PICTURE')) return unopened;
    const virus = await this.virusScanner.scan(bytes);
    if (!virus.clean) return { ...unopened, virusSuspected: true, aborted: `The virus scan: ${virus.words}.` };
    const form = declarationId === null ? null : await this.forms.read(declarationId);
    const reference = form?.reference ?? null;
    if (kind === 'PICTURE') return { ...unopened, scan: await this.#lookAt(bytes, null, 'FULL', reference) };
    let verification: FileVerification;
    try {
      verification = await this.#verify({
        bytes,
        trustAnchors: this.trustAnchors.certificates,
        trustedLists: await this.trustAnchors.trustedLists(),
        at: arrivedAt,
        issuedForm: form?.bytes,
      });
    } catch (error) {
      if (error instanceof VerificationAborted) return { ...unopened, aborted: error.message };
      throw error;
    }
    const issued = await this.forms.findBySha256(verification.prefixes.map((prefix) => prefix.sha256));
    const { report, binding } = verification;
    const effort = scanEffort({ kind, report, binding, isIssued: issued !== null });
    const scan = effort === null ? null : await this.#lookAt(bytes, report.document.pages, effort, reference);
    return { ...unopened, verification, issued, scan };
  }

  async #lookAt(
    bytes: Buffer,
    pages: number | null,
    effort: ScanEffort,
    reference: string | null,
  ): Promise<ScannedFile> {
    const compare = this.comparison === 'AT_ONCE';
    return await this.examineScan.execute({ bytes, pages, effort, reference, compare });
  }

  /** A second time with what was missing, where that may be fetched and was found. */
  async #verify(request: VerificationRequest): Promise<FileVerification> {
    const first = await this.verifier.verify(request);
    const wanted = first.report.signatures.flatMap((signature) => signature.wanted);
    if (wanted.length === 0) return first;
    const { certificates, crls, ocsps } = await this.validationData.fetch(wanted);
    if (certificates.length + crls.length + ocsps.length === 0) return first;
    return await this.verifier.verify({ ...request, certificates, crls, ocsps });
  }
}
