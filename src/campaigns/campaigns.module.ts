import { Module } from '@nestjs/common';
import { CampaignReadModel } from './campaign.read-model.js';
import { CloseCampaign } from './close-campaign.js';
import { ImportCampaign } from './import-campaign.js';

@Module({
  providers: [ImportCampaign, CloseCampaign, CampaignReadModel],
  exports: [ImportCampaign, CloseCampaign, CampaignReadModel],
})
export class CampaignsModule {}
