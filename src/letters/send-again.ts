import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { LetterReadModel } from './letter.read-model.js';
import { planAgain } from './plan-again.js';
import { StoppedAddresses } from './stopped-addresses.js';

export interface SentAgain {
  /** Letters that are due again: the one that was asked for, and others that waited for the same address. */
  readonly letters: number;
}

export interface SendAgainPreview {
  readonly recipientEmail: string;
  /** False: it is on its way, was taken by the mail server, or is not wanted any more. */
  readonly sendable: boolean;
  /** Why its address gets no more letters; null: it does. */
  readonly stoppedBecause: string | null;
  /** Other letters that wait for the same address, and would be due by this. */
  readonly others: number;
}

const SENDABLE = `state IN ('HELD', 'FAILED', 'BOUNCED_SOFT', 'BOUNCED_HARD')`;

/**
 * Sends a letter that did not arrive once more, to the address that it has, because an operator says that it can arrive
 * now: the allow-list has been widened, the mailbox made or emptied. Its address is no longer stopped by that.
 */
@Injectable()
export class SendAgain {
  constructor(
    private readonly dataSource: DataSource,
    private readonly letters: LetterReadModel,
    private readonly stoppedAddresses: StoppedAddresses,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** What sending it again would do. Throws LETTER_UNKNOWN. */
  async preview(letterId: string): Promise<SendAgainPreview> {
    const { recipientEmail } = await this.letters.byId(letterId);
    const rows: Omit<SendAgainPreview, 'recipientEmail'>[] = await this.dataSource.query(
      `SELECT ${SENDABLE} AS sendable, stopped_address.explanation AS "stoppedBecause",
         CASE WHEN stopped_address.email IS NULL THEN 0 ELSE (
           SELECT count(*)::integer FROM letter AS other
           WHERE other.state = 'HELD' AND lower(other.recipient_email) = stopped_address.email AND other.id <> letter.id
         ) END AS others
       FROM letter LEFT JOIN stopped_address ON stopped_address.email = lower(letter.recipient_email)
       WHERE letter.id = $1`,
      [letterId],
    );
    return { recipientEmail, sendable: false, stoppedBecause: null, others: 0, ...rows[0] };
  }

  /** Throws LETTER_UNKNOWN or LETTER_NOT_SENDABLE. */
  async execute(letterId: string, reason: string, actor: string): Promise<SentAgain> {
    const { recipientEmail, messageId } = await this.letters.byId(letterId);
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const own = await planAgain(
        manager,
        this.audit,
        { where: `id = $2 AND ${SENDABLE}`, parameters: [letterId] },
        now,
        actor,
      );
      if (own.length === 0) {
        throw new ServiceError(
          'LETTER_NOT_SENDABLE',
          `The letter ${letterId} is on its way, has been taken by the mail server, or is not wanted any more. Only one that is held, failed or bounced can be sent again.`,
          { category: 'conflict' },
        );
      }
      const [letter]: { campaignId: string }[] = await manager.query(
        'SELECT campaign_id AS "campaignId" FROM letter WHERE id = $1',
        [letterId],
      );
      const others = await this.stoppedAddresses.lift(manager, recipientEmail, now, actor);
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'LETTER_SENT_AGAIN',
        subject: `letter:${messageId}`,
        data: { campaignId: letter?.campaignId ?? null, reason, letters: own.length + others },
      });
      return { letters: own.length + others };
    });
  }
}
