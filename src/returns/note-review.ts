import type { EntityManager } from 'typeorm';
import type { AuditLog } from '../audit/index.js';
import { nameUuid } from '../platform/ids/index.js';
import type { ReviewInput } from './review-input.js';
import type { ReviewedReturn } from './reviewed-return.js';

/** Writes down who decided what, and why: one row of `review`, and the audit event. */
export async function noteReview(
  manager: EntityManager,
  audit: AuditLog,
  input: ReviewInput,
  returned: ReviewedReturn,
  now: Date,
): Promise<void> {
  await manager.query(
    `INSERT INTO review (id, return_id, decision, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      nameUuid('review', returned.id, returned.version),
      returned.id,
      input.decision,
      input.reason,
      input.actor,
      now.toISOString(),
    ],
  );
  await audit.record(manager, {
    at: now,
    actor: input.actor,
    action: `REVIEW_${input.decision}`,
    subject: `return:${returned.id}`,
    data: {
      campaignId: returned.campaignId,
      reason: input.reason,
      sha256: returned.sha256,
      ...(input.decision === 'REJECT' ? { rejectionReasons: input.rejectionReasons.map(({ code }) => code) } : {}),
      ...(input.decision === 'ATTACH' ? { reference: input.reference } : {}),
    },
  });
}
