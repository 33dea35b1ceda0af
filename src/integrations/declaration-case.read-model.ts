import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditChainReadModel, latestEventsOf } from '../audit/index.js';
import {
  DECLARATION_IN_CAMPAIGN,
  deadlinesOf,
  DeclarationReadModel,
  declarationUnknown,
  resolutionsOf,
} from '../declarations/index.js';
import { LETTERS_OF_DECLARATION } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { selectAtOnce } from '../platform/database/index.js';
import { remindersOf } from '../reminders/index.js';
import { RETURNS_OF_DECLARATION } from '../returns/index.js';
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

const ID = '(SELECT id FROM declaration WHERE reference = $1)';
/** What each feature keeps of a declaration; `$1`: its reference. */
const PARTS = {
  declaration: DECLARATION_IN_CAMPAIGN,
  letters: LETTERS_OF_DECLARATION,
  deadlines: deadlinesOf(ID),
  reminders: remindersOf(ID),
  returns: RETURNS_OF_DECLARATION,
  resolutions: resolutionsOf(ID),
  events: latestEventsOf(`'declaration:' || $1`),
};

/** One declaration with everything that belongs to it, put together from the features' own selections. */
@Injectable()
export class DeclarationCaseReadModel {
  constructor(
    private readonly dataSource: DataSource,
    private readonly declarations: DeclarationReadModel,
    private readonly audit: AuditChainReadModel,
    private readonly clock: Clock,
  ) {}

  /** As it stood at one moment. Throws DECLARATION_UNKNOWN. */
  async read(reference: string): Promise<DeclarationAnswer> {
    const now = this.clock.now();
    const parts = await selectAtOnce(this.dataSource.manager, PARTS, [reference]);
    const [view] = parts.declaration;
    if (view === undefined) throw declarationUnknown(reference);
    const letters = parts.letters.map(letterAnswerOf);
    const summary = declarationSummaryOf(view, now, view.timeZone);
    return {
      ...summary,
      axes: {
        campaign: view.campaignState,
        deadline: summary.deadline.state,
        return: view.returnState,
        delivery: letters.map(({ id, kind, delivery }) => ({ letter: id, kind, delivery })),
      },
      deadlines: parts.deadlines.map(deadlineAnswerOf),
      reminders: parts.reminders.map(reminderAnswerOf),
      letters,
      returns: parts.returns.map(returnSummaryOf),
      resolutions: parts.resolutions.map(resolutionAnswerOf),
      timeline: parts.events.map(timelineEntryOf),
    };
  }

  /** Throws DECLARATION_UNKNOWN. */
  async timeline(reference: string): Promise<TimelineAnswer> {
    await this.declarations.byReference(reference);
    const events = await this.audit.eventsOf(`declaration:${reference}`);
    return { reference, items: events.map(timelineEntryOf) };
  }
}
