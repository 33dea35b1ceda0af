import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { ReminderReadModel } from './reminder.read-model.js';
import { SendReminder } from './send-reminder.js';
import { WriteReminderPlan } from './write-reminder-plan.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule, LettersModule],
  providers: [SendReminder, WriteReminderPlan, ReminderReadModel],
  exports: [WriteReminderPlan, ReminderReadModel],
})
export class RemindersModule {}
