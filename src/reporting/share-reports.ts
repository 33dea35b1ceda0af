import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CampaignReadModel } from '../campaigns/index.js';
import {
  categorise,
  type DeclarationFacts,
  type ShareCategory,
  type ShareDeclaration,
  shareReport,
  type ShareReport,
} from './share.policy.js';
import { type ShareChange, type ShareStep, shareSteps } from './share-steps.js';

type FactsRow = DeclarationFacts & ShareDeclaration;

type PlacedRow = FactsRow &
  Omit<ReportedDeclaration, 'category' | 'since'> & {
    readonly returnedAt: Date | null;
    readonly resolvedAt: Date | null;
    readonly withdrawnAt: Date | null;
  };

/** One declaration as the report counts it. */
export interface ReportedDeclaration extends ShareDeclaration {
  readonly name: string;
  readonly countyName: string;
  /** Degrees, WGS 84: the municipality's middle. */
  readonly longitude: number;
  readonly latitude: number;
  /** Taken out of the running campaign: then it stands with those that declined or postponed. */
  readonly withdrawn: boolean;
  /** When that became known which puts it in its category; null for those that are silent. */
  readonly since: Date | null;
}

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
    const rows: FactsRow[] = await this.dataSource.query(factsAt('', ''), [campaign.id, instant.toISOString()]);
    return shareReport(
      rows.map((row) => ({ ...row, category: categorise(row) })),
      campaign.definition.threshold,
      instant,
    );
  }

  /** Every declaration that was issued by then, by municipality number. Throws CAMPAIGN_UNKNOWN. */
  async declarations(campaignSlug: string, instant: Date): Promise<ReportedDeclaration[]> {
    const campaign = await this.campaigns.bySlug(campaignSlug);
    const rows: PlacedRow[] = await this.dataSource.query(
      factsAt(
        `, declaration.recipient_name AS name, municipality.county_name AS "countyName", municipality.longitude,
         municipality.latitude, latest.at AS "returnedAt", said.recorded_at AS "resolvedAt",
         declaration.withdrawn_at AS "withdrawnAt"`,
        'JOIN municipality ON municipality.number = declaration.municipality_number',
      ),
      [campaign.id, instant.toISOString()],
    );
    return rows.map((row) => {
      const { municipalityNumber, population, name, countyName, longitude, latitude } = row;
      const category = categorise(row);
      const place = { municipalityNumber, population, name, countyName, longitude, latitude };
      return { ...place, category, withdrawn: row.withdrawn, since: since(row, category) };
    });
  }

  /** The share at the end of each day on which it changed, up to and including the day of `instant`. Throws CAMPAIGN_UNKNOWN. */
  async history(campaignSlug: string, instant: Date): Promise<ShareStep[]> {
    const campaign = await this.campaigns.bySlug(campaignSlug);
    const changes: ShareChange[] = await this.dataSource.query(
      `SELECT id, population, at, fact, value FROM (
         SELECT NULL AS id, sum(population)::double precision AS population, issued_at AS at, 0 AS rank, 0 AS sequence,
           'ISSUED' AS fact, NULL AS value
         FROM declaration WHERE campaign_id = $1 GROUP BY issued_at
         UNION ALL
         SELECT declaration.id, population, at, 1, change.id, 'RETURN', state
         FROM return_state_change AS change JOIN declaration ON declaration.id = change.declaration_id
         WHERE campaign_id = $1
         UNION ALL
         SELECT declaration.id, population, recorded_at, 2, 0, 'RESOLUTION', outcome
         FROM resolution JOIN declaration ON declaration.id = resolution.declaration_id WHERE campaign_id = $1
         UNION ALL
         SELECT id, population, withdrawn_at, 3, 0, 'WITHDRAWN', NULL
         FROM declaration WHERE campaign_id = $1 AND withdrawn_at IS NOT NULL
       ) AS change
       WHERE at <= $2 ORDER BY at, rank, sequence`,
      [campaign.id, instant.toISOString()],
    );
    return shareSteps(changes, campaign.definition.timeZone);
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

/** The facts of every declaration of a campaign ($1) at an instant ($2), by municipality number. */
function factsAt(columns: string, join: string): string {
  return `SELECT declaration.municipality_number AS "municipalityNumber", declaration.population,
      coalesce(latest.state, 'NONE') AS "returnState", said.outcome AS resolution,
      coalesce(declaration.withdrawn_at <= $2, false) AS withdrawn ${columns}
    FROM declaration ${join}
    LEFT JOIN LATERAL (
      SELECT state, at FROM return_state_change
      WHERE declaration_id = declaration.id AND at <= $2 ORDER BY at DESC, id DESC LIMIT 1
    ) AS latest ON true
    LEFT JOIN LATERAL (
      SELECT outcome, recorded_at FROM resolution
      WHERE declaration_id = declaration.id AND recorded_at <= $2 ORDER BY recorded_at DESC, id DESC LIMIT 1
    ) AS said ON true
    WHERE declaration.campaign_id = $1 AND declaration.issued_at <= $2
    ORDER BY declaration.municipality_number`;
}

function since(row: PlacedRow, category: ShareCategory): Date | null {
  if (row.withdrawn) return row.withdrawnAt;
  if (category === 'ACCEPTED' || category === 'IN_REVIEW') return row.returnedAt;
  return category === 'SILENT' ? null : row.resolvedAt;
}
