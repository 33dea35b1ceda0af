import { Module } from '@nestjs/common';
import { LettersModule } from '../letters/index.js';
import { PagesModule } from '../platform/pages/index.js';
import { CapturedMailController } from './captured-mail.controller.js';

@Module({
  imports: [LettersModule, PagesModule],
  controllers: [CapturedMailController],
})
export class ConsoleModule {}
