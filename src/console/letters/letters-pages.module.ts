import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { LettersModule } from '../../letters/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { HeldLettersPageController } from './held-letters.controller.js';
import { LetterPageController } from './letter.controller.js';
import { LettersPageController } from './letters.controller.js';

/** The pages about letters. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, LettersModule],
  // What is held has an address below the list's: it comes first.
  controllers: [HeldLettersPageController, LettersPageController, LetterPageController],
})
export class LettersPagesModule {}
