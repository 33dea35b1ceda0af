import { Injectable } from '@nestjs/common';
import { CampaignReadModel } from '../campaigns/index.js';
import { CaptureMessage, caseTokenInAddress } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import type { SinkDelivery } from '../platform/mail/index.js';
import { mailboxOf } from './mailbox-address.js';
import { StoreInboundMessage } from './store-inbound-message.js';

/** What the built-in SMTP sink took: for a campaign's mailbox it is incoming mail, else it is somebody's letter. */
@Injectable()
export class ReceiveDelivery {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly storeInboundMessage: StoreInboundMessage,
    private readonly captureMessage: CaptureMessage,
    private readonly clock: Clock,
  ) {}

  /** Resolves when the message is stored for every recipient. */
  async execute(delivery: SinkDelivery): Promise<void> {
    // One message to one mailbox is stored once: under the address that names the case, if there is one.
    const withCase = (address: string): number => (caseTokenInAddress(address) === null ? 1 : 0);
    for (const recipient of delivery.recipients.toSorted((a, b) => withCase(a) - withCase(b))) {
      const campaignId = await this.campaigns.idByMailbox(mailboxOf(recipient));
      if (campaignId === null) {
        await this.captureMessage.execute(delivery.envelopeFrom, recipient, delivery.raw);
      } else {
        await this.storeInboundMessage.execute({
          source: 'SMTP_SINK',
          envelopeFrom: delivery.envelopeFrom,
          deliveredTo: recipient,
          raw: delivery.raw,
          arrivedAt: this.clock.now(),
          actor: 'system:mailbox',
        });
      }
    }
  }
}
