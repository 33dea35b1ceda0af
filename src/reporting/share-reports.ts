import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CampaignReadModel } from '../campaigns/index.js';
import { categorise, type DeclarationFacts, shareReport, type ShareReport } from './share.policy.js';

type FactsRow = DeclarationFacts & { readonly municipalityNumber: string; readonly population: number };

/** The figures of a campaign at any instant, past ones included: from the history, never from today's state. */
@Injectable()
export class ShareReports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignReadModel,
  ) {}

  /** Throws CAMPAIGN_UNKNOWN, or SHARE_BASE_EMPTY before anything is issued. */
  async at(campaignSlug: string, instant: Date): Promise<ShareReport> {
    const campaign = await this.campaigns.bySlug(campaignSlug);
    const rows: FactsRow[] = await this.dataSource.query(
      `SELECT declaration.municipality_number AS "municipalityNumber", declaration.population,
         coalesce(latest.state, 'NONE') AS "returnState", said.outcome AS resolution,
         (declaration.withdrawn_at IS NOT NULL AND declaration.withdrawn_at <= $2) AS withdrawn
       FROM declaration
       LEFT JOIN LATERAL (
         SELECT state FROM return_state_change
         WHERE declaration_id = declaration.id AND at <= $2 ORDER BY at DESC, id DESC LIMIT 1
       ) AS latest ON true
       LEFT JOIN LATERAL (
         SELECT outcome FROM resolution
         WHERE declaration_id = declaration.id AND recorded_at <= $2 ORDER BY recorded_at DESC, id DESC LIMIT 1
       ) AS said ON true
       WHERE declaration.campaign_id = $1 AND declaration.issued_at <= $2
       ORDER BY declaration.municipality_number`,
      [campaign.id, instant.toISOString()],
    );
    return shareReport(
      rows.map((row) => ({
        municipalityNumber: row.municipalityNumber,
        population: row.population,
        category: categorise(row),
      })),
      campaign.definition.threshold,
      instant,
    );
  }

  /** Names by municipality number, as they stood at issue. */
  async names(campaignSlug: string): Promise<Map<string, string>> {
    const rows: { number: string; name: string }[] = await this.dataSource.query(
      `SELECT declaration.municipality_number AS number, declaration.recipient_name AS name FROM declaration
       JOIN campaign ON campaign.id = declaration.campaign_id WHERE campaign.slug = $1`,
      [campaignSlug],
    );
    return new Map(rows.map((row) => [row.number, row.name]));
  }
}
