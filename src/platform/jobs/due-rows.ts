import type { DataSource, EntityManager } from 'typeorm';
import { backOffSeconds, type DueWork } from './due-work.js';

/** The SQL of due rows, the same for every kind of work. Table and condition are constants of the code. */
export class DueRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: DueWork,
  ) {}

  /** Marks up to `limit` rows that are due and not queued, oldest first, and returns their ids. */
  async take(now: Date, limit: number): Promise<string[]> {
    const { table, pending } = this.work;
    const rows = await returned<{ id: string }>(
      this.dataSource,
      `UPDATE ${table} SET queued_at = $1 WHERE id IN (
         SELECT id FROM ${table} WHERE ${pending} AND queued_at IS NULL AND due_at <= $1
         ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [now.toISOString(), limit],
    );
    return rows.map((row) => row.id);
  }

  /** Rows that were queued before `before` and still are not done: their job may be lost. */
  async queuedBefore(before: Date, limit: number): Promise<string[]> {
    const { table, pending } = this.work;
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM ${table} WHERE ${pending} AND queued_at <= $1 ORDER BY due_at, id LIMIT $2`,
      [before.toISOString(), limit],
    );
    return rows.map((row) => row.id);
  }

  /** How many rows are due at `now` and not done. */
  async countDue(now: Date): Promise<number> {
    const { table, pending } = this.work;
    const rows: { count: string }[] = await this.dataSource.query(
      `SELECT count(*) AS count FROM ${table} WHERE ${pending} AND due_at <= $1`,
      [now.toISOString()],
    );
    return Number(rows[0]?.count ?? 0);
  }

  /** The earliest moment at which a row of this kind falls due; null when none is left. */
  async nextDueAt(): Promise<Date | null> {
    const { table, pending } = this.work;
    const rows: { due_at: Date | null }[] = await this.dataSource.query(
      `SELECT min(due_at) AS due_at FROM ${table} WHERE ${pending}`,
    );
    return rows[0]?.due_at ?? null;
  }

  /** Forgets that rows were queued: used when the queue is emptied on purpose. */
  async forgetQueued(): Promise<void> {
    const { table, pending } = this.work;
    await this.dataSource.query(`UPDATE ${table} SET queued_at = NULL WHERE ${pending} AND queued_at IS NOT NULL`);
  }

  /** Notes a failed attempt and plans the next one. */
  async postpone(id: string, now: Date, error: unknown): Promise<void> {
    const { table, pending } = this.work;
    await this.dataSource.transaction(async (manager: EntityManager) => {
      const rows: { attempts: number }[] = await manager.query(
        `SELECT attempts FROM ${table} WHERE id = $1 AND ${pending} FOR UPDATE`,
        [id],
      );
      const row = rows[0];
      if (row === undefined) return;
      const attempts = row.attempts + 1;
      const dueAt = new Date(now.getTime() + backOffSeconds(attempts) * 1000);
      await manager.query(
        `UPDATE ${table} SET attempts = $2, due_at = $3, queued_at = NULL, last_error = $4 WHERE id = $1`,
        [id, attempts, dueAt.toISOString(), describeError(error)],
      );
      await this.work.failed(manager, id, error, attempts);
    });
  }
}

/** TypeORM answers UPDATE … RETURNING with [rows, count]. */
async function returned<Row>(dataSource: DataSource, sql: string, parameters: unknown[]): Promise<Row[]> {
  const result: [Row[], number] = await dataSource.query(sql, parameters);
  return result[0];
}

export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 2000);
}
