import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { PortalController } from './portal.controller.js';

@Module({ imports: [CampaignsModule, DeclarationsModule], controllers: [PortalController] })
export class PortalModule {}
