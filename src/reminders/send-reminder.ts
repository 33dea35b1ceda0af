import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { CampaignReadModel, type Campaign } from '../campaigns/index.js';
import { awaitsReturn, DeclarationReadModel, type DeclarationView } from '../declarations/index.js';
import { PlanLetters } from '../letters/index.js';
import { endOfDay } from '../platform/calendar/index.js';
import { Clock } from '../platform/clock/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { dueReminder } from './due-reminder.policy.js';

interface PlannedReminder {
  readonly id: string;
  readonly slot: string;
  readonly sendAt: Date;
}

/**
 * Turns one due slot into a letter, once: it holds its declaration and the open slots, looks again at the declaration,
 * and writes the letter and the outcome in one transaction. What was missed during downtime becomes one
 * reminder, never a burst.
 */
@Injectable()
export class SendReminder extends DueWork {
  readonly kind = 'send-reminder';
  readonly table = 'reminder';
  readonly pending = `state = 'PLANNED'`;
  readonly concurrency = 4;

  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly campaigns: CampaignReadModel,
    private readonly planLetters: PlanLetters,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const claimed = await claim(manager, id, now);
      if (claimed === null) return 'NOTHING_TO_DO';
      const declaration = await this.declarations.byId(claimed.declarationId, manager);
      if (declaration === null) return 'NOTHING_TO_DO';
      const campaign = await this.campaigns.byId(declaration.campaignId, manager);
      const stop = whyStop(declaration, campaign, claimed.deadlineVersion);
      if (stop !== null) {
        const stopped = stop.forGood ? claimed.planned : claimed.planned.filter((reminder) => reminder.sendAt <= now);
        await this.#settle(manager, declaration, stopped, 'CANCELLED', stop.reason, now);
        return 'DONE';
      }
      const decision = dueReminder({
        planned: claimed.planned,
        now,
        deadlineOn: declaration.dueOn,
        window: campaign.definition.sendingWindow,
      });
      await this.#settle(manager, declaration, decision.missed, 'MISSED', 'DOWNTIME', now);
      if (decision.action === 'WAIT') {
        await manager.query('UPDATE reminder SET due_at = $2, queued_at = NULL WHERE id = $1', [
          decision.slot.id,
          decision.until.toISOString(),
        ]);
      }
      if (decision.action === 'SEND') await this.#send(manager, declaration, campaign, decision.slot, now);
      return 'DONE';
    });
  }

  async #send(
    manager: EntityManager,
    declaration: DeclarationView,
    campaign: Campaign,
    reminder: PlannedReminder,
    now: Date,
  ): Promise<void> {
    const definition = campaign.definition;
    await this.#settle(manager, declaration, [reminder], 'SENT', null, now);
    await this.planLetters.execute(
      manager,
      [
        {
          kind: 'REMINDER',
          data: {},
          campaign: { id: campaign.id, slug: campaign.slug, mailbox: definition.mailbox.address },
          declaration,
          slot: reminder.slot,
          deadlineVersion: declaration.deadlineVersion,
          recipientName: declaration.recipientName,
          recipientEmail: declaration.recipientEmail,
          language: declaration.language,
          dueAt: now,
          notAfter: endOfDay(declaration.dueOn, definition.timeZone),
        },
      ],
      now,
      'system:reminders',
    );
  }

  async #settle(
    manager: EntityManager,
    declaration: DeclarationView,
    reminders: readonly PlannedReminder[],
    state: 'SENT' | 'CANCELLED' | 'MISSED',
    reason: string | null,
    now: Date,
  ): Promise<void> {
    if (reminders.length === 0) return;
    await manager.query(
      'UPDATE reminder SET state = $2, reason = $3, settled_at = $4, queued_at = NULL WHERE id = ANY($1::uuid[])',
      [reminders.map((reminder) => reminder.id), state, reason, now.toISOString()],
    );
    await this.audit.recordAll(
      manager,
      reminders.map((reminder) => ({
        at: now,
        actor: 'system:reminders',
        action: `REMINDER_${state}`,
        subject: `declaration:${declaration.reference}`,
        data: {
          slot: reminder.slot,
          deadlineVersion: declaration.deadlineVersion,
          ...(reason === null ? {} : { reason }),
        },
      })),
    );
  }
}

/** Locks the due slot's declaration's open slots; null when the slot is settled, not due or in another's hands. */
async function claim(
  manager: EntityManager,
  id: string,
  now: Date,
): Promise<{ declarationId: string; deadlineVersion: number; planned: PlannedReminder[] } | null> {
  const rows: { declarationId: string; deadlineVersion: number }[] = await manager.query(
    `SELECT declaration_id AS "declarationId", deadline_version AS "deadlineVersion" FROM reminder
     WHERE id = $1 AND state = 'PLANNED' AND due_at <= $2`,
    [id, now.toISOString()],
  );
  const row = rows[0];
  if (row === undefined) return null;
  // The declaration before its slots, as an extension does it: otherwise the two could block each other crosswise.
  await manager.query('SELECT id FROM declaration WHERE id = $1 FOR SHARE', [row.declarationId]);
  // All slots in one order, so that two workers on one declaration cannot block each other crosswise.
  const planned: PlannedReminder[] = await manager.query(
    `SELECT id, slot, due_at AS "sendAt" FROM reminder
     WHERE declaration_id = $1 AND deadline_version = $2 AND state = 'PLANNED' ORDER BY id FOR UPDATE`,
    [row.declarationId, row.deadlineVersion],
  );
  return planned.some((reminder) => reminder.id === id) ? { ...row, planned } : null;
}

interface Stop {
  readonly reason: string;
  /** Not so while a return is being looked at: when it is rejected, the municipality is reminded again. */
  readonly forGood: boolean;
}

/** Why a declaration is not reminded now; null: it is. */
function whyStop(declaration: DeclarationView, campaign: Campaign, deadlineVersion: number): Stop | null {
  if (campaign.state === 'CLOSED') return { reason: 'CAMPAIGN_CLOSED', forGood: true };
  if (declaration.withdrawnAt !== null) return { reason: 'WITHDRAWN', forGood: true };
  if (declaration.deadlineVersion !== deadlineVersion) return { reason: 'DEADLINE_CHANGED', forGood: true };
  if (!awaitsReturn(declaration.returnState)) {
    return { reason: 'RETURNED', forGood: declaration.returnState === 'ACCEPTED' };
  }
  return null;
}
