import { packageFile } from '../platform/config/index.js';
import { ProcessPool, ProcessPoolClosed, ProcessWorkAborted, type ProcessLimits } from '../platform/processes/index.js';
import {
  type FileVerification,
  VerificationAborted,
  type VerificationRequest,
  Verifier,
  VerifierClosed,
} from './verifier.js';

export interface VerifierLimits extends ProcessLimits {
  /** For looking at a file as at a scan: so much more for each page, and no more than that in all. */
  readonly scan: { readonly pageMs: number; readonly mostMs: number };
}

export const VERIFIER_LIMITS: VerifierLimits = {
  processes: 2,
  timeoutMs: 10_000,
  scan: { pageMs: 5000, mostMs: 90_000 },
  memoryMb: 512,
};

/** For files of our own making, where the outcome must not depend on how busy the machine is. */
export const PATIENT_VERIFIER_LIMITS: VerifierLimits = {
  ...VERIFIER_LIMITS,
  timeoutMs: 300_000,
  scan: { pageMs: 30_000, mostMs: 900_000 },
};

/** Pictures whose pages nobody has counted: photos have one, faxes a few. */
const UNCOUNTED_PAGES = 4;

/** How long one file may take. */
export function timeLimitMs({ timeoutMs, scan }: VerifierLimits, request: Pick<VerificationRequest, 'scan'>): number {
  if (request.scan === undefined) return timeoutMs;
  return Math.min(scan.mostMs, timeoutMs + scan.pageMs * (request.scan.pages ?? UNCOUNTED_PAGES));
}

const PROCESS_FILE = packageFile('dist', 'verification', 'verification-process.js');
const WORDS = { subject: 'file', verb: 'verify', work: 'verification' };

/** Verifies in processes that can be killed: a file past its limit takes its process with it, and nothing else. */
export class ProcessVerifier extends Verifier {
  readonly #pool: ProcessPool<VerificationRequest, FileVerification>;

  constructor(
    private readonly limits: VerifierLimits = VERIFIER_LIMITS,
    processFile: string = PROCESS_FILE,
  ) {
    super();
    this.#pool = new ProcessPool(processFile, limits, WORDS);
  }

  async verify(request: VerificationRequest): Promise<FileVerification> {
    try {
      return await this.#pool.run(request, { timeoutMs: timeLimitMs(this.limits, request) });
    } catch (error) {
      if (error instanceof ProcessWorkAborted) throw new VerificationAborted(error.message, { cause: error });
      if (error instanceof ProcessPoolClosed) throw new VerifierClosed();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}
