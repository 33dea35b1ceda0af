import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Returns of a campaign that wait for a person. */
export interface ReviewLoad {
  readonly waiting: number;
  /** Those among them that arrived before the instant that was asked for. */
  readonly waitingSince: number;
}

/** Counts what waits for review, for a screen that only says how much it is. */
@Injectable()
export class ReviewLoadReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async of(campaignId: string, before: Date): Promise<ReviewLoad> {
    const rows: ReviewLoad[] = await this.dataSource.query(
      `SELECT count(*)::integer AS waiting, (count(*) FILTER (WHERE arrived_at < $2))::integer AS "waitingSince"
       FROM return WHERE campaign_id = $1 AND state = 'NEEDS_REVIEW'`,
      [campaignId, before.toISOString()],
    );
    return rows[0] ?? { waiting: 0, waitingSince: 0 };
  }
}
