import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nameUuid } from '../platform/ids/index.js';

/** The slots to be written for one declaration's deadline version. */
export interface NewReminders {
  readonly declarationId: string;
  readonly deadlineVersion: number;
  readonly slots: readonly { readonly slot: string; readonly sendAt: Date }[];
}

/** Reminders cancelled or missed, by name of the slot. */
export interface CancelledReminder {
  readonly declarationId: string;
  readonly slot: string;
}

/** Writes and cancels plans in the caller's transaction; one statement however many declarations. */
@Injectable()
export class WriteReminderPlan {
  /** A slot that is already there is left alone. */
  async execute(manager: EntityManager, plans: readonly NewReminders[]): Promise<void> {
    const rows = plans.flatMap(({ declarationId, deadlineVersion, slots }) =>
      slots.map(({ slot, sendAt }) => ({
        id: nameUuid('reminder', declarationId, deadlineVersion, slot),
        declaration_id: declarationId,
        deadline_version: deadlineVersion,
        slot,
        planned_at: sendAt.toISOString(),
      })),
    );
    if (rows.length === 0) return;
    await manager.query(
      `INSERT INTO reminder (id, declaration_id, deadline_version, slot, planned_at, due_at, state)
       SELECT id, declaration_id, deadline_version, slot, planned_at, planned_at, 'PLANNED'
       FROM jsonb_to_recordset($1::jsonb) AS row(id uuid, declaration_id uuid, deadline_version integer, slot text,
         planned_at timestamptz)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }

  /** Cancels what is still planned for these declarations. A reminder that is being sent just now is waited for. */
  async cancel(
    manager: EntityManager,
    declarationIds: readonly string[],
    reason: string,
    now: Date,
  ): Promise<CancelledReminder[]> {
    const [rows]: [CancelledReminder[], number] = await manager.query(
      `UPDATE reminder SET state = 'CANCELLED', reason = $2, settled_at = $3, queued_at = NULL
       WHERE declaration_id = ANY($1::uuid[]) AND state = 'PLANNED'
       RETURNING declaration_id AS "declarationId", slot`,
      [declarationIds, reason, now.toISOString()],
    );
    return rows.toSorted((a, b) => (a.declarationId + a.slot < b.declarationId + b.slot ? -1 : 1));
  }
}
