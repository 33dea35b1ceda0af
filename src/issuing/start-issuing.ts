import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Campaign, campaignStateForbids, campaignUnknown } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import { assertVersion } from '../platform/http/index.js';
import { DryRunCampaign } from './dry-run.js';
import { campaignNotReady } from './issuing.errors.js';

/**
 * Gives a campaign free to be issued: the work itself is due work, so it goes on after any crash. Asking again while
 * it is under way changes nothing; asking after the end tries again those that failed.
 */
@Injectable()
export class StartIssuing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly dryRun: DryRunCampaign,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * `expectedVersion`: of the definition that was looked at. Throws CAMPAIGN_NOT_READY with everything the dry run found,
   * CAMPAIGN_STATE, or a version conflict.
   */
  async execute(
    slug: string,
    actor: string,
    expectedVersion: number | null = null,
  ): Promise<{ state: 'ISSUING' | 'RUNNING' }> {
    const { faults } = await this.dryRun.execute(slug);
    if (faults.length > 0) throw campaignNotReady(slug, faults);
    return await this.dataSource.transaction(async (manager) => {
      const campaigns = manager.getRepository(Campaign);
      const campaign = await campaigns.findOne({ where: { slug }, lock: { mode: 'pessimistic_write' } });
      if (campaign === null) throw campaignUnknown(slug);
      if (expectedVersion !== null) assertVersion(expectedVersion, campaign.version);
      if (campaign.state === 'CLOSED') throw campaignStateForbids(slug, campaign.state, 'issued');
      if (campaign.state === 'ISSUING') return { state: 'ISSUING' };
      const now = this.clock.now();
      const failed: { count: number }[] = await manager.query(
        `SELECT count(*)::integer AS count FROM issuing_result WHERE campaign_id = $1 AND outcome = 'FAILED'`,
        [campaign.id],
      );
      if (campaign.state === 'RUNNING' && failed[0]?.count === 0) return { state: 'RUNNING' };
      await manager.query(`DELETE FROM issuing_result WHERE campaign_id = $1 AND outcome = 'FAILED'`, [campaign.id]);
      await campaigns.update(
        { id: campaign.id },
        { state: 'ISSUING', dueAt: now, queuedAt: null, attempts: 0, version: campaign.version + 1 },
      );
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'ISSUING_STARTED',
        subject: `campaign:${slug}`,
        data: {},
      });
      return { state: 'ISSUING' };
    });
  }
}
