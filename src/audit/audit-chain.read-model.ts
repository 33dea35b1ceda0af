import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Selection } from '../platform/database/index.js';
import type { JsonObject } from '../platform/json/index.js';
import { CHAIN_START, type ChainState, type SealedEvent } from './audit-chain.policy.js';

interface SealedRow {
  readonly position: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly data: JsonObject;
  readonly previous_hash: string;
  readonly hash: string;
}

/** The latest 500 events, oldest first, of the subject that this SQL expression says. */
export function latestEventsOf(
  subject: string,
): Selection<{ at: Date; actor: string; action: string; data: JsonObject }> {
  return new Selection(
    `SELECT at, actor, action, data FROM (
       SELECT id, at, actor, action, data FROM audit_event WHERE subject = ${subject} ORDER BY id DESC LIMIT 500
     ) AS latest ORDER BY at, id`,
    { at: true },
  );
}

/** The sealed events in the order of the chain, and the events of one subject. */
@Injectable()
export class AuditChainReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** All sealed events after the place `after`, page by page. */
  async *sealedEvents(pageSize = 2000, after = 0): AsyncGenerator<SealedEvent> {
    let position = after;
    for (;;) {
      const rows: SealedRow[] = await this.dataSource.query(
        'SELECT position, at, actor, action, subject, data, previous_hash, hash FROM audit_event WHERE position > $1 ORDER BY position LIMIT $2',
        [position, pageSize],
      );
      for (const row of rows) {
        position = Number(row.position);
        const { previous_hash: previousHash, ...event } = row;
        yield { ...event, position, previousHash };
      }
      if (rows.length < pageSize) return;
    }
  }

  /** The last sealed event's place and hash, and how many events wait to be sealed. */
  async head(): Promise<ChainState & { readonly unsealed: number }> {
    const last: { position: string; hash: string }[] = await this.dataSource.query(
      'SELECT position, hash FROM audit_event WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1',
    );
    const waiting: { count: number }[] = await this.dataSource.query(
      'SELECT count(*)::integer AS count FROM audit_event WHERE position IS NULL',
    );
    return {
      position: Number(last[0]?.position ?? 0),
      hash: last[0]?.hash ?? CHAIN_START,
      unsealed: waiting[0]?.count ?? 0,
    };
  }

  /** The number of the last event that was written, sealed or not: another one after every change. */
  async lastEvent(): Promise<string> {
    const rows: { id: string | null }[] = await this.dataSource.query('SELECT max(id) AS id FROM audit_event');
    return rows[0]?.id ?? '';
  }

  /** The events of these subjects that were written after that one, oldest first; at most 500. */
  async eventsSince(
    subjects: readonly string[],
    id: string,
  ): Promise<{ id: string; at: Date; actor: string; action: string; subject: string; data: JsonObject }[]> {
    return await this.dataSource.query(
      `SELECT id, at, actor, action, subject, data FROM audit_event
       WHERE subject = ANY($1::text[]) AND id > $2::bigint ORDER BY at, id LIMIT 500`,
      [subjects, id],
    );
  }

  /** The latest events of one subject among those of these actions, oldest first; at most `limit`. */
  async eventsNamed(
    subject: string,
    actions: readonly string[],
    limit = 500,
  ): Promise<{ at: Date; actor: string; action: string; data: JsonObject }[]> {
    return await this.dataSource.query(
      `SELECT at, actor, action, data FROM (
         SELECT id, at, actor, action, data FROM audit_event
         WHERE subject = $1 AND action = ANY($2::text[]) ORDER BY id DESC LIMIT $3
       ) AS latest ORDER BY at, id`,
      [subject, actions, limit],
    );
  }

  /**
   * The latest events of one subject, oldest first; at most `limit`. Later ones have higher ids. `messageId`: only those
   * about this letter.
   */
  async eventsOf(
    subject: string,
    limit = 500,
    messageId: string | null = null,
  ): Promise<{ id: string; at: Date; actor: string; action: string; data: JsonObject }[]> {
    return await this.dataSource.query(
      `SELECT id, at, actor, action, data FROM (
         SELECT id, at, actor, action, data FROM audit_event
         WHERE subject = $1 AND ($3::text IS NULL OR data ->> 'messageId' = $3) ORDER BY id DESC LIMIT $2
       ) AS latest ORDER BY at, id`,
      [subject, limit, messageId],
    );
  }
}
