import type { Campaign } from '../campaigns/index.js';
import type { DeclarationView } from '../declarations/index.js';
import { isoWithOffset } from '../platform/calendar/index.js';
import { diffPlans } from '../reminders/index.js';
import { planFrom } from './move-deadline.js';

export interface PreviewedReminder {
  readonly slot: string;
  /** ISO 8601 with the offset of the campaign's time zone. */
  readonly sendAt: string;
}

/** What another deadline would change for one declaration. */
export interface DeadlinePreview {
  readonly reference: string;
  readonly recipientName: string;
  /** Of the declaration as it was looked at: what a decision on this preview names. */
  readonly version: number;
  readonly dueOnNow: string;
  readonly dueOnThen: string;
  readonly remindersRemoved: readonly PreviewedReminder[];
  readonly remindersAdded: readonly PreviewedReminder[];
  readonly remindersKept: readonly PreviewedReminder[];
}

/** `planned` are the reminders that are planned now. */
export function previewDeadline(
  campaign: Campaign,
  declaration: DeclarationView,
  planned: readonly { readonly slot: string; readonly sendAt: Date }[],
  dueOn: string,
  now: Date,
): DeadlinePreview {
  const { timeZone } = campaign.definition;
  const written = ({ slot, sendAt }: { slot: string; sendAt: Date }): PreviewedReminder => ({
    slot,
    sendAt: isoWithOffset(sendAt, timeZone),
  });
  const difference = diffPlans(planned, planFrom(campaign, dueOn, now).slots);
  return {
    reference: declaration.reference,
    recipientName: declaration.recipientName,
    version: declaration.version,
    dueOnNow: declaration.dueOn,
    dueOnThen: dueOn,
    remindersRemoved: difference.removed.map(written),
    remindersAdded: difference.added.map(written),
    remindersKept: difference.kept.map(({ after }) => written(after)),
  };
}
