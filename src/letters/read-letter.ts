import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { MakeReceipt } from '../declarations/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { type ClaimedLetter, type LetterContext, LetterContextReader } from './letter-context.js';
import { PortalLinks } from './portal-link.js';
import type { LetterPreview } from './preview-letter.js';
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
    return this.#words(await this.#read(this.dataSource.manager, id, declarationId));
  }

  /** In the transaction that wrote it. Throws LETTER_UNKNOWN. */
  async planned(manager: EntityManager, id: string): Promise<LetterPreview> {
    const found = await this.#read(manager, id, null);
    const { kind, recipientName, recipientEmail, language } = found.context.letter;
    return { kind, recipientName, recipientEmail, language, ...this.#words(found) };
  }

  /** The sealed document that came with a receipt or decision; null for letters without. Throws LETTER_UNKNOWN. */
  async receipt(id: string, declarationId: string): Promise<{ fileName: string; bytes: Uint8Array } | null> {
    const { context } = await this.#read(this.dataSource.manager, id, declarationId);
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

  #words({ context, sentAt }: FoundLetter): LetterWords {
    const { consoleUrl, portalUrl } = this.portalLinks;
    const { subject, text } = renderLetter(context, { portalUrl, consoleUrl }, sentAt ?? context.letter.dueAt);
    return { subject, text };
  }

  /** `declarationId` null: about any. */
  async #read(manager: EntityManager, id: string, declarationId: string | null): Promise<FoundLetter> {
    const rows: (ClaimedLetter & { sentAt: Date | null })[] = await manager.query(
      `SELECT id, campaign_id AS "campaignId", declaration_id AS "declarationId", kind, slot,
         deadline_version AS "deadlineVersion", message_id AS "messageId", recipient_name AS "recipientName",
         recipient_email AS "recipientEmail", language, data, due_at AS "dueAt", not_after AS "notAfter",
         last_error AS "lastError", NULL AS "addressStopped", sent_at AS "sentAt"
       FROM letter WHERE id = $1 AND ($2::uuid IS NULL OR declaration_id = $2)`,
      [id, declarationId],
    );
    const letter = rows[0];
    if (letter === undefined) {
      throw new ServiceError('LETTER_UNKNOWN', 'There is no such letter about this declaration.', {
        category: 'not-found',
      });
    }
    return { context: await this.contexts.read(manager, letter), sentAt: letter.sentAt };
  }
}

interface FoundLetter {
  readonly context: LetterContext;
  readonly sentAt: Date | null;
}
