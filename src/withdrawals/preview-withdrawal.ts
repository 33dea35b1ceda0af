import { Injectable } from '@nestjs/common';
import { CampaignReadModel } from '../campaigns/index.js';
import { DeclarationReadModel, declarationWithdrawn } from '../declarations/index.js';
import {
  LetterReadModel,
  type LetterPreview,
  type LetterView,
  PreviewLetter,
  stopsWhenWithdrawn,
} from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { ReminderReadModel } from '../reminders/index.js';
import type { WithdrawalInput } from './withdraw-declaration.js';

export interface WithdrawalPreview {
  /** Of the declaration as it was looked at: what a decision on this preview names. */
  readonly version: number;
  /** Reminders that are planned and will not be sent, in their order. */
  readonly reminders: readonly { readonly slot: string; readonly sendAt: Date }[];
  /** Letters that are written and will not be sent. */
  readonly letters: readonly LetterView[];
  /** What the municipality is told. */
  readonly notice: LetterPreview;
}

/** Shows what withdrawing a declaration ends; changes nothing. */
@Injectable()
export class PreviewWithdrawal {
  constructor(
    private readonly declarations: DeclarationReadModel,
    private readonly campaigns: CampaignReadModel,
    private readonly reminders: ReminderReadModel,
    private readonly letters: LetterReadModel,
    private readonly previewLetter: PreviewLetter,
    private readonly clock: Clock,
  ) {}

  /** Throws DECLARATION_UNKNOWN or DECLARATION_WITHDRAWN. */
  async execute(input: Pick<WithdrawalInput, 'reference' | 'by' | 'note'>): Promise<WithdrawalPreview> {
    const { reference, by, note } = input;
    const declaration = await this.declarations.byReference(reference);
    if (declaration.withdrawnAt !== null) throw declarationWithdrawn(reference);
    const now = this.clock.now();
    const campaign = await this.campaigns.byId(declaration.campaignId);
    const [planned, letters] = await Promise.all([
      this.reminders.planned([declaration.id]),
      this.letters.ofDeclaration(reference),
    ]);
    const data = { by, reason: note };
    return {
      version: declaration.version,
      reminders: planned.get(declaration.id) ?? [],
      letters: letters.filter(
        ({ kind, delivery }) => (delivery === 'PLANNED' || delivery === 'QUEUED') && stopsWhenWithdrawn(kind),
      ),
      notice: this.previewLetter.execute(campaign, declaration, { kind: 'WITHDRAWAL', data }, now),
    };
  }
}
