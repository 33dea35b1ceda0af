import { Injectable } from '@nestjs/common';
import { CampaignReadModel } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import { reportAsCsv, reportAsText, ShareReports } from '../reporting/index.js';
import type { ReportFormat } from './campaigns.requests.js';
import { inFuture } from './integrations.errors.js';
import { shareReportAnswerOf, type ShareReportAnswer } from './report.answers.js';

export interface WrittenReport {
  readonly mediaType: string;
  readonly body: string | ShareReportAnswer;
}

/** The figures of one instant in the format asked for. */
@Injectable()
export class ReadReport {
  constructor(
    private readonly reports: ShareReports,
    private readonly campaigns: CampaignReadModel,
    private readonly clock: Clock,
  ) {}

  /** Throws CAMPAIGN_UNKNOWN, SHARE_BASE_EMPTY, or IN_FUTURE: nobody knows tomorrow's figures. */
  async execute(slug: string, at: Date | undefined, format: ReportFormat): Promise<WrittenReport> {
    const now = this.clock.now();
    if (at !== undefined && at > now) throw inFuture('at', now);
    const { definition } = await this.campaigns.bySlug(slug);
    const report = await this.reports.at(slug, at ?? now);
    switch (format) {
      case 'json':
        return { mediaType: 'application/json; charset=utf-8', body: shareReportAnswerOf(report) };
      case 'csv':
        return { mediaType: 'text/csv; charset=utf-8; header=present', body: reportAsCsv(report, definition.timeZone) };
      case 'text': {
        const names = await this.reports.names(slug);
        const text = reportAsText(report, (number) => names.get(number) ?? number, definition.timeZone);
        return { mediaType: 'text/plain; charset=utf-8', body: text };
      }
    }
  }
}
