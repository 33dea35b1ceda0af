import type { EntityManager } from 'typeorm';
import type { VerifiedReturn } from './answer-returns.js';
import type { ReturnMatch } from './return.entity.js';

/** A document that is being verified, without its bytes. */
export type ClaimedReturn = VerifiedReturn & {
  readonly sha256: string;
  readonly match: ReturnMatch;
};

/**
 * Keeps the documents of one message from being settled side by side: else each would take another for one that waits,
 * and nobody would answer for both. To be held before anything else is locked.
 */
export async function lockMessageOf(manager: EntityManager, returnId: string): Promise<void> {
  await manager.query(
    `SELECT id FROM inbound_message WHERE id = (SELECT inbound_message_id FROM return WHERE id = $1) FOR NO KEY UPDATE`,
    [returnId],
  );
}

/** Locks the row, without its bytes; null when somebody else has it or it is settled. */
export async function claimReturn(manager: EntityManager, id: string): Promise<ClaimedReturn | null> {
  const rows: ClaimedReturn[] = await manager.query(
    `SELECT id, campaign_id AS "campaignId", declaration_id AS "declarationId", match,
       inbound_message_id AS "inboundMessageId", answer_to AS "answerTo", answers_message_id AS "answersMessageId",
       sha256, arrived_at AS "arrivedAt", on_time AS "onTime", reasons, version
     FROM return WHERE id = $1 AND state = 'RECEIVED' FOR UPDATE SKIP LOCKED`,
    [id],
  );
  return rows[0] ?? null;
}

/**
 * The same bytes came for the same declaration before, and what was said of them still holds. After a rejection they
 * are judged anew: who sends the same file again has to be told again what to mend.
 */
export async function isDuplicate(
  manager: EntityManager,
  returned: ClaimedReturn,
  declarationId: string,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM return WHERE declaration_id = $1 AND sha256 = $2 AND id <> $3
       AND state IN ('NEEDS_REVIEW', 'ACCEPTED') LIMIT 1`,
    [declarationId, returned.sha256, returned.id],
  );
  return rows.length > 0;
}
