export { ImapError, type ImapErrorCode } from './imap-error.js';
export type { ImapLogin, ImapServer } from './imap-server.js';
export {
  type ImapFolder,
  type ImapLimits,
  type ImapListing,
  type ImapMessage,
  ImapSession,
  type OpenFolder,
} from './imap-session.js';
