import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../platform/json/index.js';

export interface AuditEntry {
  readonly at: Date;
  /** Who: `key:NAME`, `municipality:NUMBER` or `system:PART`. */
  readonly actor: string;
  /** What, in the past tense, e.g. `DEADLINE_EXTENDED`. */
  readonly action: string;
  /** To what: `campaign:SLUG`, `declaration:REFERENCE`, `letter:MESSAGE-ID` … */
  readonly subject: string;
  /** Facts of the change. No secrets, no message texts. */
  readonly data: JsonObject;
}

/** Writes audit events inside the caller's transaction, so that no change is without its event. */
@Injectable()
export class AuditLog {
  async record(manager: EntityManager, entry: AuditEntry): Promise<void> {
    await this.recordAll(manager, [entry]);
  }

  /** One statement however many events. */
  async recordAll(manager: EntityManager, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await manager.query(
      `INSERT INTO audit_event (at, actor, action, subject, data)
       SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::jsonb[])`,
      [
        entries.map((entry) => entry.at.toISOString()),
        entries.map((entry) => entry.actor),
        entries.map((entry) => entry.action),
        entries.map((entry) => entry.subject),
        entries.map((entry) => JSON.stringify(entry.data)),
      ],
    );
  }
}
