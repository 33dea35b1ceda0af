import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { Campaign } from './campaign.entity.js';
import { campaignStateForbids, campaignUnknown } from './campaigns.errors.js';

/** Ends a campaign: reminders stop at once; what still arrives is kept for a person to look at. */
@Injectable()
export class CloseCampaign {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** `expectedVersion`: of what was looked at, if that counts. Throws CAMPAIGN_STATE, or a version conflict. */
  async execute(slug: string, actor: string, expectedVersion?: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const campaigns = manager.getRepository(Campaign);
      const campaign = await campaigns.findOne({ where: { slug }, lock: { mode: 'pessimistic_write' } });
      if (campaign === null) throw campaignUnknown(slug);
      if (expectedVersion !== undefined) assertVersion(expectedVersion, campaign.version);
      if (campaign.state !== 'RUNNING') throw campaignStateForbids(slug, campaign.state, 'closed');
      const now = this.clock.now();
      await campaigns.update({ id: campaign.id }, { state: 'CLOSED', closedAt: now, version: campaign.version + 1 });
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'CAMPAIGN_CLOSED',
        subject: `campaign:${slug}`,
        data: {},
      });
    });
  }
}
