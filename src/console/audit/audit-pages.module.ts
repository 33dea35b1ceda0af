import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { AuditPageController } from './audit.controller.js';

/** The page of the audit log. */
@Module({ imports: [CampaignsModule, ConsoleFrameModule], controllers: [AuditPageController] })
export class AuditPagesModule {}
