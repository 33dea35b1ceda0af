import type { DeadlinePreview, PreviewedReminder } from '../../extensions/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import type { ActionContext, Effect } from './case-action.js';
import { slotWords } from './case-words.js';

/** Which reminders go, come and stay, each with its time. */
export function reminderLists(preview: DeadlinePreview, { language, text }: ActionContext): Effect['lists'] {
  const { instant } = pageFormats(language);
  const written = (reminders: readonly PreviewedReminder[]): string[] =>
    reminders.map(({ slot, sendAt }) => `${instant(new Date(sendAt))} (${slotWords(slot, text)})`);
  const lists = [
    { heading: text.form.remindersGo, items: written(preview.remindersRemoved) },
    { heading: text.form.remindersCome, items: written(preview.remindersAdded) },
  ];
  const kept = written(preview.remindersKept);
  return kept.length === 0 ? lists : [...lists, { heading: text.form.remindersStay, items: kept }];
}
