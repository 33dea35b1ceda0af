import { isLoopbackHost } from '../config/index.js';
import { type Accepted, MailTransport, type OutgoingMail } from './mail-transport.js';
import { SmtpPool } from './smtp-pool.js';

export interface SmtpServerAddress {
  readonly host: string;
  readonly port: number;
}

/** Mail to the built-in sink, through a pool of connections. A server outside loopback is refused. */
export class SmtpMailTransport extends MailTransport {
  readonly #pool: SmtpPool;

  constructor(server: SmtpServerAddress, maxConnections = 5) {
    super();
    if (!isLoopbackHost(server.host)) {
      throw new Error(
        `Mail may only go to the built-in sink on loopback, not to ${server.host}:${server.port}: mail that leaves the machine needs MAIL_MODE=live.`,
      );
    }
    this.#pool = new SmtpPool({
      asksForNotices: false,
      host: server.host,
      port: server.port,
      secure: false,
      ignoreTLS: true,
      maxConnections,
      maxMessages: Infinity,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    });
  }

  async send(mail: OutgoingMail): Promise<Accepted> {
    return await this.#pool.send(mail);
  }

  async close(): Promise<void> {
    this.#pool.close();
  }
}
