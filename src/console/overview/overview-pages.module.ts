import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { LettersModule } from '../../letters/index.js';
import { MailboxModule } from '../../mailbox/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ReturnsModule } from '../../returns/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { CampaignOverviewController } from './campaign-overview.controller.js';
import { CampaignsController } from './campaigns.controller.js';
import { ReadSituation } from './read-situation.js';

/** The list of campaigns, and where each of them stands. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, LettersModule, MailboxModule, ReportingModule, ReturnsModule],
  providers: [ReadSituation],
  controllers: [CampaignsController, CampaignOverviewController],
})
export class OverviewPagesModule {}
