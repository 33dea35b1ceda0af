import { Injectable } from '@nestjs/common';
import { type Campaign, CampaignReadModel } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import {
  type ReportedDeclaration,
  shareReport,
  type ShareReport,
  ShareReports,
  type ShareStep,
} from '../reporting/index.js';

/** What anybody may know of a campaign at an instant. No address, and no name of a person. */
export interface Overview {
  readonly campaign: Campaign;
  readonly asOf: Date;
  readonly report: ShareReport;
  readonly declarations: readonly ReportedDeclaration[];
}

/** The overview of the campaign that was issued last. */
@Injectable()
export class ReadOverview {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly reports: ShareReports,
    private readonly clock: Clock,
  ) {}

  /** Now; null before any campaign is issued. */
  async latest(): Promise<Overview | null> {
    const campaign = (await this.campaigns.list()).findLast(({ state }) => state === 'RUNNING' || state === 'CLOSED');
    if (campaign === undefined) return null;
    const asOf = this.clock.now();
    const declarations = await this.reports.declarations(campaign.slug, asOf);
    return { campaign, asOf, declarations, report: shareReport(declarations, campaign.definition.threshold, asOf) };
  }

  async history({ campaign, asOf }: Overview): Promise<ShareStep[]> {
    return await this.reports.history(campaign.slug, asOf);
  }
}
