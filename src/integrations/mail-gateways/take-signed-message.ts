import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import type { Actor } from '../../identity/index.js';
import type { StoredArrival } from '../../mailbox/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Log } from '../../platform/logging/index.js';
import { ReceiveMessage } from '../receive-message.js';
import { isSignedBy, signedPayload, TOLERANCE_SECONDS } from './gateway-signature.policy.js';
import { deliveryIdReused, signatureInvalid } from './mail-gateways.errors.js';
import { ManageMailGateways } from './manage-mail-gateways.js';
import type { ClaimedDelivery } from './signature-guard.js';
import { SignedDelivery } from './signed-delivery.entity.js';

export interface SignedMessageInput {
  readonly claimed: ClaimedDelivery;
  /** As it stood in the address, without its question mark. */
  readonly query: string;
  readonly raw: Buffer;
  readonly deliveredTo?: string | undefined;
  readonly envelopeFrom?: string | undefined;
  readonly receivedAt?: Date | undefined;
}

/** An id is remembered for longer than its signature can count. */
const REMEMBERED_MS = 3 * TOLERANCE_SECONDS * 1000;

/** Takes a message that a mail gateway signed; what it says of the arrival counts as it does with a gateway's key. */
@Injectable()
export class TakeSignedMessage {
  constructor(
    private readonly receiveMessage: ReceiveMessage,
    private readonly gateways: ManageMailGateways,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Throws SIGNATURE_INVALID or DELIVERY_ID_REUSED, and what ReceiveMessage throws. Stored when this resolves. */
  async execute({ claimed, query, raw, ...envelope }: SignedMessageInput): Promise<StoredArrival> {
    const { gateway, deliveryId } = claimed;
    // A question mark in front would let a message pass for a query.
    if (raw[0] === 0x3f || !isSignedBy(claimed, signedPayload(query, raw), this.gateways.secretOf(gateway))) {
      this.log.info({ gateway: gateway.name, deliveryId }, 'signature of a mail gateway refused');
      throw signatureInvalid();
    }
    const actor: Actor = { kind: 'gateway', id: gateway.id, name: gateway.name, roles: ['mail-gateway'] };
    return await this.receiveMessage.execute({
      raw,
      deliveredTo: envelope.deliveredTo,
      envelopeFrom: envelope.envelopeFrom,
      receivedAt: envelope.receivedAt,
      actor,
      link: (manager, stored) => this.#remember(manager, gateway.id, deliveryId, stored.sha256),
    });
  }

  /** In the message's own transaction, so that an id is used up exactly when its message is stored. */
  async #remember(manager: EntityManager, gatewayId: string, deliveryId: string, sha256: string): Promise<void> {
    const takenAt = this.clock.now();
    const deliveries = manager.getRepository(SignedDelivery);
    await deliveries.delete({ gatewayId, takenAt: LessThan(new Date(takenAt.getTime() - REMEMBERED_MS)) });
    const row = { gatewayId, deliveryId, sha256, takenAt };
    await deliveries.createQueryBuilder().insert().values(row).orIgnore().execute();
    const known = await deliveries.findOneByOrFail({ gatewayId, deliveryId });
    if (known.sha256 !== sha256) throw deliveryIdReused();
  }
}
