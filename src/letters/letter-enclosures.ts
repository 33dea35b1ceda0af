import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IssuedForms, MakeReceipt } from '../declarations/index.js';
import { calendarEntries } from './letter-calendar.js';
import type { LetterContext } from './letter-context.js';
import type { LetterKind } from './letter-data.js';
import { receiptDocument } from './receipt-document.js';
import { caseLetterBasis, formFileName } from './render-letter.js';

/** Letters with which the municipality's own form goes: wherever somebody is asked to sign it. */
export const WITH_FORM: ReadonlySet<LetterKind> = new Set(['INVITATION', 'REMINDER', 'EXTENSION_NOTICE', 'REJECTION']);
export const WITH_ENCLOSURES: ReadonlySet<LetterKind> = new Set(['INVITATION', 'COPY']);

export interface LetterEnclosure {
  readonly fileName: string;
  readonly mediaType: 'application/pdf' | 'text/calendar';
  /** Null when it has not been made yet: the enclosures of a campaign are made when it is issued. */
  read(): Promise<Buffer | null>;
}

/** What goes with a letter, in the order in which it is enclosed, each to be read by itself. */
@Injectable()
export class LetterEnclosures {
  constructor(
    private readonly dataSource: DataSource,
    private readonly forms: IssuedForms,
    private readonly makeReceipt: MakeReceipt,
  ) {}

  /** `portalUrl` stands in receipts and calendar entries: without a secret, where somebody else than the recipient reads. */
  of(context: LetterContext, portalUrl: string): LetterEnclosure[] {
    const { letter, campaign, declaration } = context;
    const { language } = letter;
    const enclosures: LetterEnclosure[] = [];
    if (declaration !== null) {
      const receipt = receiptDocument(context, caseLetterBasis(context, declaration, portalUrl));
      if (receipt !== null) {
        const read = async (): Promise<Buffer> => Buffer.from(await this.makeReceipt.execute(receipt.spec));
        enclosures.push({ fileName: receipt.fileName, mediaType: 'application/pdf', read });
      }
    }
    if (declaration !== null && WITH_FORM.has(letter.kind)) {
      const read = async (): Promise<Buffer | null> => (await this.forms.read(declaration.id))?.bytes ?? null;
      enclosures.push({ fileName: formFileName(declaration.reference), mediaType: 'application/pdf', read });
    }
    if (WITH_ENCLOSURES.has(letter.kind)) {
      for (const { key, fileName } of campaign.definition.enclosures) {
        const read = async (): Promise<Buffer | null> =>
          await this.forms.readEnclosure(campaign.id, key, language, this.dataSource.manager);
        enclosures.push({ fileName: fileName[language], mediaType: 'application/pdf', read });
      }
    }
    for (const { fileName, content } of calendarEntries(context, portalUrl)) {
      enclosures.push({ fileName, mediaType: 'text/calendar', read: () => Promise.resolve(Buffer.from(content)) });
    }
    return enclosures;
  }
}
