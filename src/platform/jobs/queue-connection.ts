import {
  createPostgresBackend,
  Queue,
  runMigrations,
  Worker,
  withBackend,
  type Processor,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { PreparingClient } from '../database/index.js';
import { BreathingPool } from './breathing-pool.js';

export interface QueueHandle {
  /** Adds jobs; one whose id is already waiting or active is left alone. */
  add(jobs: readonly { jobId: string; data: JobPayload }[]): Promise<void>;
  /** How many jobs there are by BullMQ's states: `waiting`, `active`, `delayed`, `failed` … */
  counts(): Promise<QueueCounts>;
  /** Removes every job of the queue, also the active ones. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

export type QueueCounts = Readonly<Record<string, number>>;

/** A job carries the row's id and nothing else. */
export interface JobPayload {
  readonly id: string;
}

export interface WorkerHandle {
  close(): Promise<void>;
}

export interface WorkerSettings {
  readonly concurrency: number;
  readonly process: (payload: JobPayload) => Promise<void>;
  readonly onFinished: (jobId: string) => void;
  readonly onError: (error: Error) => void;
}

/** Where jobs travel: BullMQ on the service's own PostgreSQL, or on Redis when it is configured. */
export abstract class QueueConnection {
  /** On which server. */
  abstract readonly backend: 'postgres' | 'redis';
  abstract openQueue(name: string, onError: (error: Error) => void): QueueHandle;
  abstract openWorker(name: string, settings: WorkerSettings): WorkerHandle;
  abstract close(): Promise<void>;
}

const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

function workerOptions(settings: WorkerSettings): Omit<WorkerOptions, 'connection'> {
  return {
    concurrency: settings.concurrency,
    // A killed process leaves its jobs active; the rows are the truth, so they may come back soon and often.
    lockDuration: 30_000,
    stalledInterval: 10_000,
    maxStalledCount: 1000,
  };
}

function queueHandle(queue: Queue<JobPayload>): QueueHandle {
  return {
    async add(jobs) {
      await queue.addBulk(
        jobs.map((job) => ({ name: queue.name, data: job.data, opts: { ...JOB_OPTIONS, jobId: job.jobId } })),
      );
    },
    counts: () => queue.getJobCounts('waiting', 'active', 'delayed', 'failed'),
    async empty() {
      await queue.obliterate({ force: true });
      await queue.resume();
    },
    close: () => queue.close(),
  };
}

function listen(worker: Worker<JobPayload>, settings: WorkerSettings): WorkerHandle {
  worker.on('completed', (job) => settings.onFinished(job.id ?? ''));
  worker.on('failed', (job) => settings.onFinished(job?.id ?? ''));
  worker.on('error', settings.onError);
  return { close: () => worker.close() };
}

function processor(settings: WorkerSettings): Processor<JobPayload> {
  return (job) => settings.process(job.data);
}

const postgres = withBackend(createPostgresBackend);

/** The default: no server besides the database. */
export class PostgresQueueConnection extends QueueConnection {
  readonly backend = 'postgres';
  readonly #pool: Pool;

  constructor(databaseUrl: string, maxConnections: number) {
    super();
    this.#pool = new BreathingPool({
      connectionString: databaseUrl,
      max: maxConnections,
      Client: PreparingClient,
      // BullMQ 6 in an ES module takes the schema from the connection only. Its commits need not wait for the disk: the
      // rows are the truth, so a power cut that takes back what the queue did last is like a queue that was emptied.
      options: '-c search_path=public,bullmq -c synchronous_commit=off',
    });
  }

  /** Makes or updates BullMQ's own tables. */
  static async migrate(databaseUrl: string): Promise<void> {
    const pool = new Pool({ connectionString: databaseUrl, max: 1 });
    const client = await pool.connect();
    try {
      await runMigrations(client);
    } finally {
      client.release();
      await pool.end();
    }
  }

  openQueue(name: string, onError: (error: Error) => void): QueueHandle {
    const queue: Queue<JobPayload> = new postgres.Queue<JobPayload>(name, { connection: this.#pool }) as never;
    queue.on('error', onError);
    return queueHandle(queue);
  }

  openWorker(name: string, settings: WorkerSettings): WorkerHandle {
    const worker = new postgres.Worker<JobPayload>(name, processor(settings), {
      connection: this.#pool,
      ...workerOptions(settings),
    });
    return listen(worker as never, settings);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/** For many workers or much traffic: `REDIS_URL`. */
export class RedisQueueConnection extends QueueConnection {
  readonly backend = 'redis';
  /** One for all queues; BullMQ makes each worker another one to wait on. In an ES module it cannot make the first. */
  readonly #client: Redis;

  constructor(redisUrl: string) {
    super();
    this.#client = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: null });
    // Every queue and worker reports the same trouble; a client without a listener would write it to the console.
    this.#client.on('error', () => undefined);
  }

  openQueue(name: string, onError: (error: Error) => void): QueueHandle {
    const queue = new Queue<JobPayload>(name, { connection: this.#client });
    queue.on('error', onError);
    return queueHandle(queue);
  }

  openWorker(name: string, settings: WorkerSettings): WorkerHandle {
    const worker = new Worker<JobPayload>(name, processor(settings), {
      connection: this.#client,
      ...workerOptions(settings),
    });
    return listen(worker, settings);
  }

  async close(): Promise<void> {
    this.#client.disconnect();
  }
}
