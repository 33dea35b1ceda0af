import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { describeError } from '../platform/jobs/index.js';

export interface BounceInput {
  readonly letterId: string;
  readonly hard: boolean;
  /** Status and diagnostic text of the delivery status notification (RFC 3464). */
  readonly explanation: string;
  readonly now: Date;
}

interface BouncedLetter {
  readonly kind: string;
  readonly messageId: string;
  readonly declarationId: string | null;
  readonly reference: string | null;
}

/** Notes on a letter that it did not arrive. */
@Injectable()
export class RecordBounce {
  constructor(private readonly audit: AuditLog) {}

  /** Returns the declaration that the letter is about; null when it is about none, or nothing was left to note. */
  async execute(manager: EntityManager, input: BounceInput): Promise<string | null> {
    // Words of a foreign mail server: whatever they hold, the bounce must be noted.
    const explanation = describeError(input.explanation);
    const state = input.hard ? 'BOUNCED_HARD' : 'BOUNCED_SOFT';
    const [rows]: [BouncedLetter[], number] = await manager.query(
      `UPDATE letter SET state = $2, last_error = $3
       WHERE id = $1 AND state IN ('SENT', 'BOUNCED_SOFT')
       RETURNING kind, message_id AS "messageId", declaration_id AS "declarationId",
         (SELECT reference FROM declaration WHERE declaration.id = letter.declaration_id) AS reference`,
      [input.letterId, state, explanation],
    );
    const letter = rows[0];
    if (letter === undefined) return null;
    await this.audit.record(manager, {
      at: input.now,
      actor: 'system:mailbox',
      action: `LETTER_${state}`,
      subject: letter.reference === null ? `letter:${letter.messageId}` : `declaration:${letter.reference}`,
      data: { kind: letter.kind, messageId: letter.messageId, reason: explanation },
    });
    return letter.declarationId;
  }
}
