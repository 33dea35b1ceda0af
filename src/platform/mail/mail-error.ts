import { MailDeferred, MailRefused } from './mail-transport.js';

/** A 5xx to one of these is about this message; before them it is about the connection, which another try may mend. */
const ABOUT_THE_MESSAGE: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/** Log in first, encrypt first (RFC 4954, 6; RFC 3207, 4): said in answer to a message, and about none. */
const ABOUT_THE_SESSION: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** What nodemailer itself will not send: an impossible address, or more bytes than the server takes. */
const NOT_SENDABLE: ReadonlySet<string> = new Set(['EENVELOPE', 'EMESSAGE']);

interface NodemailerError {
  readonly code?: string;
  /** The command that was answered, e.g. `RCPT TO`. */
  readonly command?: string;
  /** The server's answer; absent when nodemailer itself gave up. */
  readonly response?: string;
  readonly responseCode?: number;
  readonly message?: string;
}

/** What a failed attempt means for the letter: refused for good, or to be tried again. */
export function asMailError(error: unknown): MailRefused | MailDeferred {
  const { code = '', command = '', response, responseCode, message } = error as NodemailerError;
  const refused =
    responseCode === undefined
      ? NOT_SENDABLE.has(code)
      : responseCode >= 500 && ABOUT_THE_MESSAGE.has(command) && !ABOUT_THE_SESSION.has(responseCode);
  // NUL is taken out, because no text column takes it.
  const words = (response ?? message ?? String(error)).replaceAll('\0', '\uFFFD');
  if (refused) return new MailRefused(words, { cause: error });
  return new MailDeferred(code === 'ETLS' ? withoutTls(words) : words, { cause: error });
}

function withoutTls(words: string): string {
  return `The mail server did not come to TLS with us, and without it nothing is sent: ${words}`;
}
