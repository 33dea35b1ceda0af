import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Counts what operators have to do about messages and letters, for a screen that only says how much it is. */
@Injectable()
export class OpenTasksReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** Open tasks of a campaign, and those that concern all campaigns; those opened before `since` apart. */
  async of(campaignId: string, before: Date): Promise<{ readonly open: number; readonly openSince: number }> {
    const rows: { open: number; openSince: number }[] = await this.dataSource.query(
      `SELECT count(*)::integer AS open, (count(*) FILTER (WHERE opened_at < $2))::integer AS "openSince"
       FROM task WHERE closed_at IS NULL AND (campaign_id = $1 OR campaign_id IS NULL)`,
      [campaignId, before.toISOString()],
    );
    return rows[0] ?? { open: 0, openSince: 0 };
  }
}
