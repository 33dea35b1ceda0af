import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { ShareReports } from './share-reports.js';

@Module({ imports: [CampaignsModule], providers: [ShareReports], exports: [ShareReports] })
export class ReportingModule {}
