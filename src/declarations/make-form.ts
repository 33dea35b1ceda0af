import { Injectable } from '@nestjs/common';
import { type FormRecipient, issueForm, type IssuedForm } from '../form/index.js';
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
