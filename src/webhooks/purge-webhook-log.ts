import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { DAY_MS, WEBHOOK_LOG_DAYS } from './webhook-log-days.js';

/** Events forgotten by one statement: locks are held for a moment, however much has gathered. */
const BATCH = 2000;

/**
 * Forgets events with their deliveries and attempts when the log has been kept for long enough. What is still being
 * delivered stays until it is settled. That a threshold was reached stays for good: it is told once in a campaign's
 * life; only its deliveries go.
 */
@Injectable()
export class PurgeWebhookLog extends DueWork {
  readonly kind = 'purge-webhook-log';
  readonly table = 'webhook_purge';
  readonly pending = 'true';
  readonly concurrency = 1;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(WEBHOOK_LOG_DAYS) private readonly days: number,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    const now = this.clock.now();
    const rows: { until: Date }[] = await this.dataSource.query(
      'SELECT until FROM webhook_purge WHERE id = $1 AND due_at <= $2',
      [id, now.toISOString()],
    );
    const until = rows[0]?.until;
    if (until === undefined) return 'NOTHING_TO_DO';
    const wantedAt = new Date(until.getTime() + this.days * DAY_MS);
    // The log is kept for longer than it was when the row was written.
    if (wantedAt > now) {
      await this.#putOff(id, wantedAt);
      return 'NOTHING_TO_DO';
    }
    while ((await this.#forget(until)) === BATCH);
    if (await this.#isLeft(until)) await this.#putOff(id, new Date(now.getTime() + DAY_MS));
    else await this.dataSource.query('DELETE FROM webhook_purge WHERE id = $1', [id]);
    return 'DONE';
  }

  /** Attempts go with their deliveries. Returns how many events were looked at. */
  async #forget(until: Date): Promise<number> {
    const rows: { count: number }[] = await this.dataSource.query(
      `WITH old AS MATERIALIZED (
         SELECT id, type FROM webhook_event AS event
         WHERE at < $1
           AND NOT EXISTS (SELECT FROM webhook_delivery WHERE event_id = event.id AND state = 'PENDING')
           AND (type <> 'threshold.reached' OR EXISTS (SELECT FROM webhook_delivery WHERE event_id = event.id))
         ORDER BY at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
       ), deliveries AS (
         DELETE FROM webhook_delivery WHERE event_id IN (SELECT id FROM old)
       ), events AS (
         DELETE FROM webhook_event WHERE id IN (SELECT id FROM old WHERE type <> 'threshold.reached')
       )
       SELECT count(*)::integer AS count FROM old`,
      [until.toISOString()],
    );
    return rows[0]?.count ?? 0;
  }

  async #isLeft(until: Date): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `SELECT FROM webhook_event WHERE at < $1 AND type <> 'threshold.reached' LIMIT 1`,
      [until.toISOString()],
    );
    return rows.length > 0;
  }

  async #putOff(id: string, dueAt: Date): Promise<void> {
    await this.dataSource.query('UPDATE webhook_purge SET due_at = $2, queued_at = NULL WHERE id = $1', [
      id,
      dueAt.toISOString(),
    ]);
  }
}
