import { packageFile } from '../platform/config/index.js';
import { ProcessPool, ProcessPoolClosed, ProcessWorkAborted, type ProcessLimits } from '../platform/processes/index.js';
import {
  type FileVerification,
  VerificationAborted,
  type VerificationRequest,
  Verifier,
  VerifierClosed,
} from './verifier.js';

export type VerifierLimits = ProcessLimits;

export const VERIFIER_LIMITS: VerifierLimits = { processes: 2, timeoutMs: 10_000, memoryMb: 512 };

/** For files of our own making, where the outcome must not depend on how busy the machine is. */
export const PATIENT_VERIFIER_LIMITS: VerifierLimits = { ...VERIFIER_LIMITS, timeoutMs: 300_000 };

const PROCESS_FILE = packageFile('dist', 'verification', 'verification-process.js');
const WORDS = { subject: 'file', verb: 'verify', work: 'verification' };

/** Verifies in processes that can be killed: a file past its limit takes its process with it, and nothing else. */
export class ProcessVerifier extends Verifier {
  readonly #pool: ProcessPool<VerificationRequest, FileVerification>;

  constructor(limits: VerifierLimits = VERIFIER_LIMITS, processFile: string = PROCESS_FILE) {
    super();
    this.#pool = new ProcessPool(processFile, limits, WORDS);
  }

  async verify(request: VerificationRequest): Promise<FileVerification> {
    try {
      return await this.#pool.run(request);
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
