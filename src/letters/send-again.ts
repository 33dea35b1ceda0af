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

  /** Throws LETTER_UNKNOWN or LETTER_NOT_SENDABLE. */
  async execute(letterId: string, reason: string, actor: string): Promise<SentAgain> {
    const { recipientEmail, messageId } = await this.letters.byId(letterId);
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const own = await planAgain(
        manager,
        this.audit,
        { where: `id = $2 AND state IN ('HELD', 'FAILED', 'BOUNCED_SOFT', 'BOUNCED_HARD')`, parameters: [letterId] },
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
      const others = await this.stoppedAddresses.lift(manager, recipientEmail, now, actor);
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'LETTER_SENT_AGAIN',
        subject: `letter:${messageId}`,
        data: { reason, letters: own.length + others },
      });
      return { letters: own.length + others };
    });
  }
}
