import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import MailComposer from 'nodemailer/lib/mail-composer';
import { CampaignReadModel } from '../campaigns/index.js';
import type { DeclarationView } from '../declarations/index.js';
import { replyAddress } from '../letters/index.js';
import { Clock } from '../platform/clock/index.js';
import { CONCERN_WORDS, type Concern } from './concerns.js';
import { StoreInboundMessage, type StoredArrival } from './store-inbound-message.js';

/**
 * What a municipality writes on its page, or by its own system, is a message like any other: stored raw, answered once,
 * before an operator as a task, and answered by them in the same thread. It comes from the registered address, and is addressed to the case.
 */
@Injectable()
export class WriteToMinistry {
  constructor(
    private readonly campaigns: CampaignReadModel,
    private readonly storeInboundMessage: StoreInboundMessage,
    private readonly clock: Clock,
  ) {}

  async execute(
    declaration: DeclarationView,
    concern: Concern,
    text: string,
    source: 'PORTAL' | 'REST' = 'PORTAL',
  ): Promise<StoredArrival> {
    const { definition } = await this.campaigns.byId(declaration.campaignId);
    const deliveredTo = replyAddress(definition.mailbox.address, declaration.caseToken);
    const domain = definition.mailbox.address.slice(definition.mailbox.address.lastIndexOf('@') + 1);
    const now = this.clock.now();
    const raw = await new MailComposer({
      from: { name: declaration.recipientName, address: declaration.recipientEmail },
      to: deliveredTo,
      subject: `${CONCERN_WORDS[declaration.language][concern]} [${declaration.reference}]`,
      messageId: `<${source.toLowerCase()}.${randomUUID()}@${domain}>`,
      date: now,
      text,
    })
      .compile()
      .build();
    return await this.storeInboundMessage.execute({
      source,
      raw,
      deliveredTo,
      envelopeFrom: declaration.recipientEmail,
      arrivedAt: now,
      actor: `municipality:${declaration.municipalityNumber}`,
    });
  }
}
