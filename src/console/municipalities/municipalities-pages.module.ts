import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { ReportingModule } from '../../reporting/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { MunicipalitiesController } from './municipalities.controller.js';

/** The pages that show all municipalities of a campaign. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, ReportingModule],
  controllers: [MunicipalitiesController],
})
export class MunicipalitiesPagesModule {}
