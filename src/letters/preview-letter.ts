import { Injectable } from '@nestjs/common';
import type { CampaignDefinition, CampaignState } from '../campaigns/index.js';
import type { DeclarationView } from '../declarations/index.js';
import type { LetterContent, LetterKind } from './letter-data.js';
import { PortalLinks } from './portal-link.js';
import { renderLetter } from './render-letter.js';

/** A letter that is not planned yet: its words, and where it would go. */
export interface LetterPreview {
  readonly kind: LetterKind;
  readonly recipientName: string;
  readonly recipientEmail: string;
  readonly language: 'nb' | 'nn';
  readonly subject: string;
  readonly text: string;
}

interface CampaignOfLetter {
  readonly id: string;
  readonly slug: string;
  readonly state: CampaignState;
  readonly definition: CampaignDefinition;
}

/** The words of a letter about a declaration before anybody decides to send it: nothing is written. */
@Injectable()
export class PreviewLetter {
  constructor(private readonly portalLinks: PortalLinks) {}

  /**
   * `declaration` as it will stand when the letter goes: the new deadline, the corrected address. The municipality's
   * secret link is not in it; the page's plain address stands there instead.
   */
  execute(campaign: CampaignOfLetter, declaration: DeclarationView, content: LetterContent, now: Date): LetterPreview {
    const { recipientName, recipientEmail, language } = declaration;
    const letter = {
      ...content,
      id: declaration.id,
      campaignId: campaign.id,
      declarationId: declaration.id,
      slot: '',
      deadlineVersion: declaration.deadlineVersion,
      messageId: '',
      recipientName,
      recipientEmail,
      language,
      dueAt: now,
      notAfter: null,
      lastError: null,
      addressStopped: null,
    };
    const { portalUrl, consoleUrl } = this.portalLinks;
    const context = { letter, campaign: { ...campaign, issuedCount: null }, declaration, digest: null };
    const { subject, text } = renderLetter(context, { portalUrl, consoleUrl }, now);
    return { kind: content.kind, recipientName, recipientEmail, language, subject, text };
  }
}
