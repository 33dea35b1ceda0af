import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { describeError } from '../platform/jobs/index.js';
import { afterBounce, type BounceKind } from './bounce.policy.js';
import { StoppedAddresses } from './stopped-addresses.js';

export interface BounceInput {
  readonly letterId: string;
  readonly kind: BounceKind;
  /** Status and diagnostic text of the delivery status notification (RFC 3464). */
  readonly explanation: string;
  readonly now: Date;
}

export interface RecordedBounce {
  readonly declarationId: string | null;
  /** It is not lost yet: it is sent again, or the mail server is still trying. */
  readonly stillTried: boolean;
}

interface BouncedLetter {
  readonly campaignId: string;
  readonly kind: string;
  readonly state: string;
  readonly softBounces: number;
  readonly messageId: string;
  readonly recipientEmail: string;
  readonly declarationId: string | null;
  readonly reference: string | null;
}

/**
 * Notes on a letter that it did not arrive. For good: its address gets no more letters. Given up for now: it is sent
 * again later, a few times. Only delayed: that is said on it.
 */
@Injectable()
export class RecordBounce {
  constructor(
    private readonly stoppedAddresses: StoppedAddresses,
    private readonly audit: AuditLog,
  ) {}

  /** Null when nothing was left to note: the letter has not been sent, or has bounced for good before. */
  async execute(manager: EntityManager, input: BounceInput): Promise<RecordedBounce | null> {
    // Words of a foreign mail server: whatever they hold, the bounce must be noted.
    const explanation = describeError(input.explanation);
    const letter = await lockBounced(manager, input);
    if (letter === null) return null;
    const after = afterBounce(input.kind, letter.softBounces, input.now);
    await manager.query(
      `UPDATE letter SET state = $2, last_error = $3, soft_bounces = $4, due_at = coalesce($5::timestamptz, due_at),
         sent_at = CASE WHEN $5::timestamptz IS NULL THEN sent_at END, queued_at = NULL
       WHERE id = $1`,
      [
        input.letterId,
        after.state,
        explanation,
        'softBounces' in after ? after.softBounces : letter.softBounces,
        'dueAt' in after ? after.dueAt.toISOString() : null,
      ],
    );
    if (after.state === 'BOUNCED_HARD') {
      const { recipientEmail: email } = letter;
      await this.stoppedAddresses.stop(manager, { email, letterId: input.letterId, explanation }, input.now);
    }
    await this.audit.record(manager, {
      at: input.now,
      actor: 'system:mailbox',
      action: input.kind === 'DELAYED' ? 'LETTER_DELAYED' : `LETTER_BOUNCED_${input.kind}`,
      subject: letter.reference === null ? `letter:${letter.messageId}` : `declaration:${letter.reference}`,
      data: {
        ...(letter.reference === null ? { campaignId: letter.campaignId } : {}),
        kind: letter.kind,
        messageId: letter.messageId,
        reason: explanation,
      },
    });
    return {
      declarationId: letter.declarationId,
      stillTried: after.state === 'PLANNED' || after.state === 'SENT',
    };
  }
}

/**
 * Locks the declaration and then the letter, which is what everybody does who changes both. A letter that is to be sent again after a soft bounce can still
 * turn out to have bounced for good.
 */
async function lockBounced(manager: EntityManager, { letterId, kind }: BounceInput): Promise<BouncedLetter | null> {
  await manager.query(
    'SELECT id FROM declaration WHERE id = (SELECT declaration_id FROM letter WHERE id = $1) FOR UPDATE',
    [letterId],
  );
  const rows: BouncedLetter[] = await manager.query(
    `SELECT campaign_id AS "campaignId", kind, state, soft_bounces AS "softBounces", message_id AS "messageId", recipient_email AS "recipientEmail",
       declaration_id AS "declarationId",
       (SELECT reference FROM declaration WHERE declaration.id = letter.declaration_id) AS reference
     FROM letter
     WHERE id = $1 AND (state = 'SENT' OR $2 = 'HARD' AND (state = 'BOUNCED_SOFT' OR state = 'PLANNED' AND soft_bounces > 0))
     FOR UPDATE OF letter`,
    [letterId, kind],
  );
  return rows[0] ?? null;
}
