import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { MakeReceipt } from '../declarations/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { type ClaimedLetter, type LetterContext, LetterContextReader } from './letter-context.js';
import { type LetterEnclosure, LetterEnclosures } from './letter-enclosures.js';
import { linkVersionInLetters, PortalLinks } from './portal-link.js';
import type { LetterPreview } from './preview-letter.js';
import { receiptDocument } from './receipt-document.js';
import { caseLetterBasis, renderLetter } from './render-letter.js';

export interface LetterWords {
  readonly subject: string;
  readonly text: string;
}

/**
 * A letter as it was sent, to be read on a page: in its place for the link stands the page itself. The deadline is the one
 * that the letter was about. Figures in copies and in the operators' list are those of the moment of reading.
 */
@Injectable()
export class ReadLetter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contexts: LetterContextReader,
    private readonly portalLinks: PortalLinks,
    private readonly makeReceipt: MakeReceipt,
    private readonly letterEnclosures: LetterEnclosures,
  ) {}

  /** `declarationId`: only a letter about this declaration. Throws LETTER_UNKNOWN, also for a letter about another one. */
  async words(id: string, declarationId: string | null = null): Promise<LetterWords> {
    return this.#words(await this.#read(this.dataSource.manager, id, declarationId));
  }

  /** In the transaction that wrote it. Throws LETTER_UNKNOWN. */
  async planned(manager: EntityManager, id: string): Promise<LetterPreview> {
    const found = await this.#read(manager, id, null);
    const { kind, recipientName, recipientEmail, language } = found.context.letter;
    return { kind, recipientName, recipientEmail, language, ...this.#words(found) };
  }

  /** What goes with the letter. Throws LETTER_UNKNOWN. */
  async enclosures(id: string): Promise<LetterEnclosure[]> {
    const { context } = await this.#read(this.dataSource.manager, id, null);
    return this.letterEnclosures.of(context, this.portalLinks.portalUrl);
  }

  /** One of them. Throws LETTER_UNKNOWN or ENCLOSURE_UNKNOWN. */
  async enclosure(
    id: string,
    index: number,
  ): Promise<{ readonly fileName: string; readonly mediaType: string; readonly bytes: Buffer }> {
    const enclosure = (await this.enclosures(id))[index];
    const bytes = enclosure === undefined ? null : await enclosure.read();
    if (enclosure === undefined || bytes === null) {
      throw new ServiceError('ENCLOSURE_UNKNOWN', 'There is no such enclosure of this letter.', {
        category: 'not-found',
      });
    }
    return { fileName: enclosure.fileName, mediaType: enclosure.mediaType, bytes };
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
        this.portalLinks.url(declarationId, linkVersionInLetters(context.declaration)),
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
    const rows: (ClaimedLetter & { sentAt: Date | null; dueOn: string | null })[] = await manager.query(
      `SELECT letter.id, campaign_id AS "campaignId", letter.declaration_id AS "declarationId", letter.kind, slot,
         letter.deadline_version AS "deadlineVersion", message_id AS "messageId", recipient_name AS "recipientName",
         recipient_email AS "recipientEmail", language, data, due_at AS "dueAt", not_after AS "notAfter",
         last_error AS "lastError", NULL AS "addressStopped", sent_at AS "sentAt", deadline.due_on::text AS "dueOn"
       FROM letter
       LEFT JOIN deadline
         ON deadline.declaration_id = letter.declaration_id AND deadline.version = letter.deadline_version
       WHERE letter.id = $1 AND ($2::uuid IS NULL OR letter.declaration_id = $2)`,
      [id, declarationId],
    );
    const letter = rows[0];
    if (letter === undefined) {
      const whose = declarationId === null ? '' : ' about this declaration';
      throw new ServiceError('LETTER_UNKNOWN', `There is no such letter${whose}.`, { category: 'not-found' });
    }
    const context = await this.contexts.read(manager, letter);
    return { context: ofItsDeadline(context, letter.dueOn), sentAt: letter.sentAt };
  }
}

interface FoundLetter {
  readonly context: LetterContext;
  readonly sentAt: Date | null;
}

/** The declaration may have another deadline by now than the letter spoke of. */
function ofItsDeadline(context: LetterContext, dueOn: string | null): LetterContext {
  const { declaration, letter } = context;
  if (declaration === null || dueOn === null || letter.deadlineVersion === null) return context;
  return { ...context, declaration: { ...declaration, dueOn, deadlineVersion: letter.deadlineVersion } };
}
