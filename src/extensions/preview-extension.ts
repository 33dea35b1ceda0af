import { Injectable } from '@nestjs/common';
import { isoWithOffset } from '../platform/calendar/index.js';
import { Clock } from '../platform/clock/index.js';
import { diffPlans, ReminderReadModel } from '../reminders/index.js';
import { ExtensionCandidates } from './extension-candidates.js';
import { planFrom } from './move-deadline.js';

/** What an extension would change for one declaration. */
export interface ExtensionPreview {
  readonly reference: string;
  readonly recipientName: string;
  readonly dueOnNow: string;
  readonly dueOnThen: string;
  readonly remindersRemoved: readonly { readonly slot: string; readonly sendAt: string }[];
  readonly remindersAdded: readonly { readonly slot: string; readonly sendAt: string }[];
  readonly remindersKept: readonly { readonly slot: string; readonly sendAt: string }[];
}

/** Shows what an extension changes before it is granted; changes nothing. */
@Injectable()
export class PreviewExtension {
  constructor(
    private readonly candidates: ExtensionCandidates,
    private readonly reminders: ReminderReadModel,
    private readonly clock: Clock,
  ) {}

  /** Throws EXTENSION_IMPOSSIBLE just as granting would. */
  async execute(references: readonly string[], dueOn: string): Promise<ExtensionPreview[]> {
    const now = this.clock.now();
    const { campaign, declarations } = await this.candidates.read(references);
    this.candidates.check(campaign, declarations, dueOn, now);
    const { slots } = planFrom(campaign, dueOn, now);
    const zone = campaign.definition.timeZone;
    const written = (slot: { slot: string; sendAt: Date }): { slot: string; sendAt: string } => ({
      slot: slot.slot,
      sendAt: isoWithOffset(slot.sendAt, zone),
    });
    const planned = await this.reminders.planned(declarations.map((declaration) => declaration.id));
    return declarations.map((declaration) => {
      const difference = diffPlans(planned.get(declaration.id) ?? [], slots);
      return {
        reference: declaration.reference,
        recipientName: declaration.recipientName,
        dueOnNow: declaration.dueOn,
        dueOnThen: dueOn,
        remindersRemoved: difference.removed.map(written),
        remindersAdded: difference.added.map(written),
        remindersKept: difference.kept.map(({ after }) => written(after)),
      };
    });
  }
}
