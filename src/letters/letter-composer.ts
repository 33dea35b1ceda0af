import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CampaignDefinition } from '../campaigns/index.js';
import { IssuedForms, MakeReceipt } from '../declarations/index.js';
import { AUTOMATIC_ANSWERS } from './answer-pace.policy.js';
import { composeLetter, encodeAttachment, type EncodedAttachment, type LetterAttachment } from './compose-letter.js';
import { calendarEntries } from './letter-calendar.js';
import type { LetterContext } from './letter-context.js';
import type { LetterKind } from './letter-data.js';
import { WITH_ENCLOSURES, WITH_FORM } from './letter-enclosures.js';
import { replyAddress } from './letter-identity.js';
import { linkVersionInLetters, PortalLinks } from './portal-link.js';
import { receiptDocument } from './receipt-document.js';
import { caseLetterBasis, formFileName, renderLetter } from './render-letter.js';

/** RFC 3834, 5: what answers a message, what a person wrote, and everything else. */
function automatic(kind: LetterKind): 'auto-generated' | 'auto-replied' | 'no' {
  if (kind === 'ANSWER') return 'no';
  return AUTOMATIC_ANSWERS.has(kind) ? 'auto-replied' : 'auto-generated';
}

/** Makes the whole message of a letter: words, enclosures, calendar entries, headers. */
@Injectable()
export class LetterComposer {
  /** Enclosures are the same for all letters of a campaign and language, so they are encoded once. */
  readonly #enclosures = new Map<string, Promise<EncodedAttachment>>();

  constructor(
    private readonly forms: IssuedForms,
    private readonly portalLinks: PortalLinks,
    private readonly makeReceipt: MakeReceipt,
  ) {}

  /** The same letter on the same day gives the same bytes; `now` decides what is said of the days left. */
  async compose(manager: EntityManager, context: LetterContext, now: Date): Promise<Buffer> {
    const { letter, campaign, declaration } = context;
    const definition = campaign.definition;
    const portalUrl =
      declaration === null ? null : this.portalLinks.url(declaration.id, linkVersionInLetters(declaration));
    const words = renderLetter(context, { portalUrl, consoleUrl: this.portalLinks.consoleUrl }, now);
    const inReplyTo = 'inReplyTo' in letter.data ? (letter.data.inReplyTo ?? undefined) : undefined;
    return composeLetter({
      from: definition.sender,
      to: { name: letter.recipientName, address: letter.recipientEmail },
      replyTo:
        declaration === null
          ? definition.mailbox.address
          : replyAddress(definition.mailbox.address, declaration.caseToken),
      messageId: letter.messageId,
      // Of the letter, not of this attempt, so that a copy that a crash makes is the same to the byte.
      date: letter.dueAt,
      language: letter.language,
      ...words,
      inReplyTo,
      references: inReplyTo === undefined ? undefined : [inReplyTo],
      automatic: automatic(letter.kind),
      attachments: await this.#attachments(manager, context, portalUrl),
      calendar: calendarEntries(context, portalUrl),
    });
  }

  async #attachments(
    manager: EntityManager,
    context: LetterContext,
    portalUrl: string | null,
  ): Promise<(LetterAttachment | EncodedAttachment)[]> {
    const { letter, campaign, declaration } = context;
    const attachments: (LetterAttachment | EncodedAttachment)[] = [];
    if (declaration !== null && portalUrl !== null) {
      const about = caseLetterBasis(context, declaration, portalUrl);
      const receipt = receiptDocument(context, about);
      if (receipt !== null) {
        const content = Buffer.from(await this.makeReceipt.execute(receipt.spec));
        attachments.push({ fileName: receipt.fileName, contentType: 'application/pdf', content });
      }
    }
    if (declaration !== null && WITH_FORM.has(letter.kind)) {
      const form = await this.forms.read(declaration.id, manager);
      if (form === null) throw new Error(`The declaration ${declaration.reference} has no form to enclose.`);
      attachments.push({
        fileName: formFileName(declaration.reference),
        contentType: 'application/pdf',
        content: form.bytes,
      });
    }
    if (WITH_ENCLOSURES.has(letter.kind)) {
      for (const enclosure of campaign.definition.enclosures) {
        attachments.push(await this.#enclosure(manager, campaign.id, enclosure, letter.language));
      }
    }
    return attachments;
  }

  async #enclosure(
    manager: EntityManager,
    campaignId: string,
    enclosure: CampaignDefinition['enclosures'][number],
    language: 'nb' | 'nn',
  ): Promise<EncodedAttachment> {
    const key = `${campaignId}/${enclosure.key}/${language}`;
    let encoded = this.#enclosures.get(key);
    if (encoded === undefined) {
      encoded = this.forms.readEnclosure(campaignId, enclosure.key, language, manager).then((content) => {
        if (content === null) throw new Error(`The enclosure «${enclosure.key}» in ${language} is not there.`);
        return encodeAttachment({ fileName: enclosure.fileName[language], contentType: 'application/pdf', content });
      });
      // A failed read must not be remembered.
      encoded.catch(() => this.#enclosures.delete(key));
      this.#enclosures.set(key, encoded);
    }
    return await encoded;
  }
}
