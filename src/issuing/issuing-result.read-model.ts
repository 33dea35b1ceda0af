import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface IssuingProgress {
  readonly issued: number;
  readonly failed: readonly { readonly municipality: string; readonly reason: string }[];
}

/** How far issuing has come, and whom it failed. */
@Injectable()
export class IssuingResultReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async progress(campaignSlug: string): Promise<IssuingProgress> {
    const counts: { issued: number }[] = await this.dataSource.query(
      `SELECT count(*)::integer AS issued FROM issuing_result
       JOIN campaign ON campaign.id = issuing_result.campaign_id
       WHERE campaign.slug = $1 AND issuing_result.outcome = 'ISSUED'`,
      [campaignSlug],
    );
    const failed: { municipality: string; reason: string }[] = await this.dataSource.query(
      `SELECT issuing_result.municipality_number AS municipality, issuing_result.reason FROM issuing_result
       JOIN campaign ON campaign.id = issuing_result.campaign_id
       WHERE campaign.slug = $1 AND issuing_result.outcome = 'FAILED'
       ORDER BY issuing_result.municipality_number LIMIT 1000`,
      [campaignSlug],
    );
    return { issued: counts[0]?.issued ?? 0, failed };
  }
}
