import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/index.js';
import { DeclarationsModule } from '../../declarations/index.js';
import { MailboxModule } from '../../mailbox/index.js';
import { ConsoleFrameModule } from '../frame/console-frame.module.js';
import { MessagePageController } from './message.controller.js';
import { TaskPage } from './task-page.js';
import { TaskPageController } from './task.controller.js';
import { TasksPageController } from './tasks.controller.js';

/** The pages about tasks and received messages. */
@Module({
  imports: [CampaignsModule, ConsoleFrameModule, DeclarationsModule, MailboxModule],
  controllers: [TasksPageController, TaskPageController, MessagePageController],
  providers: [TaskPage],
})
export class QuestionsPagesModule {}
