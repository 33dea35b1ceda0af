import { type ChildProcess, fork } from 'node:child_process';
import type { FromProcess, ToProcess } from './serve-orders.js';

export interface ProcessLimits {
  /** Pieces of work done at the same time. */
  readonly processes: number;
  /** For one of them, unless it is given another time. */
  readonly timeoutMs: number;
  /** Resident memory of one process, all of it. */
  readonly memoryMb: number;
}

/** As they stand in what is said of work that came to no end: «The file took longer than 10 seconds to verify.» */
export interface PoolWords {
  /** `file` */
  readonly subject: string;
  /** `verify` */
  readonly verb: string;
  /** `verification` */
  readonly work: string;
}

/** The work went past its limit of time or memory, or broke; what it was about is at fault. */
export class ProcessWorkAborted extends Error {
  readonly code = 'PROCESS_WORK_ABORTED';
}

/** Nothing is at fault: the work is done after the next start. */
export class ProcessPoolClosed extends Error {
  readonly code = 'PROCESS_POOL_CLOSED';

  constructor() {
    super('The service is shutting down; the work is done after the next start.');
  }
}

type Reply = (question: unknown) => Promise<unknown>;

interface Job<Request, Answer> {
  readonly id: number;
  readonly request: Request;
  readonly reply: Reply;
  readonly timeoutMs: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Member<Request, Answer> {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  ready: boolean;
  job: Job<Request, Answer> | null;
  timer: NodeJS.Timeout | null;
  /** The end of what it wrote to its standard error. */
  said: string;
}

const MOST_KEPT_CHARACTERS = 2000;
/** A machine may be busy, and the libraries are many. */
const START_TIMEOUT_MS = 60_000;

/**
 * Does work on what may be hostile in processes that can be killed: what goes past its limit takes its process with it,
 * and the pool goes on. Processes and not threads, because a thread that runs out of memory can end the whole service
 * (docs/decisions/0009-verification-processes.md). They are started when there is work for them, so that one that
 * cannot start costs that work and is not tried for ever. `file` is a program that calls `serveOrders`, as built: a
 * process of its own cannot run TypeScript.
 */
export class ProcessPool<Request, Answer> {
  readonly #members = new Set<Member<Request, Answer>>();
  readonly #waiting: Job<Request, Answer>[] = [];
  #nextId = 1;
  #closed = false;

  constructor(
    private readonly file: string,
    private readonly limits: ProcessLimits,
    private readonly words: PoolWords,
  ) {}

