import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** First part of the key of the advisory locks on mailboxes; the second is a hash of the address. */
const LOCK_SPACE = 52_020_113;

/** Lets one process at a time read a mailbox. The lock goes with its database connection, however the process ends. */
@Injectable()
export class MailboxLock {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Does `work` while this process holds the mailbox, and returns true; false: another one holds it. `assertHeld` throws
   * when the database connection that holds the lock is gone.
   */
  async hold(mailbox: string, work: (assertHeld: () => Promise<void>) => Promise<void>): Promise<boolean> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const rows: { held: boolean }[] = await runner.query('SELECT pg_try_advisory_lock($1, hashtext($2)) AS held', [
        LOCK_SPACE,
        mailbox,
      ]);
      if (rows[0]?.held !== true) return false;
      try {
        await work(async () => void (await runner.query('SELECT 1')));
      } finally {
        // On a connection that broke the lock is gone already.
        await runner.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LOCK_SPACE, mailbox]).catch(() => {});
      }
      return true;
    } finally {
      await runner.release();
    }
  }
}
