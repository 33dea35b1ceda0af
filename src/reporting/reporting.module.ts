import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { ShareReports } from './share-reports.js';
import { IssueSteeringReport } from './steering-report/issue-steering-report.js';
import { MakeSteeringReport } from './steering-report/make-steering-report.js';
import { ReadSteeringReport } from './steering-report/read-steering-report.js';
import { SteeringReportReadModel } from './steering-report/steering-report.read-model.js';

@Module({
  imports: [CampaignsModule],
  providers: [IssueSteeringReport, MakeSteeringReport, ReadSteeringReport, ShareReports, SteeringReportReadModel],
  exports: [IssueSteeringReport, MakeSteeringReport, ShareReports, SteeringReportReadModel],
})
export class ReportingModule {}
