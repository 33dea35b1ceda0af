import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { ContactsModule } from '../contacts/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { ReturnsModule } from '../returns/index.js';
import { AttachTask } from './attach-task.js';
import { ReadBounce } from './bounces/read-bounce.js';
import { SettleBounce } from './bounces/settle-bounce.js';
import { FetchMail } from './fetch-mail.js';
import { FileMessages } from './file-messages.js';
import { FindCandidates } from './find-candidates.js';
import { MailboxHealth } from './mailbox-health.js';
import { MailboxLock } from './mailbox-lock.js';
import { MailboxPlaces } from './mailbox-places.js';
import { MailboxReadModel } from './mailbox.read-model.js';
import { MailboxWatches } from './mailbox-watches.js';
import { OpenTasksReadModel } from './open-tasks.read-model.js';
import { OwnDocuments } from './own-documents.js';
import { ProcessInboundMessage } from './process-inbound-message.js';
import { PrepareMessage } from './prepare-message.js';
import { ReadMessageAgain } from './read-message-again.js';
import { ReadMessageContent } from './read-message-content.js';
import { ReceiveDelivery } from './receive-delivery.js';
import { SettleTask } from './settle-task.js';
import { StoreInboundMessage } from './store-inbound-message.js';
import { TakeMailIn } from './take-mail-in.js';
import { TakeQuestion } from './take-question.js';
import { TakeReturns } from './take-returns.js';
import { WriteToMinistry } from './write-to-ministry.js';
import { WatchMailbox } from './watch-mailbox.js';

@Module({
  imports: [CampaignsModule, ContactsModule, DeclarationsModule, LettersModule, ReturnsModule],
  providers: [
    WriteToMinistry,
    AttachTask,
    FetchMail,
    FileMessages,
    MailboxHealth,
    MailboxLock,
    MailboxPlaces,
    MailboxWatches,
    TakeMailIn,
    TakeQuestion,
    TakeReturns,
    WatchMailbox,
    FindCandidates,
    MailboxReadModel,
    OpenTasksReadModel,
    OwnDocuments,
    PrepareMessage,
    ProcessInboundMessage,
    ReadBounce,
    ReadMessageAgain,
    ReadMessageContent,
    ReceiveDelivery,
    SettleBounce,
    SettleTask,
    StoreInboundMessage,
  ],
  exports: [
    AttachTask,
    MailboxHealth,
    WatchMailbox,
    MailboxReadModel,
    OpenTasksReadModel,
    ReadMessageAgain,
    ReadMessageContent,
    ReceiveDelivery,
    SettleTask,
    StoreInboundMessage,
    WriteToMinistry,
  ],
})
export class MailboxModule {}
