import type { DataSource } from 'typeorm';
import type { DueWork } from './due-work.js';

/** Work that was due this long ago and is not done is late. */
const LATE_AFTER_MS = 5 * 60_000;
/** What failed is due again within the longest back-off: so much of the rows has to be looked at for it, and no more. */
const LONGEST_BACK_OFF_MS = 3_600_000;

/** How one kind of work stands. */
export interface WorkSituation {
  readonly kind: string;
  /** Due and not done. */
  readonly due: number;
  /** Of these, handed to the queue. */
  readonly queued: number;
  /** Of these, due for more than five minutes. */
  readonly late: number;
  /** Not done, and tried in vain at least once. */
  readonly failing: number;
  readonly oldestDueAt: Date | null;
  /** When the next that is not due yet will be. */
  readonly nextDueAt: Date | null;
}

/** One row whose work was tried in vain and will be tried again. */
export interface FailingWork {
  readonly kind: string;
  readonly id: string;
  readonly attempts: number;
  readonly error: string | null;
  /** The next attempt. */
  readonly dueAt: Date;
  /** The next attempt is under way, or about to be. */
  readonly queued: boolean;
}

/** Questions about all kinds of due work at once: one statement however many kinds. Kinds and tables are constants. */
export class DueOverview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly works: readonly DueWork[],
  ) {}

  /** The kinds with rows that are due and not queued, or that were queued by `lostBefore` and are not done. */
  async kindsDue(now: Date, lostBefore: Date): Promise<Set<string>> {
    if (this.works.length === 0) return new Set();
    const rows: { kind: string }[] = await this.dataSource.query(
      this.works
        .map(
          ({ kind, table, pending }) =>
            `SELECT '${kind}' AS kind WHERE EXISTS (SELECT FROM ${table}
               WHERE ${pending} AND due_at <= $1 AND (queued_at IS NULL OR queued_at <= $2))`,
        )
        .join(' UNION ALL '),
      [now.toISOString(), lostBefore.toISOString()],
    );
    return new Set(rows.map((row) => row.kind));
  }

  /** The earliest moment at which any row falls due; null when none is left. */
  async nextDueAt(): Promise<Date | null> {
    if (this.works.length === 0) return null;
    const rows: { due_at: Date | null }[] = await this.dataSource.query(
      `SELECT min(due_at) AS due_at FROM (${this.works
        .map(({ table, pending }) => `SELECT min(due_at) AS due_at FROM ${table} WHERE ${pending}`)
        .join(' UNION ALL ')}) AS earliest`,
    );
    return rows[0]?.due_at ?? null;
  }

  /** How every kind stands. */
  async situation(now: Date): Promise<WorkSituation[]> {
    if (this.works.length === 0) return [];
    return await this.dataSource.query(
      this.works
        .map(
          ({ kind, table, pending }) =>
            `SELECT '${kind}' AS kind, (count(*) FILTER (WHERE due_at <= $1))::integer AS due,
               (count(*) FILTER (WHERE due_at <= $1 AND queued_at IS NOT NULL))::integer AS queued,
               (count(*) FILTER (WHERE due_at <= $2))::integer AS late,
               (count(*) FILTER (WHERE attempts > 0))::integer AS failing,
               min(due_at) FILTER (WHERE due_at <= $1) AS "oldestDueAt",
               (SELECT min(due_at) FROM ${table} WHERE ${pending} AND due_at > $1) AS "nextDueAt"
             FROM ${table} WHERE ${pending} AND due_at <= $3`,
        )
        .join(' UNION ALL '),
      [
        now.toISOString(),
        new Date(now.getTime() - LATE_AFTER_MS).toISOString(),
        new Date(now.getTime() + LONGEST_BACK_OFF_MS).toISOString(),
      ],
    );
  }

  /** Rows that were tried in vain and are not done, the next to be tried first; at most `limit`. */
  async failing(now: Date, limit: number): Promise<FailingWork[]> {
    if (this.works.length === 0) return [];
    return await this.dataSource.query(
      `SELECT kind, id, attempts, last_error AS error, due_at AS "dueAt", queued_at IS NOT NULL AS queued FROM (${this.works
        .map(
          ({ kind, table, pending }) =>
            `(SELECT '${kind}' AS kind, id::text AS id, attempts, last_error, due_at, queued_at FROM ${table}
               WHERE ${pending} AND attempts > 0 AND due_at <= $1 ORDER BY due_at, id LIMIT $2)`,
        )
        .join(' UNION ALL ')}) AS failing ORDER BY due_at, kind, id LIMIT $2`,
      [new Date(now.getTime() + LONGEST_BACK_OFF_MS).toISOString(), limit],
    );
  }
}
