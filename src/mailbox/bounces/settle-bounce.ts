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

/** Notes on the letter what its bounce says, and puts before the operators what they have to do about it. */
@Injectable()
export class SettleBounce {
  constructor(
    private readonly recordBounce: RecordBounce,
    private readonly inviteAgain: InviteAgain,
  ) {}

  async execute(
    manager: EntityManager,
    inboundMessageId: string,
    { status, letterId }: BounceNotice,
    declarationId: string | null,
    now: Date,
  ): Promise<SettledBounce> {
    if (status?.outcome === 'ARRIVED') {
      return { explanation: 'It says that a letter has arrived.', state: 'PROCESSED' };
    }
    // A letter that was given up has to reach the municipality some other way, whatever the class of the failure.
    if (status?.outcome !== 'DELAYED') await openTask(manager, 'BOUNCE', inboundMessageId, declarationId, now);
    if (status === null || letterId === null) {
      const explanation = status === null ? 'It does not say what failed.' : 'It names no letter of ours.';
      return { explanation, state: status?.outcome === 'DELAYED' ? 'PROCESSED' : 'NEEDS_REVIEW' };
    }
    const explanation = status.explanation === '' ? 'no reason given' : status.explanation;
    const about = await this.recordBounce.execute(manager, { letterId, hard: status.hard, explanation, now });
    // The address may have been corrected before its failure was told.
    if (about !== null) await this.inviteAgain.execute(manager, about, now, 'system:mailbox');
    return { explanation, state: 'PROCESSED' };
  }
}
