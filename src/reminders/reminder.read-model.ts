import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Selection } from '../platform/database/index.js';
import type { ReminderState } from './reminder.entity.js';

export interface ReminderView {
  readonly slot: string;
  readonly deadlineVersion: number;
  readonly plannedAt: Date;
  readonly state: ReminderState;
  readonly reason: string | null;
  readonly settledAt: Date | null;
}

/** All slots of all deadline versions of the declaration whose id that SQL expression says. */
export function remindersOf(declarationId: string): Selection<ReminderView> {
  return new Selection<ReminderView>(
    `SELECT slot, deadline_version AS "deadlineVersion", planned_at AS "plannedAt", state, reason,
       settled_at AS "settledAt"
     FROM reminder WHERE declaration_id = ${declarationId} ORDER BY deadline_version, planned_at`,
    { plannedAt: true, settledAt: true },
  );
}

/** Look-ups of reminders. */
@Injectable()
export class ReminderReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** All slots of all deadline versions of one declaration. */
  async ofDeclaration(
    declarationId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ReminderView[]> {
    return await manager.query(remindersOf('$1').text, [declarationId]);
  }

  /** The slots that are still planned, by declaration. */
  async planned(declarationIds: readonly string[]): Promise<Map<string, { slot: string; sendAt: Date }[]>> {
    const rows: { declarationId: string; slot: string; sendAt: Date }[] = await this.dataSource.query(
      `SELECT declaration_id AS "declarationId", slot, planned_at AS "sendAt" FROM reminder
       WHERE declaration_id = ANY($1::uuid[]) AND state = 'PLANNED' ORDER BY planned_at`,
      [declarationIds],
    );
    const planned = new Map<string, { slot: string; sendAt: Date }[]>();
    for (const row of rows) planned.set(row.declarationId, [...(planned.get(row.declarationId) ?? []), row]);
    return planned;
  }

  /** Reminders by slot and state. */
  async counts(campaignSlug: string): Promise<Record<string, Record<string, number>>> {
    const rows: { slot: string; state: string; count: number }[] = await this.dataSource.query(
      `SELECT reminder.slot, reminder.state, count(*)::integer AS count FROM reminder
       JOIN declaration ON declaration.id = reminder.declaration_id
       JOIN campaign ON campaign.id = declaration.campaign_id
       WHERE campaign.slug = $1 GROUP BY reminder.slot, reminder.state ORDER BY reminder.slot, reminder.state`,
      [campaignSlug],
    );
    const counts: Record<string, Record<string, number>> = {};
    for (const row of rows) counts[row.slot] = { ...counts[row.slot], [row.state]: row.count };
    return counts;
  }
}
