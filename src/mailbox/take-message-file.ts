import { Injectable } from '@nestjs/common';
import { CampaignReadModel } from '../campaigns/index.js';
import { Clock } from '../platform/clock/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { headersOf } from '../platform/mail/index.js';
import { arrivalInMailbox } from './arrival-in-mailbox.policy.js';
import { deliveryAddress, envelopeSender } from './envelope.policy.js';
import { mailboxOf } from './mailbox-address.js';
import { envelopeHeaders } from './message-envelope.js';
import { StoreInboundMessage, type StoredArrival } from './store-inbound-message.js';

export interface MessageFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** The campaign's address that it came to; null: as its header says. */
  readonly deliveredTo: string | null;
  /** When the ministry's server took it, as the person says who hands it in; null: as its header says, else now. */
  readonly arrivedAt: Date | null;
  readonly actor: string;
}

export interface MessageFileLimits {
  readonly maxMessageBytes: number;
  readonly trustedHop: string | null;
}

/** RFC 5322, 2.2: a field's name is of printable characters, and a colon ends it. */
const FIRST_FIELD = /^[!-9;-~]+[ \t]*:/;

/** Takes in a message that somebody saved as a file (`.eml`). */
@Injectable()
export class TakeMessageFile {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly storeInboundMessage: StoreInboundMessage,
    private readonly clock: Clock,
  ) {}

  /** Throws MESSAGE_FILE_TOO_LARGE, MESSAGE_FILE_INVALID, MAILBOX_NEEDED, ARRIVAL_IN_FUTURE or MAILBOX_UNKNOWN. */
  async execute(file: MessageFile, limits: MessageFileLimits): Promise<StoredArrival> {
    assertMessage(file, limits.maxMessageBytes);
    const now = this.clock.now();
    if (file.arrivedAt !== null && file.arrivedAt > now) {
      throw invalid('ARRIVAL_IN_FUTURE', `The arrival ${file.arrivedAt.toISOString()} is still to come.`);
    }
    const headers = envelopeHeaders(file.bytes);
    const received = [...headersOf(file.bytes, 'received')];
    return await this.storeInboundMessage.execute({
      source: 'FILE',
      foundAt: file.name,
      raw: file.bytes,
      deliveredTo: file.deliveredTo ?? (await this.#deliveredTo(file.name, headers.recipients)),
      envelopeFrom: envelopeSender(headers),
      arrivedAt:
        file.arrivedAt ?? arrivalInMailbox({ received, trustedHop: limits.trustedHop, internalDate: null, now }),
      claimedAt: file.arrivedAt,
      actor: file.actor,
    });
  }

  async #deliveredTo(name: string, recipients: readonly string[]): Promise<string> {
    const campaigns = await this.campaigns.list();
    const mailboxes = new Set(campaigns.map(({ definition }) => definition.mailbox.address.toLowerCase()));
    const address = deliveryAddress({ recipients }, mailboxes, mailboxOf);
    if (address !== null) return address;
    throw invalid('MAILBOX_NEEDED', `${name} is addressed to no campaign's mailbox. Name the address it came to.`);
  }
}

function assertMessage({ name, bytes }: MessageFile, maxMessageBytes: number): void {
  if (bytes.length > maxMessageBytes) {
    throw new ServiceError(
      'MESSAGE_FILE_TOO_LARGE',
      `${name} has ${bytes.length} bytes, and at most ${maxMessageBytes} are taken (MAX_MESSAGE_BYTES).`,
      { category: 'too-large', facts: { name, bytes: bytes.length, mostBytes: maxMessageBytes } },
    );
  }
  if (!FIRST_FIELD.test(bytes.toString('latin1', 0, 998))) {
    throw invalid(
      'MESSAGE_FILE_INVALID',
      `${name} does not begin with the header of a message. Save the message as it came (.eml), not as PDF, HTML or .msg.`,
    );
  }
}

function invalid(code: string, message: string): ServiceError {
  return new ServiceError(code, message, { category: 'invalid' });
}
