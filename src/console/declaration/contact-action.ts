import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ChangeContact, PreviewContact } from '../../contacts/index.js';
import { pageFormats } from '../../platform/pages/index.js';
import { lettersTexts } from '../letters/texts/letters-texts-of-language.js';
import {
  type ActionContext,
  type ActionField,
  CaseAction,
  type Decision,
  type Effect,
  isLine,
  type Typed,
} from './case-action.js';
import type { CaseTexts } from './texts/case-texts.js';

const EMAIL = z.email().max(254);

/** Another address for a municipality's letters. */
@Injectable()
export class ContactAction extends CaseAction {
  readonly name = 'contact';

  constructor(
    private readonly previewContact: PreviewContact,
    private readonly changeContact: ChangeContact,
  ) {
    super();
  }

  fields({ form }: CaseTexts): ActionField[] {
    return [
      { id: 'email', kind: 'email', label: form.email, required: true },
      { id: 'reason', kind: 'line', label: form.reasonForLog, required: true },
    ];
  }

  faults({ email = '', reason = '' }: Typed, { form }: CaseTexts): Record<string, string> {
    return {
      ...(EMAIL.safeParse(email.trim()).success ? {} : { email: form.faults.email }),
      ...(isLine(reason, 1000) ? {} : { reason: form.faults.reason }),
    };
  }

  async preview({ declaration, language, text }: ActionContext, { email = '' }: Typed): Promise<Effect> {
    const preview = await this.previewContact.execute(declaration.reference, email.trim());
    const { form } = text;
    if (preview.email === preview.formerEmail) return { sentences: [form.addressSame], lists: [], letter: null };
    const { instant } = pageFormats(language);
    const items = preview.letters.map(({ kind, state, dueAt }) => {
      const name = lettersTexts[language].kinds[kind];
      return state === 'PLANNED' ? `${name}, ${instant(dueAt)}` : `${name}, ${form.sentOnceMore}`;
    });
    return {
      sentences: [
        form.addressMoves(preview.formerEmail, preview.email),
        preview.invitation === null ? form.notInvitedAgain : form.invitedAgain,
        ...(preview.othersReleased === 0
          ? []
          : [form.othersReleased(pageFormats(language).integer(preview.othersReleased))]),
      ],
      lists: [{ heading: form.lettersFollow, items }],
      letter: preview.invitation,
    };
  }

  async run(reference: string, { email = '', reason = '' }: Typed, decision: Decision): Promise<void> {
    const { actor, expectedVersion } = decision;
    await this.changeContact.execute(reference, email.trim(), reason.trim(), actor, expectedVersion);
  }
}
