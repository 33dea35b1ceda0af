import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Who stands behind what somebody did: a person and their keys are one. */
@Injectable()
export class ResponsibleActors {
  constructor(private readonly dataSource: DataSource) {}

  /** Of two actors as the audit log writes them (`person:E-MAIL`, `key:NAME` …), whether one person answers for both. */
  async areOne(one: string, other: string, manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    if (one === other) return true;
    const owned: { actor: string; owner: string }[] = await manager.query(
      `SELECT 'key:' || name AS actor, owner FROM api_key WHERE name = ANY($1::text[]) AND owner IS NOT NULL`,
      [[one, other].flatMap((actor) => (actor.startsWith(KEY) ? [actor.slice(KEY.length)] : []))],
    );
    const owners = new Map(owned.map(({ actor, owner }) => [actor, owner]));
    return (owners.get(one) ?? one) === (owners.get(other) ?? other);
  }

  /** Everybody that the same person answers for, the actor among them. */
  async allOf(actor: string): Promise<string[]> {
    const rows: { owner: string; name: string }[] = await this.dataSource.query(
      `SELECT owner, name FROM api_key
       WHERE owner = coalesce((SELECT owner FROM api_key WHERE 'key:' || name = $1), $1)`,
      [actor],
    );
    return [...new Set([actor, ...rows.flatMap(({ owner, name }) => [owner, `${KEY}${name}`])])];
  }
}

const KEY = 'key:';
