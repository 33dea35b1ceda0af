import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { DeclarationsModule } from '../../declarations/index.js';
import { ReturnsModule } from '../../returns/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { DecisionController } from './decision.controller.js';
import { DecisionPages } from './decision-pages.js';
import { ReturnController } from './return.controller.js';
import { ReturnFilesController } from './return-files.controller.js';
import { ReturnPages } from './return-pages.js';
import { ReturnPictures } from './return-pictures.js';
import { ReviewQueueController } from './review-queue.controller.js';
import { ReviewWork } from './review-work.js';

/** The pages where operators decide on what a machine may not decide. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, DeclarationsModule, ReturnsModule],
  controllers: [ReviewQueueController, ReturnController, ReturnFilesController, DecisionController],
  providers: [DecisionPages, ReturnPages, ReturnPictures, ReviewWork],
})
export class ReviewModule {}
