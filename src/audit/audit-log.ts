import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { canonicalJson, type JsonObject } from '../platform/json/index.js';

export interface AuditEntry {
  readonly at: Date;
  /** Who: `key:NAME`, `municipality:NUMBER` or `system:PART`. */
  readonly actor: string;
  /** What, in the past tense, e.g. `DEADLINE_EXTENDED`. */
  readonly action: string;
  /** To what: `campaign:SLUG`, `declaration:REFERENCE`, `letter:MESSAGE-ID` … */
  readonly subject: string;
  /**
   * Facts of the change. No secrets, no message texts. `campaignId`: the campaign of what belongs to one without its
   * subject saying so, such as a message; the references of declarations and a campaign's own name say it themselves.
   */
  readonly data: JsonObject;
}

/**
 * Looks on as audit events are written, in the very transaction, so that what follows from a change is written with it
 * and the feature that makes the change need not know who else wants to hear of it.
 */
export abstract class AuditWitness {
  abstract see(manager: EntityManager, entries: readonly AuditEntry[]): Promise<void>;
}

/**
 * Writes audit events inside the caller's transaction, so that no change is without its event. Throws TypeError for
 * data that could not be hashed: that must stop the one change, not the sealing of all later ones.
 */
@Injectable()
export class AuditLog {
  readonly #witnesses: AuditWitness[] = [];

  /** From now on it sees every event. Called while the application is put together. */
  addWitness(witness: AuditWitness): void {
    this.#witnesses.push(witness);
  }

  async record(manager: EntityManager, entry: AuditEntry): Promise<void> {
    await this.recordAll(manager, [entry]);
  }

  /**
   * An event of which one a day and subject is enough: the first of the local day `day` (YYYY-MM-DD), which stands in its
   * data. One statement, which waits for nobody but another one that notes the very same. Returns whether it was the first.
   */
  async recordFirstOfDay(manager: EntityManager, entry: AuditEntry, day: string): Promise<boolean> {
    const first = { ...entry, data: { ...entry.data, firstOfDay: day } };
    const inserted: unknown[] = await manager.query(
      `INSERT INTO audit_event (at, actor, action, subject, data) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (subject, action, (data ->> 'firstOfDay')) WHERE data ? 'firstOfDay' DO NOTHING RETURNING id`,
      [first.at.toISOString(), first.actor, first.action, first.subject, storable(first.data)],
    );
    if (inserted.length === 0) return false;
    for (const witness of this.#witnesses) await witness.see(manager, [first]);
    return true;
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
        entries.map((entry) => storable(entry.data)),
      ],
    );
    for (const witness of this.#witnesses) await witness.see(manager, entries);
  }
}

/**
 * The data as jsonb takes it: without NUL and halves of surrogate pairs, which words of foreign mail servers may hold.
 * Both are rare, so a look at the text comes first.
 */
function storable(data: JsonObject): string {
  const json = canonicalJson(data);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '\uFFFD')).toString() : value,
  );
}
