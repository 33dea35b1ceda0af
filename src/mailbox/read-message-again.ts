import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import type { Classification, InboundState } from './inbound-message.entity.js';
import { bounceNoted, messageNotWhole, messageUnknown, messageWaiting } from './mailbox.errors.js';

interface ReadBefore {
  readonly campaignId: string | null;
  readonly state: InboundState;
  readonly classification: Classification | null;
  readonly explanation: string | null;
  readonly wholeLength: string | null;
}

/**
 * Has a stored message read and classified anew, because an operator says that it can be read now: a fault is mended, a
 * limit wider, the virus scan clean. What was decided stays: documents that became returns are not taken a second time,
 * letters that were sent are not sent again, and what was said of the message before stands in the audit log.
 */
@Injectable()
export class ReadMessageAgain {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws MESSAGE_UNKNOWN, MESSAGE_WAITING, MESSAGE_NOT_WHOLE or BOUNCE_NOTED. */
  async execute(id: string, reason: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const rows: ReadBefore[] = await manager.query(
        `SELECT campaign_id AS "campaignId", state, classification, explanation, whole_length AS "wholeLength"
         FROM inbound_message
         WHERE id = $1 FOR UPDATE`,
        [id],
      );
      const before = rows[0];
      if (before === undefined) throw messageUnknown(id);
      if (before.state === 'RECEIVED') throw messageWaiting(id);
      if (before.wholeLength !== null) throw messageNotWhole(id);
      // Its letter may have been sent again since: the old bounce would be laid to the new attempt.
      if (before.classification === 'BOUNCE' && before.state === 'PROCESSED') throw bounceNoted(id);
      const now = this.clock.now();
      await manager.query(
        `UPDATE inbound_message SET state = 'RECEIVED', due_at = $2, queued_at = NULL, attempts = 0, last_error = NULL
         WHERE id = $1`,
        [id, now.toISOString()],
      );
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'MESSAGE_READ_AGAIN',
        subject: `message:${id}`,
        data: {
          campaignId: before.campaignId,
          reason,
          state: before.state,
          classification: before.classification,
          explanation: before.explanation,
        },
      });
    });
  }
}
