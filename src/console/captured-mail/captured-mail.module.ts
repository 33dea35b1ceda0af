import { Module } from '@nestjs/common';
import { LettersModule } from '../../letters/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { CapturedLettersController } from './captured-letters.controller.js';
import { CapturedMailPages } from './captured-mail-pages.js';
import { CapturedMailController, CapturedMailShown } from './captured-mail.controller.js';

/** The pages about what was captured instead of sent. */
@Module({
  imports: [ConsoleFrameModule, LettersModule],
  providers: [CapturedMailPages, CapturedMailShown],
  controllers: [CapturedMailController, CapturedLettersController],
})
export class CapturedMailModule {}
