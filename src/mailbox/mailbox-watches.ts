import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface WatchState {
  readonly startedAt: Date;
  readonly fetchedAt: Date | null;
  readonly reconciledAt: Date | null;
  readonly trouble: string | null;
}

/** How alive the reading of each mailbox is: written by the process that holds it, read by every process. */
@Injectable()
export class MailboxWatches {
  constructor(private readonly dataSource: DataSource) {}

  /** Notes the first look at the mailbox, once. */
  async begin(mailbox: string, now: Date): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO mailbox_watch (mailbox, started_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [mailbox, now.toISOString()],
    );
  }

  /** Null: it was never looked at. */
  async read(mailbox: string): Promise<WatchState | null> {
    const rows: WatchState[] = await this.dataSource.query(
      `SELECT started_at AS "startedAt", fetched_at AS "fetchedAt", reconciled_at AS "reconciledAt", trouble
       FROM mailbox_watch WHERE mailbox = $1`,
      [mailbox],
    );
    return rows[0] ?? null;
  }

  /** Everything in the mailbox has been fetched; with `reconciled`, every folder was held against what is stored. */
  async fetched(mailbox: string, now: Date, reconciled: boolean): Promise<void> {
    await this.dataSource.query(
      `UPDATE mailbox_watch SET fetched_at = $2, trouble = NULL,
         reconciled_at = CASE WHEN $3 THEN $2 ELSE reconciled_at END
       WHERE mailbox = $1`,
      [mailbox, now.toISOString(), reconciled],
    );
  }

  async troubled(mailbox: string, trouble: string): Promise<void> {
    await this.dataSource.query('UPDATE mailbox_watch SET trouble = $2 WHERE mailbox = $1', [mailbox, trouble]);
  }

  /** Places in the mailbox whose message could not be stored so far. */
  async failedMessages(mailbox: string): Promise<number> {
    const rows: { count: number }[] = await this.dataSource.query(
      'SELECT count(*)::integer AS count FROM mailbox_entry WHERE mailbox = $1 AND inbound_message_id IS NULL',
      [mailbox],
    );
    return rows[0]?.count ?? 0;
  }
}
