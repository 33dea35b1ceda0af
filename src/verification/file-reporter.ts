import { createHash } from 'node:crypto';
import {
  REPORT_VERSION,
  sortTrustMaterial,
  type TrustedList,
  type TrustMaterial,
  unreadableSummary,
} from '../pades/index.js';
import { readCertificateFile } from './certificate-files.js';
import type { FileReport } from './file-report.js';
import { readInput } from './read-input.js';
import { VerificationAborted, type Verifier } from './verifier.js';

/** What to verify, by the names of files. */
export interface FileToVerify {
  readonly file: string;
  readonly trust: readonly string[];
  readonly trustedLists: readonly TrustedList[];
  readonly at: Date;
  readonly password: string | undefined;
  readonly docMdp: 1 | 2 | 3 | undefined;
  readonly form: string | undefined;
}

const MOST_BYTES = 64 * 1024 * 1024;

/** Reports on files by their names; a file of trusted certificates is read once. */
export class FileReporter {
  readonly #trusted = new Map<string, Promise<TrustMaterial>>();

  constructor(private readonly verifier: Verifier) {}

  /** Throws ServiceError when something cannot be read; of a file that went past a limit the report says so. */
  async report({ file, trust, trustedLists, at, password, docMdp, form }: FileToVerify): Promise<FileReport> {
    const trusted = await Promise.all(trust.map((name) => this.#trustedIn(name)));
    const material = {
      trustedLists,
      trustAnchors: trusted.flatMap(({ certificates }) => certificates),
      crls: trusted.flatMap(({ crls }) => crls),
      ocsps: trusted.flatMap(({ ocsps }) => ocsps),
    };
    const issuedForm = form === undefined ? undefined : await readInput(form, MOST_BYTES);
    const bytes = await readInput(file, MOST_BYTES);
    try {
      const verified = await this.verifier.verify({ bytes, ...material, at, password, docMdp, issuedForm });
      const { version, sha256, summary, document, signatures, findings } = verified.report;
      const { binding } = verified;
      return { file, sha256, bytes: bytes.length, summary, signatures, binding, findings, document, version };
    } catch (error) {
      if (!(error instanceof VerificationAborted)) throw error;
      return unfinishedReport(file, bytes, error.message);
    }
  }

  async #trustedIn(file: string): Promise<TrustMaterial> {
    const known = this.#trusted.get(file);
    if (known !== undefined) return await known;
    const reading = readCertificateFile(file).then(sortTrustMaterial);
    this.#trusted.set(file, reading);
    return await reading;
  }
}

/** A file past a limit of the process is reported like one past a limit of the library. */
function unfinishedReport(file: string, bytes: Uint8Array, reason: string): FileReport {
  return {
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    summary: unreadableSummary,
    signatures: [],
    binding: null,
    findings: [
      {
        check: 'LIMITS',
        result: 'INDETERMINATE',
        evidence: reason,
        sentence: 'The verification of the file was ended at a limit; a person must look at it.',
      },
    ],
    document: { encrypted: false, revisions: 0, revisionEnds: [], pages: null, hasText: null, pageImages: null },
    version: REPORT_VERSION,
  };
}
