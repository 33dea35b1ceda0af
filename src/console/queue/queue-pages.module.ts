import { Module } from '@nestjs/common';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { QueueController } from './queue.controller.js';
import { TryWorkAgain } from './try-work-again.js';

/** The page of the queue. */
@Module({ imports: [ConsoleFrameModule], controllers: [QueueController], providers: [TryWorkAgain] })
export class QueuePagesModule {}
