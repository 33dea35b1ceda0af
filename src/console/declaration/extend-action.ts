import { Injectable } from '@nestjs/common';
import { GrantExtension, PreviewExtension } from '../../extensions/index.js';
import { isLocalDate } from '../../platform/calendar/index.js';
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

/** A later deadline for one municipality. */
@Injectable()
export class ExtendAction extends CaseAction {
  readonly name = 'extension';

  constructor(
    private readonly previewExtension: PreviewExtension,
    private readonly grantExtension: GrantExtension,
  ) {
    super();
  }

  fields({ form }: CaseTexts): ActionField[] {
    return [
      { id: 'dueOn', kind: 'date', label: form.dueOn, required: true },
      { id: 'reason', kind: 'line', label: form.reasonForMunicipality, required: true },
    ];
  }

  faults({ dueOn = '', reason = '' }: Typed, { form }: CaseTexts): Record<string, string> {
    return {
      ...(isDeadlineDay(dueOn) ? {} : { dueOn: form.faults.dueOn }),
      ...(isLine(reason, 1000) ? {} : { reason: form.faults.reason }),
    };
  }

  async preview(context: ActionContext, { dueOn = '', reason = '' }: Typed): Promise<Effect> {
    const { declaration, language, text } = context;
    const preview = await this.previewExtension.judge([declaration.reference], dueOn, reason.trim());
    const [impossible] = preview.impossible;
    if (impossible !== undefined) throw new ActionRefused('dueOn', text.obstacles[impossible.obstacle]);
    const [change] = preview.possible;
    return {
      sentences: [text.form.deadlineMoves(writtenDay(declaration.dueOn, language), writtenDay(dueOn, language))],
      lists: change === undefined ? [] : reminderLists(change, context),
      letter: preview.notices[0] ?? null,
    };
  }

  async run(reference: string, { dueOn = '', reason = '' }: Typed, decision: Decision): Promise<void> {
    await this.grantExtension.execute({
      references: [reference],
      dueOn,
      reason: reason.trim(),
      actor: decision.actor,
      versions: { [reference]: decision.expectedVersion },
    });
  }
}

/** A day that the API takes for a deadline. */
export function isDeadlineDay(text: string): boolean {
  return isLocalDate(text) && text >= '1900-01-01' && text <= '2999-12-31';
}
