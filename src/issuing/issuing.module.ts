import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { MunicipalitiesModule } from '../municipalities/index.js';
import { RemindersModule } from '../reminders/index.js';
import { ReturnsModule } from '../returns/index.js';
import { DryRunCampaign } from './dry-run.js';
import { IssueBatch } from './issue-batch.js';
import { IssueCampaign } from './issue-campaign.js';
import { IssuingResultReadModel } from './issuing-result.read-model.js';
import { PreviewClosing } from './preview-closing.js';
import { SampleCase } from './sample-case.js';
import { StartIssuing } from './start-issuing.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule, LettersModule, MunicipalitiesModule, RemindersModule, ReturnsModule],
  providers: [
    DryRunCampaign,
    IssueBatch,
    IssueCampaign,
    IssuingResultReadModel,
    PreviewClosing,
    SampleCase,
    StartIssuing,
  ],
  exports: [DryRunCampaign, IssuingResultReadModel, PreviewClosing, SampleCase, StartIssuing],
})
export class IssuingModule {}
