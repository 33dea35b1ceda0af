import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationListReadModel } from './declaration-list.read-model.js';
import { ShareReports } from './share-reports.js';
import { StandingsReadModel } from './standings.read-model.js';
import { IssueSteeringReport } from './steering-report/issue-steering-report.js';
import { MakeSteeringReport } from './steering-report/make-steering-report.js';
import { ReadSteeringReport } from './steering-report/read-steering-report.js';
import { SteeringReportReadModel } from './steering-report/steering-report.read-model.js';

@Module({
  imports: [CampaignsModule],
  providers: [
    DeclarationListReadModel,
    IssueSteeringReport,
    MakeSteeringReport,
    ReadSteeringReport,
    ShareReports,
    StandingsReadModel,
    SteeringReportReadModel,
  ],
  exports: [
    DeclarationListReadModel,
    IssueSteeringReport,
    MakeSteeringReport,
    ShareReports,
    StandingsReadModel,
    SteeringReportReadModel,
  ],
})
export class ReportingModule {}
