import { Injectable } from '@nestjs/common';
import { addressParser } from 'postal-mime';
import { CampaignReadModel } from '../campaigns/index.js';
import { mailboxOf, StoreInboundMessage } from '../mailbox/index.js';
import { Clock } from '../platform/clock/index.js';
import { headerOf } from '../platform/mail/index.js';
import { deliveryAddress, envelopeSender, type EnvelopeHeaders } from './envelope.policy.js';
import { deliveredToNeeded, inFuture } from './integrations.errors.js';

export interface ReceiveMessageInput {
  readonly raw: Buffer;
  readonly deliveredTo: string | undefined;
  readonly envelopeFrom: string | undefined;
  /** When the ministry's own server took it. */
  readonly receivedAt: Date | undefined;
  readonly actor: string;
}

/** Takes a message from a mail gateway, which may know the envelope and the arrival, or only the message itself. */
@Injectable()
export class ReceiveMessage {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly storeInboundMessage: StoreInboundMessage,
    private readonly clock: Clock,
  ) {}

  /** Throws IN_FUTURE, DELIVERED_TO_NEEDED or MAILBOX_UNKNOWN. The message is stored when this resolves. */
  async execute(input: ReceiveMessageInput): Promise<{ id: string; sha256: string; duplicate: boolean }> {
    const now = this.clock.now();
    if (input.receivedAt !== undefined && input.receivedAt > now) throw inFuture('receivedAt', now);
    const headers = envelopeHeaders(input.raw);
    return await this.storeInboundMessage.execute({
      source: 'REST',
      raw: input.raw,
      deliveredTo: input.deliveredTo ?? (await this.#deliveredTo(headers)),
      envelopeFrom: input.envelopeFrom ?? envelopeSender(headers),
      arrivedAt: input.receivedAt ?? now,
      actor: input.actor,
    });
  }

  async #deliveredTo(headers: EnvelopeHeaders): Promise<string> {
    const campaigns = await this.campaigns.list();
    const mailboxes = new Set(campaigns.map(({ definition }) => definition.mailbox.address.toLowerCase()));
    const address = deliveryAddress(headers, mailboxes, mailboxOf);
    if (address === null) throw deliveredToNeeded();
    return address;
  }
}

function envelopeHeaders(raw: Buffer): EnvelopeHeaders {
  const addresses = (name: string): string[] =>
    addressParser(headerOf(raw, name) ?? '', { flatten: true })
      .map(({ address }) => (address ?? '').toLowerCase())
      .filter((address) => /^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,255}$/u.test(address));
  return {
    returnPath: headerOf(raw, 'return-path'),
    from: ['from', 'sender'].flatMap(addresses),
    recipients: ['delivered-to', 'x-original-to', 'to', 'cc'].flatMap(addresses),
  };
}
