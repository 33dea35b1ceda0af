import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Campaign } from '../campaigns/index.js';
import type { DeclarationView } from '../declarations/index.js';
import { planReminders, type ReminderPlan, WriteReminderPlan } from '../reminders/index.js';

export interface DeadlineMove {
  readonly kind: 'EXTENDED' | 'RESTORED';
  readonly dueOn: string;
  readonly reason: string;
  readonly actor: string;
  readonly now: Date;
}

/** The plan of a deadline that begins to count now. */
export function planFrom(campaign: Campaign, dueOn: string, now: Date): ReminderPlan {
  const { reminderPlan, sendingWindow } = campaign.definition;
  return planReminders({ startsOn: now, deadlineOn: dueOn, plan: reminderPlan, window: sendingWindow, now });
}

/**
 * Puts a new deadline version in the place of the old one, with its plan; in the caller's transaction. A reminder's
 * letter that is written but not sent yet is cancelled by its own check when it is claimed.
 */
@Injectable()
export class MoveDeadline {
  constructor(private readonly writeReminderPlan: WriteReminderPlan) {}

  /** Returns the slots that went, by declaration. The declarations must be locked. */
  async execute(
    manager: EntityManager,
    campaign: Campaign,
    declarations: readonly DeclarationView[],
    move: DeadlineMove,
  ): Promise<{ plan: ReminderPlan; cancelled: ReadonlyMap<string, string[]> }> {
    const ids = declarations.map((declaration) => declaration.id);
    const rows = await this.writeReminderPlan.cancel(manager, ids, 'DEADLINE_CHANGED', move.now);
    await manager.query(
      `WITH moved AS (
         UPDATE declaration SET deadline_version = deadline_version + 1, due_on = $3::date, changed_at = $4::timestamptz,
           version = version + 1
         WHERE id = ANY($1::uuid[]) RETURNING id, deadline_version
       )
       INSERT INTO deadline (declaration_id, version, kind, due_on, starts_at, reason, granted_by)
       SELECT id, deadline_version, $2, $3::date, $4::timestamptz, $5, $6 FROM moved`,
      [ids, move.kind, move.dueOn, move.now.toISOString(), move.reason, move.actor],
    );
    const plan = planFrom(campaign, move.dueOn, move.now);
    await this.writeReminderPlan.execute(
      manager,
      declarations.map((declaration) => ({
        declarationId: declaration.id,
        deadlineVersion: declaration.deadlineVersion + 1,
        slots: plan.slots,
      })),
    );
    const cancelled = new Map<string, string[]>();
    for (const row of rows) cancelled.set(row.declarationId, [...(cancelled.get(row.declarationId) ?? []), row.slot]);
    return { plan, cancelled };
  }
}
