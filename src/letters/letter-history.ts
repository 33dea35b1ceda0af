import { Injectable } from '@nestjs/common';
import { AuditChainReadModel } from '../audit/index.js';
import type { LetterView } from './letter.read-model.js';

export interface LetterEvent {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  /** Why, in the words of who did it or of a mail server. */
  readonly reason: string | null;
}

/** Events of one letter that are looked at; nobody sends one more often. */
const MOST = 200;

/** What the audit log has noted of a letter: of its case or campaign, and of itself. */
@Injectable()
export class LetterHistory {
  constructor(private readonly audit: AuditChainReadModel) {}

  /** In the order of time. */
  async of({
    reference,
    campaignSlug,
    messageId,
  }: Pick<LetterView, 'reference' | 'campaignSlug' | 'messageId'>): Promise<LetterEvent[]> {
    const whole = reference === null ? `campaign:${campaignSlug}` : `declaration:${reference}`;
    const [ofCase, ofLetter] = await Promise.all([
      this.audit.eventsOf(whole, MOST, messageId),
      this.audit.eventsOf(`letter:${messageId}`, MOST),
    ]);
    return [...ofCase, ...ofLetter]
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ at, actor, action, data }) => {
        const { reason } = data;
        return { at, actor, action, reason: typeof reason === 'string' ? reason : null };
      });
  }
}
