import type { EntityManager } from 'typeorm';

/**
 * Closes what an earlier reading of a message put before the operators and this one has answered: it could be read, and
 * it is known whose it is. What else is open stays so.
 */
export async function closeOutdatedTasks(
  manager: EntityManager,
  inboundMessageId: string,
  matched: boolean,
  now: Date,
): Promise<void> {
  await manager.query(
    `UPDATE task SET closed_at = $2, closed_by = 'system:mailbox', outcome = 'The message was read again.',
       version = version + 1
     WHERE inbound_message_id = $1 AND closed_at IS NULL
       AND (kind = 'UNREADABLE_MESSAGE' OR kind = 'UNMATCHED_MESSAGE' AND $3)`,
    [inboundMessageId, now.toISOString(), matched],
  );
}
