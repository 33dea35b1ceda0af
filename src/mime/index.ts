export { MessageUnreadable } from './message-unreadable.js';
export type { FileRemark, MessageFile, MessageFinding, ReadMessage } from './message.js';
export { readMessage } from './read-message.js';
export { READING_LIMITS, type ReadingLimits } from './reading-limits.js';
export { asksSomething } from './written-text.js';
