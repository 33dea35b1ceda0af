import { createTransport, type Transporter } from 'nodemailer';
import { type Accepted, MailDeferred, MailRefused, MailTransport, type OutgoingMail } from './mail-transport.js';

export interface SmtpServerAddress {
  readonly host: string;
  readonly port: number;
}

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * SMTP through a pool of connections. There is no live mode yet: a server outside loopback is refused here, in the
 * one place that opens a connection for mail.
 */
export class SmtpMailTransport extends MailTransport {
  readonly #transporter: Transporter;

  constructor(server: SmtpServerAddress, maxConnections = 5) {
    super();
    if (!LOOPBACK_HOSTS.has(server.host)) {
      throw new Error(
        `Mail may only go to the built-in sink on loopback, not to ${server.host}:${server.port}. There is no live mode yet.`,
      );
    }
    this.#transporter = createTransport({
      host: server.host,
      port: server.port,
      secure: false,
      ignoreTLS: true,
      pool: true,
      maxConnections,
      maxMessages: Infinity,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(mail: OutgoingMail): Promise<Accepted> {
    try {
      const info = await this.#transporter.sendMail({
        envelope: { from: mail.envelopeFrom, to: [mail.recipient] },
        raw: mail.raw,
      });
      return { response: String(info.response) };
    } catch (error) {
      throw asMailError(error);
    }
  }

  async close(): Promise<void> {
    this.#transporter.close();
  }
}

/** A 5xx to one of these is about this message; before them it is about the connection, which another try may mend. */
const ABOUT_THE_MESSAGE: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

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

function asMailError(error: unknown): Error {
  const { code = '', command = '', response, responseCode, message } = error as NodemailerError;
  const refused =
    responseCode === undefined ? NOT_SENDABLE.has(code) : responseCode >= 500 && ABOUT_THE_MESSAGE.has(command);
  // NUL is taken out, because no text column takes it.
  const words = (response ?? message ?? String(error)).replaceAll('\0', '\uFFFD');
  return refused ? new MailRefused(words, { cause: error }) : new MailDeferred(words, { cause: error });
}
