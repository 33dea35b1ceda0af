import { Module } from '@nestjs/common';
import { ConsolePages } from './console-pages.js';

/** What stands around every page of the console. */
@Module({ providers: [ConsolePages], exports: [ConsolePages] })
export class ConsoleFrameModule {}
