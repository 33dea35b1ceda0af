import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AuditCheckState, AuditFault } from './audit-check.entity.js';

export interface AuditCheckView {
  readonly id: string;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  readonly state: AuditCheckState;
  readonly events: number;
  readonly head: string;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
  readonly fault: AuditFault | null;
  readonly finishedAt: Date | null;
}

/** The checks of the chain that were asked for. */
@Injectable()
export class AuditCheckReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** The last one that was asked for; null when there was none yet. */
  async latest(): Promise<AuditCheckView | null> {
    const rows: (Omit<AuditCheckView, 'events'> & { readonly events: string })[] = await this.dataSource.query(
      `SELECT id, requested_at AS "requestedAt", requested_by AS "requestedBy", state, events, head,
         first_at AS "firstAt", last_at AS "lastAt", fault, finished_at AS "finishedAt"
       FROM audit_check ORDER BY id DESC LIMIT 1`,
    );
    const row = rows[0];
    return row === undefined ? null : { ...row, events: Number(row.events) };
  }
}
