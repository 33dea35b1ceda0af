import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { MunicipalitiesModule } from '../municipalities/index.js';
import { RemindersModule } from '../reminders/index.js';
import { DryRunCampaign } from './dry-run.js';
import { IssueBatch } from './issue-batch.js';
import { IssueCampaign } from './issue-campaign.js';
import { IssuingResultReadModel } from './issuing-result.read-model.js';
import { StartIssuing } from './start-issuing.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule, LettersModule, MunicipalitiesModule, RemindersModule],
  providers: [DryRunCampaign, IssueBatch, IssueCampaign, IssuingResultReadModel, StartIssuing],
  exports: [DryRunCampaign, StartIssuing, IssuingResultReadModel],
})
export class IssuingModule {}
