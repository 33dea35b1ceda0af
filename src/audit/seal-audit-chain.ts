import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { JsonObject } from '../platform/json/index.js';
import { CHAIN_START, chainHash, type ChainState } from './audit-chain.policy.js';

interface UnsealedRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly data: JsonObject;
}

/** Any number: all sealers of one database take the same lock. */
const SEALER_LOCK = 5_201_120;

/**
 * Chains the events that are not yet in the chain. One sealer at a time (advisory lock), in batches, so that no
 * transaction that writes an event waits for another. Within a batch the order is that of the facts themselves
 * (time, action, subject, data), so that work done side by side at one instant gives one chain.
 */
@Injectable()
export class SealAuditChain {
  constructor(private readonly dataSource: DataSource) {}

  /** Seals everything committed so far; returns the head of the chain. */
  async execute(batchSize = 2000): Promise<ChainState> {
    for (;;) {
      const { head, sealed } = await this.dataSource.transaction((manager) => this.#sealBatch(manager, batchSize));
      if (sealed < batchSize) return head;
    }
  }

  async #sealBatch(manager: EntityManager, batchSize: number): Promise<{ head: ChainState; sealed: number }> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [SEALER_LOCK]);
    let head = await readHead(manager);
    const rows: UnsealedRow[] = await manager.query(
      `SELECT id, at, actor, action, subject, data FROM audit_event WHERE position IS NULL
       ORDER BY at, action COLLATE "C", subject COLLATE "C", data::text COLLATE "C", id LIMIT $1`,
      [batchSize],
    );
    const links: { id: string; position: number; previousHash: string; hash: string }[] = [];
    for (const row of rows) {
      const position = head.position + 1;
      const hash = chainHash(head.hash, { ...row, position });
      links.push({ id: row.id, position, previousHash: head.hash, hash });
      head = { position, hash };
    }
    if (links.length > 0) {
      await manager.query(
        `UPDATE audit_event AS event SET position = link.position, previous_hash = link.previous_hash, hash = link.hash
         FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[]) AS link(id, position, previous_hash, hash)
         WHERE event.id = link.id`,
        [
          links.map((link) => link.id),
          links.map((link) => link.position),
          links.map((link) => link.previousHash),
          links.map((link) => link.hash),
        ],
      );
    }
    return { head, sealed: links.length };
  }
}

async function readHead(manager: EntityManager): Promise<ChainState> {
  const rows: { position: string; hash: string }[] = await manager.query(
    'SELECT position, hash FROM audit_event WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1',
  );
  const last = rows[0];
  return last === undefined ? { position: 0, hash: CHAIN_START } : { position: Number(last.position), hash: last.hash };
}
