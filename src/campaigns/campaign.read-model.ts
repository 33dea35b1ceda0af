import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Campaign } from './campaign.entity.js';
import type { CampaignDefinition } from './campaign.schemas.js';
import { campaignUnknown } from './campaigns.errors.js';

/** A campaign as far as lists of its declarations need it: a definition is some kilobytes with its texts. */
export interface CampaignOutline {
  readonly id: string;
  readonly definition: Pick<CampaignDefinition, 'timeZone'>;
}

/** Look-ups of campaigns. */
@Injectable()
export class CampaignReadModel {
  constructor(private readonly dataSource: DataSource) {}

  async list(): Promise<Campaign[]> {
    return await this.dataSource.getRepository(Campaign).find({ order: { importedAt: 'ASC', slug: 'ASC' } });
  }

  /** So many of them, first imported first, from behind `after`; they are few, and read whole. */
  async page(
    after: { readonly importedAt: string; readonly slug: string } | undefined,
    limit: number,
  ): Promise<Campaign[]> {
    const query = this.dataSource.getRepository(Campaign).createQueryBuilder('campaign');
    if (after !== undefined) query.where('(campaign.imported_at, campaign.slug) > (:importedAt, :slug)', after);
    return await query.orderBy('campaign.importedAt').addOrderBy('campaign.slug').limit(limit).getMany();
  }

  /** Throws CAMPAIGN_UNKNOWN. */
  async bySlug(slug: string): Promise<Campaign> {
    const campaign = await this.dataSource.getRepository(Campaign).findOneBy({ slug });
    if (campaign === null) throw campaignUnknown(slug);
    return campaign;
  }

  /** The same, without what lists do not need. Throws CAMPAIGN_UNKNOWN. */
  async outlineBySlug(slug: string): Promise<CampaignOutline> {
    const rows: CampaignOutline[] = await this.dataSource.query(
      `SELECT id, jsonb_build_object('timeZone', definition -> 'timeZone') AS definition FROM campaign WHERE slug = $1`,
      [slug],
    );
    const [row] = rows;
    if (row === undefined) throw campaignUnknown(slug);
    return row;
  }

  async byId(id: string, manager: EntityManager = this.dataSource.manager): Promise<Campaign> {
    return await manager.getRepository(Campaign).findOneByOrFail({ id });
  }

  async byMailbox(address: string): Promise<Campaign | null> {
    const id = await this.idByMailbox(address);
    return id === null ? null : await this.byId(id);
  }

  /** The id of the latest campaign that uses this mailbox address (without its plus part), if any. */
  async idByMailbox(address: string): Promise<string | null> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT id FROM campaign WHERE lower(definition #>> '{mailbox,address}') = lower($1)
       ORDER BY (state = 'CLOSED'), imported_at DESC LIMIT 1`,
      [address],
    );
    return rows[0]?.id ?? null;
  }
}
