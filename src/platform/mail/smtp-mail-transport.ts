import { createTransport, type Transporter } from 'nodemailer';
import { isLoopbackHost } from '../config/index.js';
import { asMailError } from './mail-error.js';
import { type Accepted, MailTransport, type OutgoingMail } from './mail-transport.js';

export interface SmtpServerAddress {
  readonly host: string;
  readonly port: number;
}

/** Mail to the built-in sink, through a pool of connections. A server outside loopback is refused. */
export class SmtpMailTransport extends MailTransport {
  readonly #transporter: Transporter;

  constructor(server: SmtpServerAddress, maxConnections = 5) {
    super();
    if (!isLoopbackHost(server.host)) {
      throw new Error(
        `Mail may only go to the built-in sink on loopback, not to ${server.host}:${server.port}: mail that leaves the machine needs MAIL_MODE=live.`,
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
      return { response: String(info.response), heldBack: false };
    } catch (error) {
      throw asMailError(error);
    }
  }

  async close(): Promise<void> {
    this.#transporter.close();
  }
}
