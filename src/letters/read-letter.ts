import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MakeReceipt } from '../declarations/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { type ClaimedLetter, type LetterContext, LetterContextReader } from './letter-context.js';
import { PortalLinks } from './portal-link.js';
import { receiptDocument } from './receipt-document.js';
import { caseLetterBasis, renderLetter } from './render-letter.js';

export interface LetterWords {
  readonly subject: string;
  readonly text: string;
}

/** A letter about a declaration as it was sent, to be read on a page: in its place for the link stands the page itself. */
@Injectable()
export class ReadLetter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contexts: LetterContextReader,
    private readonly portalLinks: PortalLinks,
    private readonly makeReceipt: MakeReceipt,
  ) {}

  /** Throws LETTER_UNKNOWN, also for a letter about another declaration. */
  async words(id: string, declarationId: string): Promise<LetterWords> {
    const { context, sentAt } = await this.#read(id, declarationId);
    const { consoleUrl, portalUrl } = this.portalLinks;
    const { subject, text } = renderLetter(context, { portalUrl, consoleUrl }, sentAt ?? context.letter.dueAt);
    return { subject, text };
  }

  /** The sealed document that came with a receipt or decision; null for letters without. Throws LETTER_UNKNOWN. */
  async receipt(id: string, declarationId: string): Promise<{ fileName: string; bytes: Uint8Array } | null> {
    const { context } = await this.#read(id, declarationId);
    if (context.declaration === null) return null;
    const document = receiptDocument(
      context,
      caseLetterBasis(
        context,
        context.declaration,
        this.portalLinks.url(declarationId, context.declaration.portalLinkVersion),
      ),
    );
    if (document === null) return null;
    return { fileName: document.fileName, bytes: await this.makeReceipt.execute(document.spec) };
  }

  async #read(id: string, declarationId: string): Promise<{ context: LetterContext; sentAt: Date | null }> {
    const rows: (ClaimedLetter & { sentAt: Date | null })[] = await this.dataSource.query(
      `SELECT id, campaign_id AS "campaignId", declaration_id AS "declarationId", kind, slot,
         deadline_version AS "deadlineVersion", message_id AS "messageId", recipient_name AS "recipientName",
         recipient_email AS "recipientEmail", language, data, due_at AS "dueAt", not_after AS "notAfter",
         last_error AS "lastError", NULL AS "addressStopped", sent_at AS "sentAt"
       FROM letter WHERE id = $1 AND declaration_id = $2`,
      [id, declarationId],
    );
    const letter = rows[0];
    if (letter === undefined) {
      throw new ServiceError('LETTER_UNKNOWN', 'There is no such letter about this declaration.', {
        category: 'not-found',
      });
    }
    return { context: await this.contexts.read(this.dataSource.manager, letter), sentAt: letter.sentAt };
  }
}
