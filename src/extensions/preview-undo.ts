import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DeclarationReadModel } from '../declarations/index.js';
import { type LetterPreview, PreviewLetter } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { ReminderReadModel } from '../reminders/index.js';
import { type DeadlinePreview, previewDeadline } from './deadline-preview.js';
import { ExtensionCandidates } from './extension-candidates.js';
import { versionToRestore } from './extension.policy.js';
import { nothingToUndo } from './extensions.errors.js';

/** Shows what undoing an extension changes; changes nothing. */
@Injectable()
export class PreviewUndo {
  constructor(
    private readonly dataSource: DataSource,
    private readonly candidates: ExtensionCandidates,
    private readonly declarations: DeclarationReadModel,
    private readonly reminders: ReminderReadModel,
    private readonly previewLetter: PreviewLetter,
    private readonly clock: Clock,
  ) {}

  /** Throws just as undoing would. Without a reason the notice gives none. */
  async execute(
    reference: string,
    reason: string | null,
  ): Promise<{ readonly change: DeadlinePreview; readonly notice: LetterPreview }> {
    const now = this.clock.now();
    const { manager } = this.dataSource;
    const { campaign, declarations } = await this.candidates.read([reference], manager);
    const declaration = declarations[0];
    if (declaration === undefined) throw nothingToUndo(reference);
    const before = versionToRestore(await this.declarations.deadlines(declaration.id, manager));
    if (before === null) throw nothingToUndo(reference);
    this.candidates.checkUndo(campaign, declaration);
    const planned = await this.reminders.planned([declaration.id]);
    const restored = { ...declaration, dueOn: before.dueOn, deadlineVersion: declaration.deadlineVersion + 1 };
    const data = { withdrawnDeadlineOn: declaration.dueOn, reason };
    return {
      change: previewDeadline(campaign, declaration, planned.get(declaration.id) ?? [], before.dueOn, now),
      notice: this.previewLetter.execute(campaign, restored, { kind: 'EXTENSION_UNDONE', data }, now),
    };
  }
}
