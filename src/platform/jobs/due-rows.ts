import type { DataSource, EntityManager } from 'typeorm';
import { backOffSeconds, type DueWork } from './due-work.js';

const MINUTE_MS = 60_000;

/** What an id may be for its column to take it. */
const ID_SHAPES: Readonly<Record<DueWork['idType'], RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  bigint: /^[1-9]\d{0,17}$/,
};

/**
 * The SQL of due rows, the same for every kind of work. Table and condition are constants of the code.
 *
 * Rows are chosen in a MATERIALIZED query of their own: as `id IN (SELECT … LIMIT … SKIP LOCKED)` PostgreSQL may run
 * the choice once for every row of the table, and each run skips what the one before took: more than the limit.
 */
export class DueRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: DueWork,
  ) {}

  /**
   * Marks up to `limit` rows that are due and not queued, oldest first, and returns their ids: fewer where the work may
   * be done only so often a minute.
   */
  async take(now: Date, limit: number): Promise<string[]> {
    const { perMinute, doneAt } = this.work;
    if (perMinute === null || doneAt === null) return await this.#take(this.dataSource, now, limit);
    return await this.dataSource.transaction(async (manager) => {
      const room = await this.#room(manager, now, perMinute, doneAt);
      return room === 0 ? [] : await this.#take(manager, now, Math.min(limit, room));
    });
  }

  async #take(source: DataSource | EntityManager, now: Date, limit: number): Promise<string[]> {
    const { table, pending } = this.work;
    const rows = await returned<{ id: string }>(
      source,
      `WITH due AS MATERIALIZED (
         SELECT id FROM ${table} WHERE ${pending} AND queued_at IS NULL AND due_at <= $1
         ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
       ) UPDATE ${table} AS taken SET queued_at = $1 FROM due WHERE taken.id = due.id RETURNING taken.id`,
      [now.toISOString(), limit],
    );
    return rows.map((row) => row.id);
  }

  /**
   * How many more may be queued: what is on its way counts until it is done, and what was done for a minute more. One
   * process counts at a time, or two would both find room for the same.
   */
  async #room(manager: EntityManager, now: Date, perMinute: number, doneAt: string): Promise<number> {
    const { kind, table, pending } = this.work;
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`due-rows:${kind}`]);
    const rows: { used: number }[] = await manager.query(
      `SELECT ((SELECT count(*) FROM ${table} WHERE ${pending} AND queued_at IS NOT NULL)
         + (SELECT count(*) FROM ${table} WHERE ${doneAt} > $1))::integer AS used`,
      [new Date(now.getTime() - MINUTE_MS).toISOString()],
    );
    return Math.max(0, perMinute - (rows[0]?.used ?? 0));
  }

  /**
   * Up to `limit` rows that were queued by `before`, are not done and are not being worked on: their jobs may be lost.
   * They count as queued at `now` again, so that the next look finds others.
   */
  async takeLost(before: Date, now: Date, limit: number): Promise<string[]> {
    const { table, pending } = this.work;
    const rows = await returned<{ id: string }>(
      this.dataSource,
      `WITH lost AS MATERIALIZED (
         SELECT id FROM ${table} WHERE ${pending} AND queued_at <= $1
         ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
       ) UPDATE ${table} AS taken SET queued_at = $2 FROM lost WHERE taken.id = lost.id RETURNING taken.id`,
      [before.toISOString(), now.toISOString(), limit],
    );
    return rows.map((row) => row.id);
  }

  /** All rows that are queued and not done, worked on or not. */
  async queued(): Promise<string[]> {
    const { table, pending } = this.work;
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM ${table} WHERE ${pending} AND queued_at IS NOT NULL ORDER BY due_at, id`,
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

  /** Forgets that rows were queued: used when the queue is emptied on purpose. */
  async forgetQueued(): Promise<void> {
    const { table, pending } = this.work;
    await this.dataSource.query(`UPDATE ${table} SET queued_at = NULL WHERE ${pending} AND queued_at IS NOT NULL`);
  }

  /**
   * Makes a row that was tried in vain due now, and tells `record` in the same transaction how it stood. False when there
   * is none such, or it is due already.
   */
  async makeDue(
    id: string,
    now: Date,
    record: (manager: EntityManager, before: WaitingAttempt) => Promise<void>,
  ): Promise<boolean> {
    const { table, pending, idType } = this.work;
    if (!ID_SHAPES[idType].test(id)) return false;
    return await this.dataSource.transaction(async (manager) => {
      const rows: WaitingAttempt[] = await manager.query(
        `SELECT attempts, last_error AS error, due_at AS "dueAt" FROM ${table}
         WHERE id = $1 AND ${pending} AND attempts > 0 AND queued_at IS NULL AND due_at > $2 FOR UPDATE SKIP LOCKED`,
        [id, now.toISOString()],
      );
      const before = rows[0];
      if (before === undefined) return false;
      await manager.query(`UPDATE ${table} SET due_at = $2 WHERE id = $1`, [id, now.toISOString()]);
      await record(manager, before);
      return true;
    });
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

/** What stood on a row before it was made due. */
export interface WaitingAttempt {
  readonly attempts: number;
  readonly error: string | null;
  readonly dueAt: Date;
}

/** TypeORM answers UPDATE … RETURNING with [rows, count]. */
async function returned<Row>(source: DataSource | EntityManager, sql: string, parameters: unknown[]): Promise<Row[]> {
  const result: [Row[], number] = await source.query(sql, parameters);
  return result[0];
}

/** What went wrong, in at most 2,000 characters that any text column takes: foreign servers' words may be in it. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return Array.from(text.replaceAll('\0', '\uFFFD')).slice(0, 2000).join('');
}
