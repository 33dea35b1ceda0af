import { Injectable } from '@nestjs/common';
import type { Campaign } from '../campaigns/index.js';
import type { DeclarationView } from '../declarations/index.js';
import { type LetterPreview, PreviewLetter } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { ReminderReadModel } from '../reminders/index.js';
import type { ExtensionObstacle } from './extension.policy.js';
import { ExtensionCandidates } from './extension-candidates.js';
import { extensionImpossible } from './extensions.errors.js';
import { type DeadlinePreview, previewDeadline } from './deadline-preview.js';

/** A declaration that cannot be extended, and why. */
export interface ImpossibleExtension {
  readonly reference: string;
  readonly recipientName: string;
  readonly dueOnNow: string;
  readonly obstacle: ExtensionObstacle;
  readonly message: string;
}

/** What extending many would do. */
export interface ExtensionsPreview {
  /** In the order of the municipalities' numbers, as are the impossible ones. */
  readonly possible: readonly DeadlinePreview[];
  readonly impossible: readonly ImpossibleExtension[];
  /** The letter as it goes to the first in each language form among those that are possible. */
  readonly notices: readonly LetterPreview[];
}

/** Shows what an extension changes before it is granted; changes nothing. A few statements, however many there are. */
@Injectable()
export class PreviewExtension {
  constructor(
    private readonly candidates: ExtensionCandidates,
    private readonly reminders: ReminderReadModel,
    private readonly previewLetter: PreviewLetter,
    private readonly clock: Clock,
  ) {}

  /** Throws EXTENSION_IMPOSSIBLE just as granting would. */
  async execute(
    references: readonly string[],
    dueOn: string,
    reason: string | null = null,
  ): Promise<ExtensionsPreview> {
    const preview = await this.judge(references, dueOn, reason);
    const { impossible } = preview;
    if (impossible.length > 0) {
      throw extensionImpossible(impossible.map(({ reference, message }) => ({ where: reference, message })));
    }
    return preview;
  }

  /**
   * Throws EXTENSION_IMPOSSIBLE only for what is no declaration, or of several campaigns. Without a reason the notice
   * gives none.
   */
  async judge(references: readonly string[], dueOn: string, reason: string | null = null): Promise<ExtensionsPreview> {
    const now = this.clock.now();
    const { campaign, declarations } = await this.candidates.read(references);
    const { possible, refused } = this.candidates.judge(campaign, declarations, dueOn, now);
    const planned = await this.reminders.planned(possible.map((declaration) => declaration.id));
    return {
      possible: possible.map((declaration) =>
        previewDeadline(campaign, declaration, planned.get(declaration.id) ?? [], dueOn, now),
      ),
      impossible: refused.map(({ declaration, obstacle, fault }) => ({
        reference: declaration.reference,
        recipientName: declaration.recipientName,
        dueOnNow: declaration.dueOn,
        obstacle,
        message: fault.message,
      })),
      notices: this.#notices(campaign, possible, dueOn, reason, now),
    };
  }

  #notices(
    campaign: Campaign,
    declarations: readonly DeclarationView[],
    dueOn: string,
    reason: string | null,
    now: Date,
  ): LetterPreview[] {
    return (['nb', 'nn'] as const).flatMap((language) => {
      const declaration = declarations.find((one) => one.language === language);
      if (declaration === undefined) return [];
      const extended = { ...declaration, dueOn, deadlineVersion: declaration.deadlineVersion + 1 };
      const data = { previousDeadlineOn: declaration.dueOn, reason };
      return [this.previewLetter.execute(campaign, extended, { kind: 'EXTENSION_NOTICE', data }, now)];
    });
  }
}
