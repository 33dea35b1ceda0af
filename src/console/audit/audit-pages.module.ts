import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { LettersModule } from '../../letters/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { AuditPageController } from './audit.controller.js';
import { FindEventPlaces } from './event-places.js';

/** The page of the audit log. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, LettersModule],
  providers: [FindEventPlaces],
  controllers: [AuditPageController],
})
export class AuditPagesModule {}
