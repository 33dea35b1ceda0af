/** The message is not one (RFC 5322) or goes past a limit: a person looks at it. The words say which. */
export class MessageUnreadable extends Error {
  readonly code = 'MESSAGE_UNREADABLE';
}
