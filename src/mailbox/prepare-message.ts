import { Injectable } from '@nestjs/common';
import { Campaign } from '../campaigns/index.js';
import { DataSource } from 'typeorm';
import { caseTokenInAddress, LetterReadModel } from '../letters/index.js';
import { describeError } from '../platform/jobs/index.js';
import type { BounceNotice } from './bounces/bounce-notice.js';
import { ReadBounce } from './bounces/read-bounce.js';
import { type Classified, classifyMessage } from './classify-message.policy.js';
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
  /** Bytes of the whole message where only its header is stored, because it is too large; null: it is whole. */
  readonly wholeLength: string | null;
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
      readonly bounce: BounceNotice | null;
    };

/** Reads a message, says what it is, and collects what points to a declaration. Writes nothing. */
@Injectable()
export class PrepareMessage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly findCandidates: FindCandidates,
    private readonly letters: LetterReadModel,
    private readonly readBounce: ReadBounce,
  ) {}

  async execute(stored: StoredMessage): Promise<PreparedMessage> {
    if (stored.wholeLength !== null) {
      return await this.#unreadable(
        stored,
        `only its header was fetched, because the whole message has ${stored.wholeLength} bytes. It lies in the mailbox.`,
      );
    }
    let message: ReadMessage;
    try {
      message = await readMessage(stored.raw);
    } catch (error) {
      return await this.#unreadable(stored, describeError(error));
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
      bounce: classified.classification === 'BOUNCE' ? await this.readBounce.execute(stored, message, match) : null,
    };
  }

  async #unreadable(stored: StoredMessage, trouble: string): Promise<PreparedMessage> {
    const match = matchMessage(await this.findCandidates.ofAddresses([stored.deliveredTo]));
    return { readable: false, trouble, match };
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
}
