import { Worker } from 'node:worker_threads';
import { packageFile } from '../platform/config/index.js';
import type { WorkerAnswer } from './verification-worker.js';
import { type FileVerification, VerificationAborted, type VerificationRequest, Verifier } from './verifier.js';

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
  worker: Worker;
  job: Job | null;
  timer: NodeJS.Timeout | null;
}

/** The built worker: a thread cannot run TypeScript, so the tests too use what the build made. */
const WORKER_FILE = packageFile('dist', 'returns', 'verification-worker.js');

/** Verifies in threads that can be killed: a file past its limit takes its thread with it, and the pool goes on. */
export class WorkerThreadVerifier extends Verifier {
  readonly #threads: Thread[] = [];
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
    if (this.#closed) throw new VerificationAborted('The service is shutting down.');
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ id: this.#nextId++, request, resolve, reject });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(new VerificationAborted('The service is shutting down.'));
    await Promise.all(this.#threads.map((thread) => thread.worker.terminate()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#threads.find((candidate) => candidate.job === null) ?? this.#addThread();
      if (thread === null) return;
      const job = this.#waiting.shift();
      if (job === undefined) return;
      thread.job = job;
      thread.timer = setTimeout(
        () => this.#replace(thread, `The file took longer than ${this.limits.timeoutMs / 1000} seconds to verify.`),
        this.limits.timeoutMs,
      );
      thread.worker.ref();
      thread.worker.postMessage({ id: job.id, request: job.request });
    }
  }

  #addThread(): Thread | null {
    if (this.#threads.length >= this.limits.threads) return null;
    const thread: Thread = { worker: this.#startWorker(), job: null, timer: null };
    this.#listen(thread);
    this.#threads.push(thread);
    return thread;
  }

  #startWorker(): Worker {
    const worker = new Worker(this.workerFile, {
      resourceLimits: { maxOldGenerationSizeMb: this.limits.memoryMb, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
      env: {},
    });
    worker.unref();
    return worker;
  }

  #listen(thread: Thread): void {
    const worker = thread.worker;
    worker.on('message', (answer: WorkerAnswer) => {
      const job = thread.job;
      if (thread.worker !== worker || job === null || job.id !== answer.id) return;
      this.#release(thread);
      job.resolve(answer.verification);
      this.#dispatch();
    });
    worker.on('error', (error: Error) => {
      if (thread.worker === worker) this.#replace(thread, `The verification broke: ${error.message}`);
    });
    worker.on('exit', () => {
      if (thread.worker === worker && thread.job !== null)
        this.#replace(thread, 'The verification ended without an answer.');
    });
  }

  #replace(thread: Thread, reason: string): void {
    const job = thread.job;
    this.#release(thread);
    void thread.worker.terminate();
    if (!this.#closed) {
      thread.worker = this.#startWorker();
      this.#listen(thread);
    }
    job?.reject(new VerificationAborted(reason));
    this.#dispatch();
  }

  #release(thread: Thread): void {
    if (thread.timer !== null) clearTimeout(thread.timer);
    thread.timer = null;
    thread.job = null;
    thread.worker.unref();
  }
}
