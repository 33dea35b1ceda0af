import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { SteeringReportController } from './steering-report.controller.js';
import { SteeringReportsPageController } from './steering-reports.controller.js';

/** The steering reports: the PDF of any instant, and the page where they are given out. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, ReportingModule],
  controllers: [SteeringReportController, SteeringReportsPageController],
})
export class SteeringReportModule {}
