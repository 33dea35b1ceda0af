export { InboundMessage } from './inbound-message.entity.js';
export { mailboxOf } from './mailbox-address.js';
export { MailboxModule } from './mailbox.module.js';
export { MailboxReadModel, type InboundMessageView, type TaskView } from './mailbox.read-model.js';
export { ReceiveDelivery } from './receive-delivery.js';
export { SettleTask } from './settle-task.js';
export { StoreInboundMessage, type StoredArrival } from './store-inbound-message.js';
export { Task } from './task.entity.js';
