import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { CampaignReadModel } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import { ServiceError } from '../platform/errors/index.js';
import type { LetterKind } from './letter-data.js';
import { planAgain } from './plan-again.js';
import { StoppedAddresses } from './stopped-addresses.js';

export const HOLD_REASONS = ['ADDRESS_STOPPED', 'NOT_ALLOWED'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Which held letters of a campaign; what is null holds for all of them. */
export interface HeldLetters {
  readonly campaignSlug: string;
  readonly heldBecause: HoldReason | null;
  readonly kind: LetterKind | null;
  /** The recipients' domain, lower case. */
  readonly domain: string | null;
}

export interface HeldLetterCount {
  readonly heldBecause: HoldReason;
  readonly kind: LetterKind;
  readonly letters: number;
  readonly addresses: number;
}

export interface HeldLetterRecipient {
  readonly id: string;
  readonly kind: LetterKind;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly explanation: string;
}

/** From `$2`: campaign, reason, kind, domain. */
const CHOSEN = `state = 'HELD' AND campaign_id = $2 AND ($3::text IS NULL OR starts_with(last_error, $3))
  AND ($4::text IS NULL OR kind = $4)
  AND ($5::text IS NULL OR lower(split_part(recipient_email, '@', 2)) = $5)`;

/**
 * Releases or cancels held letters in large numbers: after an allow-list was widened, or a mail system mended. Whoever
 * does it says how many letters they expect, as the preview counted them; if it is another number by now, nothing
 * happens.
 */
@Injectable()
export class SettleHeldLetters {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignReadModel,
    private readonly stoppedAddresses: StoppedAddresses,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Throws CAMPAIGN_UNKNOWN. */
  async preview(held: HeldLetters): Promise<HeldLetterCount[]> {
    const { parameters } = await this.#choose(held);
    // $1 is the instant in the statements that change something.
    return await this.dataSource.query(
      `SELECT CASE WHEN starts_with(last_error, 'NOT_ALLOWED') THEN 'NOT_ALLOWED' ELSE 'ADDRESS_STOPPED' END
           AS "heldBecause",
         kind, count(*)::integer AS letters, count(DISTINCT lower(recipient_email))::integer AS addresses
       FROM letter WHERE $1::timestamptz IS NOT NULL AND ${CHOSEN} GROUP BY 1, 2 ORDER BY 1, 2`,
      [this.clock.now().toISOString(), ...parameters],
    );
  }

  /** To whom they would go, first written first; at most `limit`. Throws CAMPAIGN_UNKNOWN. */
  async recipients(held: HeldLetters, limit: number): Promise<HeldLetterRecipient[]> {
    const { parameters } = await this.#choose(held);
    return await this.dataSource.query(
      `SELECT id, kind, recipient_name AS "recipientName", recipient_email AS "recipientEmail",
         last_error AS explanation
       FROM letter WHERE $1::timestamptz IS NOT NULL AND ${CHOSEN} ORDER BY created_at, id LIMIT $6`,
      [this.clock.now().toISOString(), ...parameters, limit],
    );
  }

  /**
   * Their addresses are no longer stopped by that; other letters that are held for these stay so. Whether a letter is
   * still wanted is looked at when it is sent. Throws CAMPAIGN_UNKNOWN or HELD_LETTERS_CHANGED.
   */
  async release(held: HeldLetters, expected: number, reason: string, actor: string): Promise<void> {
    await this.#settle(held, expected, 'HELD_LETTERS_RELEASED', reason, actor, async (manager, parameters, now) => {
      await this.stoppedAddresses.liftFor(manager, { where: CHOSEN, parameters }, now);
      return (await planAgain(manager, this.audit, { where: CHOSEN, parameters }, now, actor)).length;
    });
  }

  /** They are not sent, whatever happens to their addresses. Throws CAMPAIGN_UNKNOWN or HELD_LETTERS_CHANGED. */
  async cancel(held: HeldLetters, expected: number, reason: string, actor: string): Promise<void> {
    await this.#settle(held, expected, 'HELD_LETTERS_CANCELLED', reason, actor, async (manager, parameters, now) => {
      const [letters]: [{ kind: string; messageId: string; reference: string | null }[], number] = await manager.query(
        `UPDATE letter SET state = 'CANCELLED', queued_at = NULL, last_error = 'BY_OPERATOR; before: ' || last_error
         WHERE $1::timestamptz IS NOT NULL AND ${CHOSEN}
         RETURNING kind, message_id AS "messageId",
           (SELECT reference FROM declaration WHERE declaration.id = letter.declaration_id) AS reference`,
        [now.toISOString(), ...parameters],
      );
      await this.audit.recordAll(
        manager,
        letters.map(({ kind, messageId, reference }) => ({
          at: now,
          actor,
          action: 'LETTER_CANCELLED',
          subject: reference === null ? `campaign:${held.campaignSlug}` : `declaration:${reference}`,
          data: { kind, messageId, reason: 'BY_OPERATOR' },
        })),
      );
      return letters.length;
    });
  }

  async #settle(
    held: HeldLetters,
    expected: number,
    action: string,
    reason: string,
    actor: string,
    change: (manager: EntityManager, parameters: readonly unknown[], now: Date) => Promise<number>,
  ): Promise<void> {
    const { campaignSlug, ...filter } = held;
    const { parameters } = await this.#choose(held);
    await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const letters = await change(manager, parameters, now);
      // What was done by then is undone with the transaction.
      if (letters !== expected) throw heldLettersChanged(letters, expected);
      await this.audit.record(manager, {
        at: now,
        actor,
        action,
        subject: `campaign:${campaignSlug}`,
        data: { ...filter, letters, reason },
      });
    });
  }

  async #choose({ campaignSlug, heldBecause, kind, domain }: HeldLetters): Promise<{ parameters: readonly unknown[] }> {
    const campaign = await this.campaigns.bySlug(campaignSlug);
    return { parameters: [campaign.id, heldBecause, kind, domain] };
  }
}

function heldLettersChanged(letters: number, expected: number): ServiceError<'HELD_LETTERS_CHANGED'> {
  return new ServiceError(
    'HELD_LETTERS_CHANGED',
    `It would be ${letters} letters, not ${expected}: some were held or settled meanwhile. Look at the preview again.`,
    { category: 'conflict', facts: { letters, expected } },
  );
}
