import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { DeclarationsModule } from '../../declarations/index.js';
import { ExtensionsModule } from '../../extensions/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { ChosenRecipients } from './chosen-recipients.js';
import { ExtensionsPage } from './extensions-page.js';
import { ExtensionsPagesController } from './extensions.controller.js';

/** The page about a campaign's extensions. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, DeclarationsModule, ExtensionsModule, ReportingModule],
  controllers: [ExtensionsPagesController],
  providers: [ChosenRecipients, ExtensionsPage],
})
export class ExtensionsPagesModule {}
