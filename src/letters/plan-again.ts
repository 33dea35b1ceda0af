import type { EntityManager } from 'typeorm';
import type { AuditLog } from '../audit/index.js';
import { closeLetterTasks } from './letter-tasks.js';

interface PlannedAgain {
  readonly id: string;
  readonly kind: string;
  readonly messageId: string;
  readonly reference: string | null;
  readonly slug: string;
}

/**
 * Puts letters back into the outbox, due now, under their old Message-ID; whether they are still wanted is looked at
 * when they are sent. `where` is a constant of the code on the table letter, with parameters from `$2`.
 */
export async function planAgain(
  manager: EntityManager,
  audit: AuditLog,
  condition: { readonly where: string; readonly parameters: readonly unknown[]; readonly set?: string },
  now: Date,
  actor: string,
): Promise<PlannedAgain[]> {
  const [letters]: [PlannedAgain[], number] = await manager.query(
    `UPDATE letter SET state = 'PLANNED', due_at = $1, queued_at = NULL, sent_at = NULL, attempts = 0,
       soft_bounces = 0, last_error = NULL ${condition.set === undefined ? '' : `, ${condition.set}`}
     WHERE ${condition.where}
     RETURNING id, kind, message_id AS "messageId",
       (SELECT reference FROM declaration WHERE declaration.id = letter.declaration_id) AS reference,
       (SELECT slug FROM campaign WHERE campaign.id = letter.campaign_id) AS slug`,
    [now.toISOString(), ...condition.parameters],
  );
  await audit.recordAll(
    manager,
    letters.map(({ kind, messageId, reference, slug }) => ({
      at: now,
      actor,
      action: 'LETTER_PLANNED_AGAIN',
      subject: reference === null ? `campaign:${slug}` : `declaration:${reference}`,
      data: { kind, messageId },
    })),
  );
  if (letters.length > 0) {
    await closeLetterTasks(
      manager,
      letters.map(({ id }) => id),
      now,
      actor,
    );
  }
  return letters;
}
