import { Injectable } from '@nestjs/common';
import { AuditChainReadModel } from '../audit/index.js';
import { CampaignReadModel } from '../campaigns/index.js';
import { DeclarationReadModel } from '../declarations/index.js';
import { LetterReadModel } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { ReminderReadModel } from '../reminders/index.js';
import { ReturnReadModel } from '../returns/index.js';
import {
  deadlineAnswerOf,
  declarationSummaryOf,
  reminderAnswerOf,
  resolutionAnswerOf,
  timelineEntryOf,
  type DeclarationAnswer,
  type TimelineAnswer,
} from './declarations.answers.js';
import { letterAnswerOf } from './letters.answers.js';
import { returnSummaryOf } from './returns.answers.js';

/** One declaration with everything that belongs to it, put together from the features' own look-ups. */
@Injectable()
export class DeclarationCaseReadModel {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly letters: LetterReadModel,
    private readonly reminders: ReminderReadModel,
    private readonly returns: ReturnReadModel,
    private readonly audit: AuditChainReadModel,
    private readonly clock: Clock,
  ) {}

  /** Throws DECLARATION_UNKNOWN. */
  async read(reference: string): Promise<DeclarationAnswer> {
    const now = this.clock.now();
    const view = await this.declarations.byReference(reference);
    const [campaign, sent, deadlines, reminders, returns, resolutions, timeline] = await Promise.all([
      this.campaigns.byId(view.campaignId),
      this.letters.ofDeclaration(reference),
      this.declarations.deadlines(view.id),
      this.reminders.ofDeclaration(view.id),
      this.returns.ofDeclaration(reference),
      this.declarations.resolutions(view.id),
      this.#events(reference),
    ]);
    const letters = sent.map(letterAnswerOf);
    const summary = declarationSummaryOf(view, now, campaign.definition.timeZone);
    return {
      ...summary,
      axes: {
        campaign: campaign.state,
        deadline: summary.deadline.state,
        return: view.returnState,
        delivery: letters.map(({ id, kind, delivery }) => ({ letter: id, kind, delivery })),
      },
      deadlines: deadlines.map(deadlineAnswerOf),
      reminders: reminders.map(reminderAnswerOf),
      letters,
      returns: returns.map(returnSummaryOf),
      resolutions: resolutions.map(resolutionAnswerOf),
      timeline,
    };
  }

  /** Throws DECLARATION_UNKNOWN. */
  async timeline(reference: string): Promise<TimelineAnswer> {
    await this.declarations.byReference(reference);
    return { reference, items: await this.#events(reference) };
  }

  async #events(reference: string): Promise<TimelineAnswer['items']> {
    return (await this.audit.eventsOf(`declaration:${reference}`)).map(timelineEntryOf);
  }
}
