import { Injectable } from '@nestjs/common';
import { FormError, type FormErrorCode, type FormRecipient, issueForm, type IssuedForm } from '../form/index.js';
import type { StoredTemplate } from './campaign-templates.js';
import { Seal } from './seal.js';

/** Makes a recipient's form from its template, sealed by the ministry. */
@Injectable()
export class MakeForm {
  constructor(private readonly seal: Seal) {}

  /** Throws FormError when what is known of the recipient cannot be printed. */
  async execute(template: StoredTemplate, recipient: FormRecipient): Promise<IssuedForm> {
    return await issueForm(template.prepared, recipient, this.seal.sealer);
  }
}

const RECIPIENT_FAULTS: ReadonlySet<FormErrorCode> = new Set([
  'FORM_CHARACTER_NOT_AVAILABLE',
  'FORM_TEXT_DOES_NOT_FIT',
  'FORM_PAGE_CODE_INVALID',
  'FORM_RECIPIENT_INVALID',
]);

/** Whether it lies with this one recipient; a seal or a template that fails would fail for all of them. */
export function isRecipientFault(error: unknown): error is FormError {
  return error instanceof FormError && RECIPIENT_FAULTS.has(error.code);
}
