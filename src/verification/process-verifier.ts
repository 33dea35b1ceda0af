import { type ChildProcess, fork } from 'node:child_process';
import { packageFile } from '../platform/config/index.js';
import type { ProcessAnswer, ProcessMessage, ProcessOrder } from './verification-process.js';
import {
  type FileVerification,
  VerificationAborted,
  type VerificationRequest,
  Verifier,
  VerifierClosed,
} from './verifier.js';

export interface VerifierLimits {
  /** Files looked into at the same time. */
  readonly processes: number;
  /** For one file. */
  readonly timeoutMs: number;
  /** Resident memory of one process, all of it. */
  readonly memoryMb: number;
}

export const VERIFIER_LIMITS: VerifierLimits = { processes: 2, timeoutMs: 10_000, memoryMb: 512 };

/** For files of our own making, where the outcome must not depend on how busy the machine is. */
export const PATIENT_VERIFIER_LIMITS: VerifierLimits = { ...VERIFIER_LIMITS, timeoutMs: 300_000 };

interface Job {
  readonly id: number;
  readonly request: VerificationRequest;
  readonly resolve: (verification: FileVerification) => void;
  readonly reject: (error: Error) => void;
}

interface Member {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  ready: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  /** The end of what it wrote to its standard error. */
  said: string;
}

/** As built: a process of its own cannot run TypeScript, so the tests too use what the build made. */
const PROCESS_FILE = packageFile('dist', 'verification', 'verification-process.js');
const MOST_KEPT_CHARACTERS = 2000;
/** A machine may be busy, and the libraries are many. */
const START_TIMEOUT_MS = 60_000;

/**
 * Verifies in processes that can be killed: a file past its limit takes its process with it, and the pool goes on.
 * Processes and not threads, because a thread that runs out of memory can end the whole service
 * (docs/decisions/0009-verification-processes.md). They are started when there is a file for them, so that one that
 * cannot start costs that file and is not tried for ever.
 */
export class ProcessVerifier extends Verifier {
  readonly #members = new Set<Member>();
  readonly #waiting: Job[] = [];
  #nextId = 1;
  #closed = false;

  constructor(
    private readonly limits: VerifierLimits = VERIFIER_LIMITS,
    private readonly processFile: string = PROCESS_FILE,
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
    const members = [...this.#members];
    this.#members.clear();
    for (const member of members) {
      this.#release(member)?.reject(new VerifierClosed());
      // Whoever waits for the end shall see it, whatever else there is to wait for.
      hold(member.child, true);
      member.child.kill('SIGKILL');
    }
    await Promise.all(members.map((member) => member.ended));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0 && !this.#closed) {
      const member = this.#idleMember();
      if (member === null) return;
      const job = this.#waiting.shift();
      if (job === undefined) return;
      member.job = job;
      this.#setTimer(member);
      hold(member.child, true);
      member.child.send({ id: job.id, request: job.request } satisfies ProcessOrder, (error) => {
        if (error !== null) this.#drop(member, `The verification could not be started: ${error.message}`);
      });
    }
  }

  #setTimer(member: Member): void {
    if (member.timer !== null) clearTimeout(member.timer);
    const [ms, reason] = member.ready
      ? [this.limits.timeoutMs, `The file took longer than ${this.limits.timeoutMs / 1000} seconds to verify.`]
      : [START_TIMEOUT_MS, `The verification did not start within ${START_TIMEOUT_MS / 1000} seconds.`];
    member.timer = setTimeout(() => this.#drop(member, reason), ms);
  }

  #idleMember(): Member | null {
    for (const member of this.#members) if (member.job === null) return member;
    return this.#members.size < this.limits.processes ? this.#start() : null;
  }

  #start(): Member {
    const child = fork(this.processFile, [String(this.limits.memoryMb)], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.limits.memoryMb}`],
      // No secret of the service's environment is within reach of a file.
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const ended = new Promise<void>((resolve) => void child.once('close', resolve).once('error', () => resolve()));
    const member: Member = { child, ended, ready: false, job: null, timer: null, said: '' };
    hold(child, false);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      member.said = (member.said + text).slice(-MOST_KEPT_CHARACTERS);
    });
    child.on('message', (message: ProcessMessage) => this.#hear(member, message));
    child.on('error', (error) => this.#drop(member, `The verification broke: ${error.message}`));
    child.on('close', (code, signal) => this.#drop(member, this.#whyEnded(code, signal, member.said)));
    this.#members.add(member);
    return member;
  }

  #hear(member: Member, message: ProcessMessage): void {
    if (message !== 'READY') this.#take(member, message);
    else {
      member.ready = true;
      if (member.job !== null) this.#setTimer(member);
    }
  }

  #take(member: Member, answer: ProcessAnswer): void {
    if (!this.#members.has(member) || member.job?.id !== answer.id) return;
    const job = this.#release(member);
    if (answer.verification !== undefined) job?.resolve(answer.verification);
    else job?.reject(new VerificationAborted(`The verification broke: ${answer.fault ?? 'for no reason given'}`));
    this.#dispatch();
  }

  /** SIGKILL is the guard's or the system's, SIGABRT is V8's at the end of its heap: both speak of memory. */
  #whyEnded(code: number | null, signal: NodeJS.Signals | null, said: string): string {
    if (signal === 'SIGKILL' || signal === 'SIGABRT') {
      return `The file needed more than ${this.limits.memoryMb} MB of memory to verify.`;
    }
    const reason = /^\w*Error\b.*$/m.exec(said)?.[0];
    return `The verification ended without an answer (${reason ?? signal ?? `exit code ${String(code)}`}).`;
  }

  /** Takes a process out of the pool, with the file that it was busy with. */
  #drop(member: Member, reason: string): void {
    if (!this.#members.delete(member)) return;
    const job = this.#release(member);
    member.child.kill('SIGKILL');
    job?.reject(new VerificationAborted(reason));
    this.#dispatch();
  }

  #release(member: Member): Job | null {
    const job = member.job;
    if (member.timer !== null) clearTimeout(member.timer);
    member.timer = null;
    member.job = null;
    hold(member.child, false);
    return job;
  }
}

/** A process that waits for a file does not keep the service from ending. */
function hold(child: ChildProcess, held: boolean): void {
  const stderr = child.stderr as { ref?: () => void; unref?: () => void } | null;
  for (const part of [child, child.channel, stderr]) {
    if (held) part?.ref?.();
    else part?.unref?.();
  }
}