  /**
   * `reply` answers what the process asks while at the work; `timeoutMs` is for work that is known to take another time
   * than most. Throws ProcessWorkAborted, and ProcessPoolClosed when the service is shutting down.
   */
  async run(
    request: Request,
    {
      reply = nothingToSay,
      timeoutMs = this.limits.timeoutMs,
    }: { readonly reply?: Reply; readonly timeoutMs?: number } = {},
  ): Promise<Answer> {
    if (this.#closed) throw new ProcessPoolClosed();
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ id: this.#nextId++, request, reply, timeoutMs, resolve, reject });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(new ProcessPoolClosed());
    const members = [...this.#members];
    this.#members.clear();
    for (const member of members) {
      this.#release(member)?.reject(new ProcessPoolClosed());
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
      this.#setTimer(member, job);
      hold(member.child, true);
      this.#send(member, { id: job.id, request: job.request });
    }
  }

  #send(member: Member<Request, Answer>, message: ToProcess): void {
    member.child.send(message, (error) => {
      if (error !== null) this.#drop(member, `The ${this.words.work} could not be started: ${error.message}`);
    });
  }

  #setTimer(member: Member<Request, Answer>, { timeoutMs }: Job<Request, Answer>): void {
    if (member.timer !== null) clearTimeout(member.timer);
    const { subject, verb, work } = this.words;
    const [ms, reason] = member.ready
      ? [timeoutMs, `The ${subject} took longer than ${timeoutMs / 1000} seconds to ${verb}.`]
      : [START_TIMEOUT_MS, `The ${work} did not start within ${START_TIMEOUT_MS / 1000} seconds.`];
    member.timer = setTimeout(() => this.#drop(member, reason), ms);
  }

  #idleMember(): Member<Request, Answer> | null {
    for (const member of this.#members) if (member.job === null) return member;
    return this.#members.size < this.limits.processes ? this.#start() : null;
  }

  #start(): Member<Request, Answer> {
    const child = fork(this.file, [String(this.limits.memoryMb)], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.limits.memoryMb}`],
      // No secret of the service's environment is within reach of what is hostile.
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const ended = new Promise<void>((resolve) => void child.once('close', resolve).once('error', () => resolve()));
    const member: Member<Request, Answer> = { child, ended, ready: false, job: null, timer: null, said: '' };
    hold(child, false);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      member.said = (member.said + text).slice(-MOST_KEPT_CHARACTERS);
    });
    child.on('message', (message: FromProcess) => this.#hear(member, message));
    child.on('error', (error) => this.#drop(member, `The ${this.words.work} broke: ${error.message}`));
    child.on('close', (code, signal) => this.#drop(member, this.#whyEnded(code, signal, member.said)));
    this.#members.add(member);
    return member;
  }

  #hear(member: Member<Request, Answer>, message: FromProcess): void {
    if (message === 'READY') {
      member.ready = true;
      if (member.job !== null) this.#setTimer(member, member.job);
    } else if (this.#members.has(member) && member.job?.id === message.id) {
      if ('question' in message) void this.#reply(member, member.job, message.question);
      else this.#take(member, message);
    }
  }

  async #reply(member: Member<Request, Answer>, job: Job<Request, Answer>, question: unknown): Promise<void> {
    const reply = await job.reply(question);
    // It may have been ended meanwhile.
    if (this.#members.has(member) && member.job === job) this.#send(member, { id: job.id, reply });
  }

  #take(member: Member<Request, Answer>, message: { answer: unknown; spent: boolean } | { fault: string }): void {
    const job = this.#release(member);
    if ('answer' in message && message.spent && this.#members.delete(member)) member.child.kill('SIGKILL');
    if ('answer' in message) job?.resolve(message.answer as Answer);
    else job?.reject(new ProcessWorkAborted(`The ${this.words.work} broke: ${message.fault}`));
    this.#dispatch();
  }

  /** SIGKILL is the guard's or the system's, SIGABRT is V8's at the end of its heap: both speak of memory. */
  #whyEnded(code: number | null, signal: NodeJS.Signals | null, said: string): string {
    const { subject, verb, work } = this.words;
    if (signal === 'SIGKILL' || signal === 'SIGABRT') {
      return `The ${subject} needed more than ${this.limits.memoryMb} MB of memory to ${verb}.`;
    }
    const reason = /^\w*Error\b.*$/m.exec(said)?.[0];
    return `The ${work} ended without an answer (${reason ?? signal ?? `exit code ${String(code)}`}).`;
  }

  /** Takes a process out of the pool, with the work that it was busy with. */
  #drop(member: Member<Request, Answer>, reason: string): void {
    if (!this.#members.delete(member)) return;
    const job = this.#release(member);
    member.child.kill('SIGKILL');
    job?.reject(new ProcessWorkAborted(reason));
    this.#dispatch();
  }

  #release(member: Member<Request, Answer>): Job<Request, Answer> | null {
    const job = member.job;
    if (member.timer !== null) clearTimeout(member.timer);
    member.timer = null;
    member.job = null;
    hold(member.child, false);
    return job;
  }
}

function nothingToSay(): Promise<unknown> {
  return Promise.resolve(null);
}

/** A process that waits for work does not keep the service from ending. */
function hold(child: ChildProcess, held: boolean): void {
  const stderr = child.stderr as { ref?: () => void; unref?: () => void } | null;
  for (const part of [child, child.channel, stderr]) {
    if (held) part?.ref?.();
    else part?.unref?.();
  }
}
