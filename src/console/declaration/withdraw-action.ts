import { Injectable } from '@nestjs/common';
import { ServiceError } from '../../platform/errors/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { PreviewWithdrawal, WithdrawDeclaration } from '../../withdrawals/index.js';
import { lettersTexts } from '../letters/texts/letters-texts-of-language.js';
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
import { slotWords } from './case-words.js';
import type { CaseTexts } from './texts/case-texts.js';

const WHO = ['municipality', 'ministry'] as const;

/** A municipality taken out of the campaign. */
@Injectable()
export class WithdrawAction extends CaseAction {
  readonly name = 'withdrawal';

  constructor(
    private readonly previewWithdrawal: PreviewWithdrawal,
    private readonly withdrawDeclaration: WithdrawDeclaration,
  ) {
    super();
  }

  fields({ form }: CaseTexts): ActionField[] {
    const choices = WHO.map((value) => ({ value, label: form.byChoices[value] }));
    return [
      { id: 'by', kind: 'choice', label: form.by, required: true, choices },
      { id: 'note', kind: 'prose', label: form.note, required: false },
      { id: 'reason', kind: 'line', label: form.reasonForLog, required: true },
    ];
  }

  faults({ by, note = '', reason = '' }: Typed, { form }: CaseTexts): Record<string, string> {
    return {
      ...(byOf(by) === null ? { by: form.faults.by } : {}),
      ...(isProse(note) ? {} : { note: form.faults.note }),
      ...(isLine(reason, 1000) ? {} : { reason: form.faults.reason }),
    };
  }

  async preview({ declaration, language, text }: ActionContext, typed: Typed): Promise<Effect> {
    const { reference } = declaration;
    const { instant } = pageFormats(language);
    try {
      const preview = await this.previewWithdrawal.execute({ reference, ...told(typed) });
      return {
        sentences: [text.form.populationStays],
        lists: [
          {
            heading: text.form.remindersGo,
            items: preview.reminders.map(({ slot, sendAt }) => `${instant(sendAt)} (${slotWords(slot, text)})`),
          },
          {
            heading: text.form.lettersStop,
            items: preview.letters.map(({ kind, dueAt }) => `${lettersTexts[language].kinds[kind]}, ${instant(dueAt)}`),
          },
        ],
        letter: preview.notice,
      };
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'DECLARATION_WITHDRAWN') throw error;
      throw new ActionRefused('form', text.impossible.withdrawal);
    }
  }

  async run(reference: string, typed: Typed, { actor, expectedVersion }: Decision): Promise<void> {
    const reason = (typed['reason'] ?? '').trim();
    await this.withdrawDeclaration.execute({ reference, ...told(typed), reason, actor, expectedVersion });
  }
}

function byOf(typed: string | undefined): (typeof WHO)[number] | null {
  return WHO.find((who) => who === typed) ?? null;
}

/** What the municipality is told. */
function told({ by, note = '' }: Typed): { by: (typeof WHO)[number]; note: string | null } {
  return { by: byOf(by) ?? 'ministry', note: note.trim() === '' ? null : note.trim() };
}

function isProse(text: string): boolean {
  return text.trim().length <= 2000 && !/[\p{Cc}\p{Cs}]/u.test(text.replaceAll(/[\r\n\t]/g, ''));
}
