import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Campaign } from '../campaigns/index.js';
import { CATEGORY } from './declaration-conditions.js';
import { SHARE_CATEGORIES, type ShareCategory, thresholdStanding, type ThresholdStanding } from './share.policy.js';

/** Some declarations, and the people who live there. */
export interface Figure {
  readonly declarations: number;
  readonly population: number;
}

/** Where a campaign stands now, without the list of its declarations. Exact whole numbers. */
export interface CampaignStanding {
  readonly base: Figure;
  readonly categories: Readonly<Record<ShareCategory, Figure>>;
  /** Accepted and adopted-not-received together. */
  readonly forecast: Figure;
  readonly threshold: ThresholdStanding;
}

/** Where campaigns stand now: one statement, however many they are. For past instants see ShareReports. */
@Injectable()
export class StandingsReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** By the campaigns' ids. */
  async of(campaigns: readonly Campaign[]): Promise<Map<string, CampaignStanding>> {
    const rows: { campaignId: string; category: ShareCategory; declarations: number; population: string }[] =
      await this.dataSource.query(
        `SELECT campaign_id AS "campaignId", ${CATEGORY} AS category, count(*)::integer AS declarations,
           sum(population) AS population
         FROM declaration WHERE campaign_id = ANY($1::uuid[]) GROUP BY 1, 2`,
        [campaigns.map(({ id }) => id)],
      );
    return new Map(
      campaigns.map((campaign) => {
        const own = rows.filter(({ campaignId }) => campaignId === campaign.id);
        const figure = (category: ShareCategory): Figure => {
          const row = own.find((one) => one.category === category);
          return { declarations: row?.declarations ?? 0, population: Number(row?.population ?? 0) };
        };
        const categories = Object.fromEntries(
          SHARE_CATEGORIES.map((category) => [category, figure(category)]),
        ) as Record<ShareCategory, Figure>;
        const base = together(Object.values(categories));
        return [
          campaign.id,
          {
            base,
            categories,
            forecast: together([categories.ACCEPTED, categories.ADOPTED_NOT_RECEIVED]),
            threshold: thresholdStanding(
              categories.ACCEPTED.population,
              base.population,
              campaign.definition.threshold,
            ),
          },
        ];
      }),
    );
  }
}

function together(figures: readonly Figure[]): Figure {
  return {
    declarations: figures.reduce((sum, { declarations }) => sum + declarations, 0),
    population: figures.reduce((sum, { population }) => sum + population, 0),
  };
}
