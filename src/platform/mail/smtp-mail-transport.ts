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

/** Nodemailer puts the server's answer in `responseCode` and `response`. */
function asMailError(error: unknown): Error {
  const answer = error as { responseCode?: number; response?: string; message?: string };
  const words = answer.response ?? answer.message ?? String(error);
  if (answer.responseCode !== undefined && answer.responseCode >= 500) return new MailRefused(words, { cause: error });
  return new MailDeferred(words, { cause: error });
}
