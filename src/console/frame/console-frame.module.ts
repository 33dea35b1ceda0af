import { Module } from '@nestjs/common';
import { ConsolePages } from './console-pages.js';
import { SubmitOnce } from './submit-once.js';

/** What stands around every page of the console. */
@Module({ providers: [ConsolePages, SubmitOnce], exports: [ConsolePages, SubmitOnce] })
export class ConsoleFrameModule {}
