import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { IssuingModule } from '../../issuing/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { DryRunController } from './dry-run.controller.js';
import { NewCampaignController } from './new-campaign.controller.js';
import { SetUpController } from './set-up.controller.js';
import { SetUpPage } from './set-up-page.js';

/** The pages on which a campaign is set up, issued and closed. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, IssuingModule],
  controllers: [NewCampaignController, SetUpController, DryRunController],
  providers: [SetUpPage],
})
export class SetUpPagesModule {}
