import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { MailboxModule } from '../mailbox/index.js';
import { PagesModule } from '../platform/pages/index.js';
import { ReportingModule } from '../reporting/index.js';
import { CapturedMailController } from './captured-mail.controller.js';
import { OverviewController } from './overview.controller.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule, LettersModule, MailboxModule, PagesModule, ReportingModule],
  controllers: [OverviewController, CapturedMailController],
})
export class ConsoleModule {}
