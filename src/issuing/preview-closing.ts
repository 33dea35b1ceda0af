import { Injectable } from '@nestjs/common';
import { CampaignReadModel } from '../campaigns/index.js';
import { LetterReadModel } from '../letters/index.js';
import { ReminderReadModel } from '../reminders/index.js';
import { ReturnReadModel } from '../returns/index.js';

/** What closing a campaign would end, and what it would leave to people. */
export interface ClosingEffects {
  /** Reminders that are planned and will not be sent. */
  readonly reminders: number;
  /** Letters that have not left yet: those that ask for something are not sent any more, answers are. */
  readonly letters: number;
  /** Returns that nobody has decided; they can still be decided afterwards. */
  readonly returns: number;
}

/** Counts the effects of closing a campaign. Changes nothing. */
@Injectable()
export class PreviewClosing {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly reminders: ReminderReadModel,
    private readonly letters: LetterReadModel,
    private readonly returns: ReturnReadModel,
  ) {}

  /** Throws CAMPAIGN_UNKNOWN. */
  async execute(slug: string): Promise<ClosingEffects> {
    await this.campaigns.bySlug(slug);
    const [reminders, letters, returns] = await Promise.all([
      this.reminders.counts(slug),
      this.letters.counts(slug),
      this.returns.counts(slug),
    ]);
    const sumOf = (counts: Record<string, Record<string, number>>, states: readonly string[]): number =>
      Object.values(counts).reduce((sum, row) => sum + states.reduce((part, state) => part + (row[state] ?? 0), 0), 0);
    return {
      reminders: sumOf(reminders, ['PLANNED']),
      letters: sumOf(letters, ['PLANNED', 'HELD']),
      returns: sumOf(returns, ['RECEIVED', 'NEEDS_REVIEW']),
    };
  }
}
