import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../clock/index.js';
import { Log } from '../logging/index.js';
import { DueOverview, type FailingWork, type WorkSituation } from './due-overview.js';
import { describeError, DueRows, type WaitingAttempt } from './due-rows.js';
import { DueWork } from './due-work.js';
import { QueueConnection, type QueueCounts, type QueueHandle, type WorkerHandle } from './queue-connection.js';
import { RepeatedTrouble } from './repeated-trouble.js';

export interface JobRunnerOptions {
  /** Works on jobs in this process; without it the process only serves. */
  readonly work: boolean;
  /** Milliseconds between two looks for due rows; null: only when told to (replay, tests). */
  readonly reconcileEveryMs: number | null;
  /** Empties the queues at start. Right when this is the only process: what it had under way died with it. */
  readonly emptyAtStart: boolean;
}

export const JOB_RUNNER_OPTIONS = Symbol('JOB_RUNNER_OPTIONS');

interface Lane {
  readonly work: DueWork;
  readonly rows: DueRows;
  readonly queue: QueueHandle;
  worker: WorkerHandle | null;
}

/** Rows fetched and queued at a time. */
const BATCH = 500;
/** A row queued this long ago without being done is queued again; its job id keeps that harmless. */
const REQUEUE_AFTER_MS = 60_000;

/**
 * Looks for due rows, queues them, and works on what the queue delivers. Every provider that extends `DueWork` is
 * found by itself; two of one kind stop the start.
 */
@Injectable()
export class JobRunner implements OnModuleInit, BeforeApplicationShutdown {
  readonly #lanes = new Map<string, Lane>();
  #overview: DueOverview;
  /** Jobs that `settle` waits for. Not kept in real use, where other processes finish some of them. */
  readonly #outstanding = new Set<string>();
  readonly #trouble = new RepeatedTrouble();
  #timer: NodeJS.Timeout | null = null;
  #reconciling: Promise<number> | null = null;
  #wake: (() => void) | null = null;
  #closed = false;

  constructor(
    private readonly modules: ModulesContainer,
    private readonly dataSource: DataSource,
    private readonly connection: QueueConnection,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(JOB_RUNNER_OPTIONS) private readonly options: JobRunnerOptions,
  ) {
    this.#overview = new DueOverview(dataSource, []);
  }

