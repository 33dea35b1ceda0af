import { ServiceError } from '../errors/index.js';

export type ImapErrorCode =
  'IMAP_UNREACHABLE' | 'IMAP_LOGIN_REFUSED' | 'IMAP_FOLDER_UNAVAILABLE' | 'IMAP_CONNECTION_LOST';

/** The mailbox cannot be read at the moment; the words of the server are in the message. */
export class ImapError extends ServiceError<ImapErrorCode> {
  constructor(code: ImapErrorCode, message: string, cause?: unknown) {
    super(code, message, { category: 'unavailable', level: 'warn', cause });
    this.name = 'ImapError';
  }
}

/** What imapflow says, with the server's own words when there are any. */
export function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, responseText, code } = error as { message?: unknown; responseText?: unknown; code?: unknown };
  const words = [message, responseText, code].filter((part) => typeof part === 'string' && part !== '');
  return [...new Set(words)].join('; ');
}
