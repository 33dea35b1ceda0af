import { Inject, Injectable } from '@nestjs/common';
import { Campaign } from '../campaigns/index.js';
import { DataSource } from 'typeorm';
import { caseTokenInAddress, LetterReadModel } from '../letters/index.js';
import { type MessageFile, MessageUnreadable, type ReadMessage } from '../mime/index.js';
import { VirusScanner } from '../platform/virus/index.js';
import type { BounceNotice } from './bounces/bounce-notice.js';
import { type ArrivedBounce, ReadBounce } from './bounces/read-bounce.js';
import { type Classified, classifyMessage } from './classify-message.policy.js';
import { FindCandidates } from './find-candidates.js';
import { whyHeaderOnly } from './header-only.policy.js';
import { mailboxOf } from './mailbox-address.js';
import { MAILBOX_OPTIONS, type MailboxOptions } from './mailbox-options.js';
import { type Candidate, type Match, matchMessage } from './match-message.policy.js';
import { OwnDocuments } from './own-documents.js';
import { MessageReader } from './reading/message-reader.js';
import { receivingClient } from './reading/receiving-client.js';
import type { SenderChecks } from './reading/sender-checks.js';

/** A stored message as it came. */
export interface StoredMessage {
  readonly id: string;
  readonly campaignId: string;
  readonly messageId: string;
  readonly deliveredTo: string;
  readonly envelopeFrom: string;
  readonly mailbox: string;
  readonly source: string;
  readonly raw: Buffer;
  /** Bytes of the whole message where only its header is stored; null: it is whole. */
  readonly wholeLength: string | null;
  readonly arrivedAt: Date;
  /** It was classified before, and an operator has it read again. */
  readonly readBefore: boolean;
}

/** Everything that can be said of a message that could be read before anything is written. */
export interface ReadableMessage {
  readonly readable: true;
  readonly message: ReadMessage;
  readonly classified: Classified;
  readonly match: Match;
  readonly senderChecks: SenderChecks | null;
  readonly files: readonly { readonly document: MessageFile; readonly match: Match }[];
  readonly bounce: BounceNotice | null;
}

/** `trouble` is a sentence. */
export type PreparedMessage =
  ReadableMessage | { readonly readable: false; readonly trouble: string; readonly match: Match };

/** Reads a message, says what it is, and collects what points to a declaration. Writes nothing. */
@Injectable()
export class PrepareMessage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly findCandidates: FindCandidates,
    private readonly letters: LetterReadModel,
    private readonly readBounce: ReadBounce,
    private readonly reader: MessageReader,
    private readonly virusScanner: VirusScanner,
    private readonly ownDocuments: OwnDocuments,
    @Inject(MAILBOX_OPTIONS) private readonly options: Pick<MailboxOptions, 'trustedHop' | 'maxMessageBytes'>,
  ) {}

  async execute(stored: StoredMessage): Promise<PreparedMessage> {
    if (stored.wholeLength !== null) {
      const words = whyHeaderOnly(Number(stored.wholeLength), this.options.maxMessageBytes);
      return await this.#unreadable(stored, words);
    }
    const read = await this.#read(stored.raw);
    if ('trouble' in read) return await this.#unreadable(stored, read.trouble);
    // What we sent ourselves is no document of theirs: the message is judged by the rest of it.
    const own = await this.ownDocuments.among(read.message.documents);
    const message = { ...read.message, documents: read.message.documents.filter((file) => !own.includes(file)) };
    const campaign = await this.dataSource.getRepository(Campaign).findOneByOrFail({ id: stored.campaignId });
    const { code } = campaign.definition;
    const hints = await this.findCandidates.ofMessage(message, stored.deliveredTo, { id: campaign.id, code });
    const match = matchMessage(hints);
    const kind = classifyMessage({
      envelopeFrom: stored.envelopeFrom,
      toBounceAddress: caseTokenInAddress(stored.deliveredTo)?.bounce === true,
      fromAddress: message.fromAddress,
      subject: message.subject,
      headers: message.headers,
      reportType: message.reportType,
      deliveryStatus: message.deliveryStatus !== null,
      calendarReply: message.calendarReply,
      pointsToCase: match.reference !== null,
      documents: message.documents.length,
      otherAttachments: message.otherAttachments.length,
      ownMailbox: stored.mailbox,
      ownLetter: stored.messageId !== '' && (await this.letters.byMessageId(stored.messageId)) !== null,
    });
    const classified = own.length === 0 ? kind : { ...kind, explanation: `${kind.explanation} ${cameBack(own)}` };
    return {
      readable: true,
      message,
      classified,
      match,
      senderChecks: await this.#checkSender(stored),
      files: classified.classification === 'RETURN' ? await this.#files(message, hints, code) : [],
      bounce:
        classified.classification === 'BOUNCE' ? await this.readBounce.execute(arrivedBounce(stored, message)) : null,
    };
  }

  async #unreadable(stored: StoredMessage, trouble: string): Promise<PreparedMessage> {
    const match = matchMessage(await this.findCandidates.ofAddresses([stored.deliveredTo]));
    return { readable: false, trouble, match };
  }

  /** Nothing is opened that the virus scan did not find clean. Throws VirusScannerDown. */
  async #read(raw: Buffer): Promise<{ message: ReadMessage } | { trouble: string }> {
    const virus = await this.virusScanner.scan(raw);
    if (!virus.clean) return { trouble: `It was not opened, for the virus scan says: ${virus.words}.` };
    try {
      return { message: await this.reader.read(raw) };
    } catch (error) {
      if (error instanceof MessageUnreadable) return { trouble: `It could not be read: ${error.message}` };
      throw error;
    }
  }

  async #checkSender({ raw, envelopeFrom, source }: StoredMessage): Promise<SenderChecks | null> {
    // What comes over REST or from the sink has not passed that server: a field in its name is the sender's.
    const passed = source === 'IMAP' || source === 'FILE';
    const client = passed ? receivingClient(raw, this.options.trustedHop) : null;
    return await this.reader.checkSender(raw, {
      envelopeFrom,
      clientAddress: client?.address ?? null,
      clientName: client?.name ?? null,
    });
  }

  async #files(
    message: ReadMessage,
    hints: readonly Candidate[],
    campaignCode: string,
  ): Promise<{ document: MessageFile; match: Match }[]> {
    const files: { document: MessageFile; match: Match }[] = [];
    for (const document of message.documents.length > 0 ? message.documents : message.otherAttachments) {
      const own = await this.findCandidates.ofDocument(document, campaignCode);
      files.push({ document, match: matchMessage([...hints, ...own]) });
    }
    return files;
  }
}

function cameBack(own: readonly MessageFile[]): string {
  return `Our own sealed receipt or decision came back with it: ${own.map(({ path }) => path).join(', ')}.`;
}

function arrivedBounce({ mailbox, deliveredTo, arrivedAt }: StoredMessage, message: ReadMessage): ArrivedBounce {
  const own = message.recipients.filter((address) => mailboxOf(address) === mailbox);
  return { message, addresses: [deliveredTo, ...own], arrivedAt };
}
