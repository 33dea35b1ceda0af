import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CampaignReadModel } from '../campaigns/index.js';
import { actorName, permits, type Actor } from '../identity/index.js';
import {
  deliveryAddress,
  envelopeHeaders,
  type EnvelopeHeaders,
  envelopeSender,
  mailboxOf,
  StoreInboundMessage,
  type StoredArrival,
} from '../mailbox/index.js';
import { Clock } from '../platform/clock/index.js';
import { arrivalOf } from './arrival.policy.js';
import { deliveredToNeeded, inFuture } from './integrations.errors.js';

export interface ReceiveMessageInput {
  readonly raw: Buffer;
  readonly deliveredTo: string | undefined;
  readonly envelopeFrom: string | undefined;
  /** When the ministry's own server took it, as the caller says. */
  readonly receivedAt: Date | undefined;
  readonly actor: Actor;
  /** Writes what the sender's way of proving itself has to remember, in the message's own transaction. */
  readonly link?: (manager: EntityManager, stored: StoredArrival) => Promise<void>;
}

/** The clocks of two machines never agree; what is further ahead is a mistake that has to be told. */
const MOST_AHEAD_MS = 5 * 60_000;

/** Takes a message from a mail gateway, which may know the envelope and the arrival, or only the message itself. */
@Injectable()
export class ReceiveMessage {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly storeInboundMessage: StoreInboundMessage,
    private readonly clock: Clock,
  ) {}

  /** Throws IN_FUTURE, DELIVERED_TO_NEEDED or MAILBOX_UNKNOWN. The message is stored when this resolves. */
  async execute(input: ReceiveMessageInput): Promise<StoredArrival> {
    const now = this.clock.now();
    const { actor, receivedAt: claimedAt = null } = input;
    if (claimedAt !== null && claimedAt.getTime() > now.getTime() + MOST_AHEAD_MS) throw inFuture('receivedAt', now);
    const headers = envelopeHeaders(input.raw);
    const deliveredTo = input.deliveredTo ?? (await this.#deliveredTo(headers));
    const campaign = await this.campaigns.byMailbox(mailboxOf(deliveredTo));
    const byGateway = permits(actor.roles, ['mail-gateway']);
    const message = {
      source: 'REST' as const,
      raw: input.raw,
      deliveredTo,
      envelopeFrom: input.envelopeFrom ?? envelopeSender(headers),
      arrivedAt: arrivalOf({ claimedAt, takenAt: now, byGateway, issuedAt: campaign?.issuedAt ?? null }),
      claimedAt,
      actor: actorName(actor),
    };
    return await this.storeInboundMessage.execute(message, input.link);
  }

  async #deliveredTo(headers: EnvelopeHeaders): Promise<string> {
    const campaigns = await this.campaigns.list();
    const mailboxes = new Set(campaigns.map(({ definition }) => definition.mailbox.address.toLowerCase()));
    const address = deliveryAddress(headers, mailboxes, mailboxOf);
    if (address === null) throw deliveredToNeeded();
    return address;
  }
}
