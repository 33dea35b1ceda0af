import { Worker } from 'node:worker_threads';
import { packageFile } from '../platform/config/index.js';
import type { WorkerAnswer } from './verification-worker.js';
import {
  type FileVerification,
  VerificationAborted,
  type VerificationRequest,
  Verifier,
  VerifierClosed,
} from './verifier.js';

export interface VerifierLimits {
  readonly threads: number;
  readonly timeoutMs: number;
  readonly memoryMb: number;
}

export const VERIFIER_LIMITS: VerifierLimits = { threads: 2, timeoutMs: 10_000, memoryMb: 512 };

interface Job {
  readonly id: number;
  readonly request: VerificationRequest;
  readonly resolve: (verification: FileVerification) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

/** The built worker: a thread cannot run TypeScript, so the tests too use what the build made. */
const WORKER_FILE = packageFile('dist', 'returns', 'verification-worker.js');

/**
 * Verifies in threads that can be killed: a file past its limit takes its thread with it, and the pool goes on. Threads
 * are started when there is a file for them, so that one that cannot start costs that file and is not tried for ever.
 */
export class WorkerThreadVerifier extends Verifier {
  readonly #threads = new Set<Thread>();
  readonly #waiting: Job[] = [];
  #nextId = 1;
  #closed = false;

  constructor(
    private readonly limits: VerifierLimits = VERIFIER_LIMITS,
    private readonly workerFile: string = WORKER_FILE,
  ) {
    super();
  }

  async verify(request: VerificationRequest): Promise<FileVerification> {
    if (this.#closed) throw new VerifierClosed();
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ id: this.#nextId++, request, resolve, reject });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(new VerifierClosed());
    const threads = [...this.#threads];
    for (const thread of threads) this.#release(thread)?.reject(new VerifierClosed());
    this.#threads.clear();
    await Promise.all(threads.map((thread) => thread.worker.terminate()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0 && !this.#closed) {
      const thread = this.#idleThread();
      if (thread === null) return;
      const job = this.#waiting.shift();
      if (job === undefined) return;
      thread.job = job;
      thread.timer = setTimeout(
        () => this.#drop(thread, `The file took longer than ${this.limits.timeoutMs / 1000} seconds to verify.`),
        this.limits.timeoutMs,
      );
      thread.worker.ref();
      thread.worker.postMessage({ id: job.id, request: job.request });
    }
  }

  #idleThread(): Thread | null {
    for (const thread of this.#threads) if (thread.job === null) return thread;
    return this.#threads.size < this.limits.threads ? this.#startThread() : null;
  }

  #startThread(): Thread {
    const worker = new Worker(this.workerFile, {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
      env: {},
    });
    worker.unref();
    const thread: Thread = { worker, job: null, timer: null };
    worker.on('message', (answer: WorkerAnswer) => {
      if (!this.#threads.has(thread) || thread.job?.id !== answer.id) return;
      this.#release(thread)?.resolve(answer.verification);
      this.#dispatch();
    });
    worker.on('error', (error: Error) => this.#drop(thread, `The verification broke: ${error.message}`));
    worker.on('exit', () => this.#drop(thread, 'The verification ended without an answer.'));
    this.#threads.add(thread);
    return thread;
  }

  /** Takes a thread out of the pool, with the file that it was busy with. */
  #drop(thread: Thread, reason: string): void {
    if (!this.#threads.delete(thread)) return;
    const job = this.#release(thread);
    void thread.worker.terminate();
    job?.reject(new VerificationAborted(reason));
    this.#dispatch();
  }

  #release(thread: Thread): Job | null {
    const job = thread.job;
    if (thread.timer !== null) clearTimeout(thread.timer);
    thread.timer = null;
    thread.job = null;
    thread.worker.unref();
    return job;
  }
}
