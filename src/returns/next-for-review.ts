import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ResponsibleActors } from '../identity/index.js';
import type { ReturnView } from './return.read-model.js';

/** Finds the return that an operator looks at next. */
@Injectable()
export class NextForReview {
  constructor(
    private readonly dataSource: DataSource,
    private readonly responsible: ResponsibleActors,
  ) {}

  /**
   * The oldest that waits behind this one, else the oldest of all; never this one, nor what the actor (or a key of
   * theirs) handed in. `reason`: only those that wait for it, while there are any. Null when none is left.
   */
  async execute(
    current: Pick<ReturnView, 'id' | 'campaignSlug' | 'arrivedAt'>,
    actor: string,
    reason?: string,
  ): Promise<string | null> {
    const own = await this.responsible.allOf(actor);
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM return
       WHERE campaign_id = (SELECT id FROM campaign WHERE slug = $1) AND state = 'NEEDS_REVIEW' AND id <> $2
         AND handed_in_by <> ALL($3::text[])
       ORDER BY ($4::text IS NULL OR $4 = ANY(reasons)) DESC, (arrived_at, id) > ($5::timestamptz, $2::uuid) DESC,
         arrived_at, id LIMIT 1`,
      [current.campaignSlug, current.id, own, reason ?? null, current.arrivedAt.toISOString()],
    );
    return rows[0]?.id ?? null;
  }
}
