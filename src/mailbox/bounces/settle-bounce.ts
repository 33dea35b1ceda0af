import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { InviteAgain } from '../../contacts/index.js';
import { RecordBounce } from '../../letters/index.js';
import { openTask } from '../open-task.js';
import type { BounceNotice } from './bounce-notice.js';

/** What became of the message that is the bounce. */
export interface SettledBounce {
  readonly state: 'PROCESSED' | 'NEEDS_REVIEW';
  readonly explanation: string;
}

/** Notes on the letter what its bounce says, and puts before the operators what only they can mend. */
@Injectable()
export class SettleBounce {
  constructor(
    private readonly recordBounce: RecordBounce,
    private readonly inviteAgain: InviteAgain,
  ) {}

  /** `declarationId`: what the message is about as far as it is known without the letter. */
  async execute(
    manager: EntityManager,
    inboundMessageId: string,
    { status, letterId, doubt }: BounceNotice,
    declarationId: string | null,
    now: Date,
  ): Promise<SettledBounce> {
    if (status?.outcome === 'ARRIVED') {
      return { explanation: 'It says that a letter has arrived.', state: 'PROCESSED' };
    }
    if (status === null || letterId === null) {
      const explanation = status === null ? 'It does not say what failed.' : (doubt ?? 'It names no letter of ours.');
      if (status?.outcome === 'DELAYED') return { explanation, state: 'PROCESSED' };
      await openTask(manager, 'BOUNCE', inboundMessageId, declarationId, now);
      return { explanation, state: 'NEEDS_REVIEW' };
    }
    const explanation = status.explanation === '' ? 'no reason given' : status.explanation;
    const kind = status.outcome === 'DELAYED' ? 'DELAYED' : status.hard ? 'HARD' : 'SOFT';
    const recorded = await this.recordBounce.execute(manager, { letterId, kind, explanation, now });
    // Told once more, or of a letter that has gone again since: nothing changes.
    if (recorded === null) return { explanation, state: 'PROCESSED' };
    if (!recorded.stillTried) {
      await openTask(manager, 'BOUNCE', inboundMessageId, recorded.declarationId, now);
      // The address may have been corrected before its failure was told.
      if (recorded.declarationId !== null) {
        await this.inviteAgain.execute(manager, recorded.declarationId, now, 'system:mailbox');
      }
    }
    return { explanation, state: 'PROCESSED' };
  }
}