  onModuleInit(): void {
    for (const work of this.#findWork()) {
      if (this.#lanes.has(work.kind)) throw new Error(`Two providers claim the work «${work.kind}».`);
      const onError = (error: Error): void => this.#queueTrouble(work.kind, error);
      this.#lanes.set(work.kind, {
        work,
        rows: new DueRows(this.dataSource, work),
        queue: this.connection.openQueue(work.kind, onError),
        worker: null,
      });
    }
    this.#overview = new DueOverview(
      this.dataSource,
      [...this.#lanes.values()].map((lane) => lane.work),
    );
  }

  /** The kinds of work that were found. */
  kinds(): string[] {
    return [...this.#lanes.keys()].toSorted();
  }

  /** Begins to work. Called once the application is up. */
  async start(): Promise<void> {
    if (this.options.emptyAtStart) await this.emptyQueues();
    if (this.options.work) {
      for (const lane of this.#lanes.values()) lane.worker = this.#openWorker(lane);
    }
    if (this.options.reconcileEveryMs !== null && this.options.work) this.#schedule(0);
  }

  /** Empties every queue and forgets what was queued; the next look queues what is due. */
  async emptyQueues(): Promise<void> {
    for (const lane of this.#lanes.values()) {
      await lane.queue.empty();
      await lane.rows.forgetQueued();
    }
    this.#outstanding.clear();
    this.#wake?.();
  }

  /** Queues what is due and not queued. Returns how many rows that were. Calls do not overlap. */
  async reconcile(): Promise<number> {
    this.#reconciling ??= this.#reconcileOnce().finally(() => {
      this.#reconciling = null;
    });
    return await this.#reconciling;
  }

  /**
   * Reconciles and waits until nothing is due any more at the clock's present time. For replays and tests, where nobody
   * else reconciles.
   */
  async settle(): Promise<void> {
    for (;;) {
      const queued = await this.reconcile();
      if (this.#outstanding.size === 0) {
        if (queued === 0) return;
        continue;
      }
      const finished = await this.#waitUntilIdle(5_000);
      if (!finished) {
        this.log.warn(
          { outstanding: this.#outstanding.size },
          'No job finished for five seconds: queuing what is due again',
        );
        this.#outstanding.clear();
        for (const lane of this.#lanes.values()) await this.#enqueue(lane, await lane.rows.queued());
      }
    }
  }

  /** The earliest moment at which any work falls due; null when none is left. */
  async nextDueAt(): Promise<Date | null> {
    return await this.#overview.nextDueAt();
  }

  /** How many rows are due now, by kind. */
  async backlog(): Promise<Record<string, number>> {
    const now = this.clock.now();
    const entries = await Promise.all(
      [...this.#lanes.values()].map(async (lane) => [lane.work.kind, await lane.rows.countDue(now)] as const),
    );
    return Object.fromEntries(entries);
  }

  /** How every kind of work stands now. */
  async situation(): Promise<WorkSituation[]> {
    return await this.#overview.situation(this.clock.now());
  }

  /** What was tried in vain and is not done, the next to be tried first; at most `limit`. */
  async failing(limit: number): Promise<FailingWork[]> {
    return await this.#overview.failing(this.clock.now(), limit);
  }

  /** What each queue holds, by kind. As slow as its server: whoever shows it to people should not wait for ever. */
  async queueCounts(): Promise<Record<string, QueueCounts>> {
    const lanes = [...this.#lanes.values()];
    return Object.fromEntries(
      await Promise.all(lanes.map(async ({ work, queue }) => [work.kind, await queue.counts()] as const)),
    );
  }

  /** Has what was tried in vain tried again now; see `DueRows.makeDue`. False also for a kind that there is not. */
  async tryAgain(
    kind: string,
    id: string,
    record: (manager: EntityManager, before: WaitingAttempt) => Promise<void>,
  ): Promise<boolean> {
    return (await this.#lanes.get(kind)?.rows.makeDue(id, this.clock.now(), record)) ?? false;
  }

  /** Before the other parts close: work under way still needs the mail server and the verifier to end well. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#reconciling?.catch(() => {});
    await Promise.all([...this.#lanes.values()].map(async (lane) => await lane.worker?.close()));
    await Promise.all([...this.#lanes.values()].map((lane) => lane.queue.close()));
  }

  #findWork(): DueWork[] {
    const found = new Set<DueWork>();
    for (const module of this.modules.values()) {
      for (const provider of module.providers.values()) {
        if (provider.instance instanceof DueWork) found.add(provider.instance);
      }
    }
    return [...found];
  }

  async #reconcileOnce(): Promise<number> {
    const now = this.clock.now();
    const lostBefore = new Date(now.getTime() - REQUEUE_AFTER_MS);
    let total = 0;
    for (const kind of await this.#overview.kindsDue(now, lostBefore)) {
      const lane = this.#lanes.get(kind);
      if (lane === undefined) continue;
      for (;;) {
        const ids = await lane.rows.take(now, BATCH);
        await this.#enqueue(lane, ids);
        total += ids.length;
        if (ids.length < BATCH) break;
      }
      if (this.#inRealUse) {
        await this.#enqueue(lane, await lane.rows.takeLost(lostBefore, now, BATCH));
      }
    }
    return total;
  }

  get #inRealUse(): boolean {
    return this.options.reconcileEveryMs !== null;
  }

  async #enqueue(lane: Lane, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const jobs = ids.map((id) => ({ jobId: `${lane.work.kind}-${id}`, data: { id } }));
    if (lane.worker !== null && !this.#inRealUse) for (const job of jobs) this.#outstanding.add(job.jobId);
    for (let at = 0; at < jobs.length; at += BATCH) await lane.queue.add(jobs.slice(at, at + BATCH));
  }

  #openWorker(lane: Lane): WorkerHandle {
    return this.connection.openWorker(lane.work.kind, {
      concurrency: lane.work.concurrency,
      process: async ({ id }) => {
        try {
          await lane.work.perform(id);
        } catch (error) {
          this.log.warn(
            { kind: lane.work.kind, id, error: describeError(error) },
            'Work failed; it is tried again later',
          );
          await lane.rows.postpone(id, this.clock.now(), error);
        }
      },
      onFinished: (jobId) => {
        this.#outstanding.delete(jobId);
        if (this.#outstanding.size === 0) this.#wake?.();
      },
      onError: (error) => this.#queueTrouble(lane.work.kind, error),
    });
  }

  #queueTrouble(kind: string, error: Error): void {
    const untold = this.#closed ? null : this.#trouble.notice(kind, this.clock.now());
    if (untold !== null) this.log.warn({ kind, error: describeError(error), untold }, 'Trouble with the queue');
  }

  #schedule(delayMs: number): void {
    this.#timer = setTimeout(() => {
      void this.reconcile()
        .catch((error: unknown) => this.log.error({ error: describeError(error) }, 'Could not look for due work'))
        .finally(() => {
          if (!this.#closed) this.#schedule(this.options.reconcileEveryMs ?? 1000);
        });
    }, delayMs);
  }

  async #waitUntilIdle(timeoutMs: number): Promise<boolean> {
    if (this.#outstanding.size === 0) return true;
    return await new Promise<boolean>((resolve) => {
      const before = this.#outstanding.size;
      const timer = setTimeout(() => done(this.#outstanding.size < before), timeoutMs);
      const done = (finished: boolean): void => {
        clearTimeout(timer);
        this.#wake = null;
        resolve(finished);
      };
      this.#wake = () => done(true);
    });
  }
}
