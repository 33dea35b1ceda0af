import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Campaign } from '../campaigns/index.js';
import type { DeclarationView } from '../declarations/index.js';
import { letterCampaign, PlanLetters } from '../letters/index.js';
import { isoWithOffset } from '../platform/calendar/index.js';
import { answerAddress } from '../returns/index.js';
import { openTask } from './open-task.js';
import type { ReadableMessage, StoredMessage } from './prepare-message.js';
import { type SettledMessage, settledMessage } from './settled-message.js';

/** More acknowledgements than this to one declaration in a day mean that a machine is asking. */
const MOST_ACKNOWLEDGEMENTS_A_DAY = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Puts what a person wrote before the operators, and says to the one who wrote that it has come. */
@Injectable()
export class TakeQuestion {
  constructor(private readonly planLetters: PlanLetters) {}

  async execute(
    manager: EntityManager,
    stored: StoredMessage,
    { message, classified, match }: ReadableMessage,
    declaration: DeclarationView | null,
    now: Date,
  ): Promise<SettledMessage> {
    const kind = declaration === null ? 'UNMATCHED_MESSAGE' : 'QUESTION';
    await openTask(manager, kind, stored.id, declaration?.id ?? null, now);
    const settled = settledMessage(classified, message, match, declaration);
    if (declaration === null || !classified.mayBeAnswered) return settled;
    if (await asksTooMuch(manager, declaration.id, now)) return settled;
    const campaign = await manager.getRepository(Campaign).findOneByOrFail({ id: declaration.campaignId });
    await this.planLetters.execute(
      manager,
      [
        {
          kind: 'QUESTION_RECEIVED',
          data: {
            inReplyTo: stored.messageId === '' ? null : stored.messageId,
            receivedAt: isoWithOffset(stored.arrivedAt, campaign.definition.timeZone),
            questionSubject: message.subject === '' ? '–' : message.subject,
          },
          campaign: letterCampaign(campaign),
          declaration,
          slot: stored.id,
          deadlineVersion: null,
          recipientName: declaration.recipientName,
          recipientEmail: answerAddress(message.answerTo, declaration.recipientEmail),
          language: declaration.language,
          dueAt: now,
          notAfter: null,
        },
      ],
      now,
      'system:mailbox',
    );
    return settled;
  }
}

/**
 * Counts under the declaration's lock: two messages worked on side by side would both find room for one more. Its key
 * stays free, because each of them has pointed to the declaration by then: waiting for that too is a deadlock.
 */
async function asksTooMuch(manager: EntityManager, declarationId: string, now: Date): Promise<boolean> {
  await manager.query('SELECT id FROM declaration WHERE id = $1 FOR NO KEY UPDATE', [declarationId]);
  const rows: { count: number }[] = await manager.query(
    `SELECT count(*)::integer AS count FROM letter
     WHERE declaration_id = $1 AND kind = 'QUESTION_RECEIVED' AND created_at > $2`,
    [declarationId, new Date(now.getTime() - DAY_MS).toISOString()],
  );
  return (rows[0]?.count ?? 0) >= MOST_ACKNOWLEDGEMENTS_A_DAY;
}
