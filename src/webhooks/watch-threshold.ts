import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { DueWork, type Performed } from '../platform/jobs/index.js';
import { ShareReports } from '../reporting/index.js';
import { WriteWebhookEvents } from './write-webhook-events.js';

/**
 * Tells once for each campaign that its threshold is reached. It looks after the change and not in its transaction:
 * two municipalities accepted at the same time do not see each other, and together they may be what was missing.
 */
@Injectable()
export class WatchThreshold extends DueWork {
  readonly kind = 'watch-threshold';
  readonly table = 'threshold_check';
  readonly pending = 'true';
  readonly concurrency = 1;

  constructor(
    private readonly dataSource: DataSource,
    private readonly reports: ShareReports,
    private readonly write: WriteWebhookEvents,
    private readonly clock: Clock,
  ) {
    super();
  }

  async perform(id: string): Promise<Performed> {
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const campaigns: { id: string; slug: string }[] = await manager.query(
        `SELECT campaign.id, campaign.slug FROM threshold_check JOIN campaign ON campaign.id = campaign_id
         WHERE threshold_check.id = $1 AND threshold_check.due_at <= $2 FOR UPDATE OF threshold_check SKIP LOCKED`,
        [id, now.toISOString()],
      );
      const campaign = campaigns[0];
      if (campaign === undefined) return 'NOTHING_TO_DO';
      // What is deleted here is committed, so the figures that are read next know of it.
      await manager.query(
        `DELETE FROM threshold_check WHERE id IN (
           SELECT id FROM threshold_check WHERE campaign_id = $1 AND due_at <= $2 FOR UPDATE SKIP LOCKED)`,
        [campaign.id, now.toISOString()],
      );
      const { threshold } = await this.reports.at(campaign.slug, now);
      if (!threshold.reached) return 'DONE';
      const event = {
        id: nameUuid('webhook-event', 'threshold.reached', campaign.id),
        type: 'threshold.reached',
        at: now,
        campaignId: campaign.id,
        data: {
          campaign: campaign.slug,
          thresholdNumerator: threshold.numerator,
          thresholdDenominator: threshold.denominator,
        },
      };
      await this.write.execute(manager, [event], now);
      return 'DONE';
    });
  }
}
