import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { MailboxModule } from '../mailbox/index.js';
import { PagesModule } from '../platform/pages/index.js';
import { ReportingModule } from '../reporting/index.js';
import { OverviewController } from './overview.controller.js';
import { ReadOverview } from './read-overview.js';

@Module({
  imports: [CampaignsModule, MailboxModule, PagesModule, ReportingModule],
  providers: [ReadOverview],
  controllers: [OverviewController],
})
export class OverviewModule {}
