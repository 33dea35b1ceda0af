import { Injectable } from '@nestjs/common';
import { Campaign } from '../campaigns/index.js';
import { DataSource } from 'typeorm';
import { caseTokenInAddress, LetterReadModel, type LetterView } from '../letters/index.js';
import { describeError } from '../platform/jobs/index.js';
import { type Classified, classifyMessage } from './classify-message.policy.js';
import { type DeliveryStatus, readDeliveryStatus } from './delivery-status.policy.js';
import { FindCandidates } from './find-candidates.js';
import { type Candidate, type Match, matchMessage } from './match-message.policy.js';
import { type MessageDocument, type ReadMessage, readMessage } from './read-message.js';

/** A stored message as it came. */
export interface StoredMessage {
  readonly id: string;
  readonly campaignId: string;
  readonly messageId: string;
  readonly deliveredTo: string;
  readonly envelopeFrom: string;
  readonly mailbox: string;
  readonly raw: Buffer;
  readonly arrivedAt: Date;
}

/** Everything that can be said of a message before anything is written. */
export type PreparedMessage =
  | { readonly readable: false; readonly trouble: string; readonly match: Match }
  | {
      readonly readable: true;
      readonly message: ReadMessage;
      readonly classified: Classified;
      readonly match: Match;
      readonly files: readonly { readonly document: MessageDocument; readonly match: Match }[];
      readonly bounce: { readonly status: DeliveryStatus | null; readonly letterId: string | null } | null;
    };

/** Reads a message, says what it is, and collects what points to a declaration. Writes nothing. */
@Injectable()
export class PrepareMessage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly findCandidates: FindCandidates,
    private readonly letters: LetterReadModel,
  ) {}

  async execute(stored: StoredMessage): Promise<PreparedMessage> {
    let message: ReadMessage;
    try {
      message = await readMessage(stored.raw);
    } catch (error) {
      const match = matchMessage(await this.findCandidates.ofAddresses([stored.deliveredTo]));
      return { readable: false, trouble: describeError(error), match };
    }
    const campaign = await this.dataSource.getRepository(Campaign).findOneByOrFail({ id: stored.campaignId });
    const code = campaign.definition.code;
    const classified = classifyMessage({
      envelopeFrom: stored.envelopeFrom,
      toBounceAddress: caseTokenInAddress(stored.deliveredTo)?.bounce === true,
      fromAddress: message.fromAddress,
      subject: message.subject,
      headers: message.headers,
      reportType: message.reportType,
      deliveryStatus: message.deliveryStatus !== null,
      calendarReply: message.calendarReply,
      documents: message.documents.length,
      otherAttachments: message.otherAttachments.length,
      ownMailbox: stored.mailbox,
      ownLetter: stored.messageId !== '' && (await this.letters.byMessageId(stored.messageId)) !== null,
    });
    const hints = await this.findCandidates.ofMessage(message, stored.deliveredTo, code);
    const match = matchMessage(hints);
    return {
      readable: true,
      message,
      classified,
      match,
      files: classified.classification === 'RETURN' ? await this.#files(message, hints, code) : [],
      bounce: classified.classification === 'BOUNCE' ? await this.#bounce(stored, message, match) : null,
    };
  }

  async #files(
    message: ReadMessage,
    hints: readonly Candidate[],
    campaignCode: string,
  ): Promise<{ document: MessageDocument; match: Match }[]> {
    const files: { document: MessageDocument; match: Match }[] = [];
    for (const document of message.documents.length > 0 ? message.documents : message.otherAttachments) {
      const own = await this.findCandidates.ofDocument(document, campaignCode);
      files.push({ document, match: matchMessage([...hints, ...own]) });
    }
    return files;
  }

  async #bounce(
    stored: StoredMessage,
    message: ReadMessage,
    match: Match,
  ): Promise<{ status: DeliveryStatus | null; letterId: string | null }> {
    const status = message.deliveryStatus === null ? null : readDeliveryStatus(message.deliveryStatus);
    const letterId =
      (await this.#letterNamed(message, stored.raw)) ?? (await this.#letterOfCase(match, status, stored.arrivedAt));
    return { status, letterId };
  }

  /** The letter's Message-ID stands in the returned headers or in the thread. */
  async #letterNamed(message: ReadMessage, raw: Buffer): Promise<string | null> {
    const inside = Array.from(
      raw.toString('latin1').matchAll(/^Message-ID:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s\0]+)>/gim),
      (match) => match[1] ?? '',
    );
    for (const id of [...message.thread, ...inside.slice(0, 20)]) {
      const letter = await this.letters.byMessageId(id);
      if (letter !== null) return letter.id;
    }
    return null;
  }

  /** Nothing of the letter came back, but the address names the case: the last letter sent to that recipient. */
  async #letterOfCase(match: Match, status: DeliveryStatus | null, arrivedAt: Date): Promise<string | null> {
    if (match.by !== 'CASE_TOKEN' || match.reference === null) return null;
    const recipient = status?.recipient?.toLowerCase() ?? null;
    const sent = (letter: LetterView): boolean =>
      (letter.delivery === 'SENT' || letter.delivery === 'BOUNCED_SOFT') &&
      letter.sentAt !== null &&
      letter.sentAt <= arrivedAt &&
      (recipient === null || letter.recipientEmail.toLowerCase() === recipient);
    const letters = (await this.letters.ofDeclaration(match.reference)).filter(sent);
    return letters.toSorted((a, b) => Number(b.sentAt) - Number(a.sentAt))[0]?.id ?? null;
  }
}
