import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { ContactsModule } from '../contacts/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { ReturnsModule } from '../returns/index.js';
import { ReadBounce } from './bounces/read-bounce.js';
import { SettleBounce } from './bounces/settle-bounce.js';
import { FindCandidates } from './find-candidates.js';
import { MailboxReadModel } from './mailbox.read-model.js';
import { ProcessInboundMessage } from './process-inbound-message.js';
import { PrepareMessage } from './prepare-message.js';
import { ReceiveDelivery } from './receive-delivery.js';
import { SettleTask } from './settle-task.js';
import { StoreInboundMessage } from './store-inbound-message.js';

@Module({
  imports: [CampaignsModule, ContactsModule, DeclarationsModule, LettersModule, ReturnsModule],
  providers: [
    FindCandidates,
    MailboxReadModel,
    PrepareMessage,
    ProcessInboundMessage,
    ReadBounce,
    ReceiveDelivery,
    SettleBounce,
    SettleTask,
    StoreInboundMessage,
  ],
  exports: [MailboxReadModel, ReceiveDelivery, SettleTask, StoreInboundMessage],
})
export class MailboxModule {}
