import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CampaignReadModel } from '../../campaigns/index.js';
import { shareReport } from '../share.policy.js';
import { ShareReports } from '../share-reports.js';
import { reportedChanges } from './changes.policy.js';
import { movedDeadlines } from './moved-deadlines.js';
import type { SteeringReportFacts } from './steering-report-facts.js';

/** Gathers what a steering report says, from the histories: for a past instant what was known then. */
@Injectable()
export class ReadSteeringReport {
  constructor(
    private readonly dataSource: DataSource,
    private readonly campaigns: CampaignReadModel,
    private readonly reports: ShareReports,
  ) {}

  /** Throws CAMPAIGN_UNKNOWN, or SHARE_BASE_EMPTY before anything is issued. */
  async execute(slug: string, asOf: Date, since: Date | null): Promise<SteeringReportFacts> {
    const { id, definition, simulated } = await this.campaigns.bySlug(slug);
    const [before, after, moved, steps] = await Promise.all([
      since === null ? [] : this.reports.declarations(slug, since),
      this.reports.declarations(slug, asOf),
      movedDeadlines(this.dataSource, id, since, asOf),
      this.reports.history(slug, asOf),
    ]);
    const report = shareReport(after, definition.threshold, asOf);
    const names = new Map(after.map(({ municipalityNumber, name }) => [municipalityNumber, name]));
    const { deadlineOn, extendedDeadlineOn, title, owner, timeZone } = definition;
    return {
      campaign: {
        slug,
        title,
        owner: owner.name,
        timeZone,
        deadlines: [deadlineOn, extendedDeadlineOn].filter((on) => on !== undefined && on !== null),
        simulated,
      },
      asOf,
      since,
      report,
      fewestFurther: report.fewestFurther.municipalityNumbers.map((number) => names.get(number) ?? number),
      steps,
      changes: reportedChanges(before, after, moved),
    };
  }
}
