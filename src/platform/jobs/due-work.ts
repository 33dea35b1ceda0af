import type { EntityManager } from 'typeorm';

/** What performing one row led to, for the log and the tests. */
export type Performed = 'DONE' | 'NOTHING_TO_DO';

/**
 * One kind of due work. The rows are the truth: each carries `due_at`, `queued_at`, `attempts` and `last_error`
 * beside its state. The queue only carries row ids, so it can be emptied at any moment and nothing is lost.
 */
export abstract class DueWork {
  /** Name of the queue and first part of every job id: lower-case words with hyphens. */
  abstract readonly kind: string;
  /** The table whose rows are the work: a constant of the code, never input. */
  abstract readonly table: string;
  /** SQL condition for «still to be done», without the time: a constant of the code, never input. */
  abstract readonly pending: string;
  /** Rows worked on at once by one process. */
  abstract readonly concurrency: number;

  /** Of the column `id`. */
  readonly idType: 'uuid' | 'bigint' = 'uuid';

  /** At most so many in any minute of the service's clock, over all processes; null: no limit. Needs `doneAt`. */
  readonly perMinute: number | null = null;

  /** The column that says when a row was done: a constant of the code, never input. */
  readonly doneAt: string | null = null;

  /**
   * Does the work of one row: claims it in a transaction (row lock, skipping rows that another worker holds),
   * re-checks its state, acts, and writes the outcome. Does nothing when the row is no longer due.
   */
  abstract perform(id: string): Promise<Performed>;

  /** What to write besides the error and the next attempt when a row has failed; nothing by default. */
  async failed(_manager: EntityManager, _id: string, _error: unknown, _attempts: number): Promise<void> {}
}

/** Seconds until the next attempt: 30 s, doubling, at most one hour. `attempts` counts those already made. */
export function backOffSeconds(attempts: number): number {
  return Math.min(3600, 30 * 2 ** Math.max(0, attempts - 1));
}
