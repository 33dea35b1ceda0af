import type { DataSource } from 'typeorm';
import type { DueWork } from './due-work.js';

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
}
