import { Injectable } from '@nestjs/common';
import { RecordResolution, RESOLUTION_OUTCOMES, type ResolutionOutcome } from '../../declarations/index.js';
import { isLocalDate, localDate } from '../../platform/calendar/index.js';
import { Clock } from '../../platform/clock/index.js';
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
import type { CaseTexts } from './texts/case-texts.js';

/** What the municipal council has resolved. */
@Injectable()
export class ResolutionAction extends CaseAction {
  readonly name = 'resolution';

  constructor(
    private readonly recordResolution: RecordResolution,
    private readonly clock: Clock,
  ) {
    super();
  }

  fields({ form, outcomes }: CaseTexts): ActionField[] {
    const choices = RESOLUTION_OUTCOMES.map((value) => ({ value, label: outcomes[value] }));
    return [
      { id: 'outcome', kind: 'choice', label: form.outcome, required: true, choices },
      { id: 'decidedOn', kind: 'date', label: form.decidedOn, required: true },
      { id: 'caseNumber', kind: 'line', label: form.caseNumber, required: false },
    ];
  }

  faults({ outcome, decidedOn = '', caseNumber = '' }: Typed, { form }: CaseTexts): Record<string, string> {
    return {
      ...(outcomeOf(outcome) === null ? { outcome: form.faults.outcome } : {}),
      ...(isLocalDate(decidedOn) && decidedOn >= '1900-01-01' ? {} : { decidedOn: form.faults.decidedOn }),
      ...(caseNumber.trim() === '' || isLine(caseNumber, 100) ? {} : { caseNumber: form.faults.caseNumber }),
    };
  }

  preview({ declaration, language, text }: ActionContext, { outcome, decidedOn = '' }: Typed): Promise<Effect> {
    if (decidedOn > localDate(this.clock.now())) {
      return Promise.reject(new ActionRefused('decidedOn', text.form.faults.future));
    }
    const chosen = outcomeOf(outcome);
    const former = declaration.resolution;
    const sentences = [
      chosen === null ? '' : text.form.resolutionCounts(text.outcomes[chosen], writtenDay(decidedOn, language)),
      former === null
        ? ''
        : text.form.resolutionReplaces(text.outcomes[former.outcome], writtenDay(former.decidedOn, language)),
      text.form.resolutionNoLetter,
    ];
    return Promise.resolve({ sentences: sentences.filter((sentence) => sentence !== ''), lists: [], letter: null });
  }

  async run(reference: string, typed: Typed, { actor, expectedVersion }: Decision): Promise<void> {
    const { decidedOn = '', caseNumber = '' } = typed;
    const outcome = outcomeOf(typed['outcome']);
    if (outcome === null) throw new TypeError('The outcome was checked before.');
    await this.recordResolution.execute({
      reference,
      outcome,
      decidedOn,
      caseNumber: caseNumber.trim() === '' ? null : caseNumber.trim(),
      actor,
      expectedVersion,
    });
  }
}

function outcomeOf(typed: string | undefined): ResolutionOutcome | null {
  return RESOLUTION_OUTCOMES.find((outcome) => outcome === typed) ?? null;
}
