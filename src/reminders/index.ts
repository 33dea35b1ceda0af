export { diffPlans, type PlanDifference } from './plan-difference.policy.js';
export { planReminders, type ReminderPlan, type ReminderSlot } from './reminder-plan.policy.js';
export { Reminder, type ReminderState } from './reminder.entity.js';
export { ReminderReadModel, remindersOf, type ReminderView } from './reminder.read-model.js';
export { RemindersModule } from './reminders.module.js';
export { WriteReminderPlan, type NewReminders } from './write-reminder-plan.js';
