import type { EntityManager } from 'typeorm';
import { nameUuid } from '../platform/ids/index.js';

export interface MailboxStandstill {
  readonly mailbox: string;
  /** When the mailbox was last fetched whole; null: never yet. */
  readonly fetchedAt: Date | null;
  /** What went wrong at the last attempt, with the mail server's words; null: nothing is known. */
  readonly trouble: string | null;
}

/**
 * Puts before the operators that mail stands still: once for each standstill, however many processes see it. An operator
 * may close it; it does not come back before mail has flowed again.
 */
export async function openStandstillTask(
  manager: EntityManager,
  campaignId: string,
  { mailbox, fetchedAt, trouble }: MailboxStandstill,
  now: Date,
): Promise<void> {
  const since = fetchedAt?.toISOString() ?? null;
  await manager.query(
    `INSERT INTO task (id, kind, campaign_id, about, explanation, opened_at)
     VALUES ($1, 'MAILBOX_STANDSTILL', $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [
      nameUuid('task', 'MAILBOX_STANDSTILL', mailbox, since ?? ''),
      campaignId,
      `mailbox:${mailbox}`,
      `The mailbox ${mailbox} was last fetched ${since ?? 'never'}: ${trouble ?? 'nobody reads it'}`,
      now.toISOString(),
    ],
  );
}

/** Mail flows: whoever opened the task, and whatever process sees it. */
export async function closeStandstillTasks(manager: EntityManager, campaignId: string, now: Date): Promise<void> {
  await manager.query(
    `UPDATE task SET closed_at = $2, closed_by = 'system:mailbox', outcome = 'The mailbox is read again.',
       version = version + 1
     WHERE kind = 'MAILBOX_STANDSTILL' AND campaign_id = $1 AND closed_at IS NULL`,
    [campaignId, now.toISOString()],
  );
}
