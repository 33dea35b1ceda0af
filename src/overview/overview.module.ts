import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { MailboxModule } from '../mailbox/index.js';
import { PagesModule } from '../platform/pages/index.js';
import { ReportingModule } from '../reporting/index.js';
import { AuditModule } from '../audit/index.js';
import { CurrentOverview } from './current-overview.js';
import { OverviewController } from './overview.controller.js';
import { ReadOverview } from './read-overview.js';

@Module({
  imports: [AuditModule, CampaignsModule, MailboxModule, PagesModule, ReportingModule],
  providers: [ReadOverview, CurrentOverview],
  controllers: [OverviewController],
})
export class OverviewModule {}
