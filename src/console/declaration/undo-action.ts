import { Injectable } from '@nestjs/common';
import type { DeclarationView } from '../../declarations/index.js';
import { PreviewUndo, UndoExtension } from '../../extensions/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import {
  type ActionContext,
  type ActionField,
  ActionRefused,
  CaseAction,
  type Decision,
  type Effect,
  isLine,
  type Typed,
} from './case-action.js';
import { writtenDay } from './case-words.js';
import { reminderLists } from './reminder-lists.js';
import type { CaseTexts } from './texts/case-texts.js';

/** The deadline before an extension back again. */
@Injectable()
export class UndoAction extends CaseAction {
  readonly name = 'undo';

  constructor(
    private readonly previewUndo: PreviewUndo,
    private readonly undoExtension: UndoExtension,
  ) {
    super();
  }

  fields({ form }: CaseTexts): ActionField[] {
    return [{ id: 'reason', kind: 'line', label: form.reasonForMunicipality, required: true }];
  }

  faults({ reason = '' }: Typed, { form }: CaseTexts): Record<string, string> {
    return isLine(reason, 1000) ? {} : { reason: form.faults.reason };
  }

  async preview(context: ActionContext, { reason = '' }: Typed): Promise<Effect> {
    const { declaration, language, text } = context;
    try {
      const { change, notice } = await this.previewUndo.execute(declaration.reference, reason.trim());
      return {
        sentences: [
          text.form.deadlineMoves(writtenDay(change.dueOnNow, language), writtenDay(change.dueOnThen, language)),
        ],
        lists: reminderLists(change, context),
        letter: notice,
      };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      if (error.code === 'NOTHING_TO_UNDO') throw new ActionRefused('form', text.impossible.undo);
      if (error.code === 'UNDO_IMPOSSIBLE') throw new ActionRefused('form', whyNot(declaration, text));
      throw error;
    }
  }

  async run(reference: string, { reason = '' }: Typed, { actor, expectedVersion }: Decision): Promise<void> {
    await this.undoExtension.execute(reference, reason.trim(), actor, expectedVersion);
  }
}

function whyNot({ withdrawnAt, returnState }: DeclarationView, { obstacles }: CaseTexts): string {
  if (withdrawnAt !== null) return obstacles.WITHDRAWN;
  return returnState === 'ACCEPTED' ? obstacles.ACCEPTED : obstacles.CAMPAIGN_NOT_RUNNING;
}
