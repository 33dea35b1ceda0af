import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOfTrace, type ImapMailbox } from '../mailbox/index.js';
import { MAIL_PASSWORD, MailServers } from '../platform/mail-servers/index.js';
import { ServiceError } from '../platform/errors/index.js';

const LOOK_AGAIN_AFTER_MS = 5;
const LONGEST_DELIVERY_MS = 60_000;
const POLL_MS = 90_000;

/**
 * The mail of a replay on a real Postfix and a real Dovecot, started from a private folder: the ministry's mailbox and
 * one for every address that a letter may go to. Whatever the addresses are, nothing leaves the machine.
 */
export class RealMail {
  /** Messages that have been delivered into the ministry's mailbox so far. */
  #delivered = 0;

  private constructor(
    private readonly servers: MailServers,
    readonly mailbox: string,
  ) {}

  /** `addresses`: of everybody whom a letter may go to. Throws MAIL_SERVERS_UNAVAILABLE or MAIL_SERVER_START_FAILED. */
  static async start(mailbox: string, addresses: readonly string[]): Promise<RealMail> {
    const own = domainOf(mailbox);
    const folder = await mkdtemp(join(tmpdir(), 'tilslutning-replay-mail-'));
    const lowerCase = addresses.map((address) => address.toLowerCase());
    const servers = await MailServers.start({
      folder,
      accounts: [...new Set([mailbox, ...lowerCase.filter((address) => domainOf(address) === own)])],
      wholeDomains: [...new Set(lowerCase.map(domainOf))].filter((domain) => domain !== own),
      // What is taken stays where it came in, so that the mailbox only grows.
      folders: [],
    });
    return new RealMail(servers, mailbox);
  }

  /** Where everybody hands over mail. */
  get smtp(): { readonly host: string; readonly port: number } {
    return { host: this.servers.host, port: this.servers.ports.smtp };
  }

  get imap(): ImapMailbox {
    return {
      server: {
        host: this.servers.host,
        port: this.servers.ports.imap,
        protection: 'NONE',
        user: this.mailbox,
        login: { kind: 'PASSWORD', password: MAIL_PASSWORD },
      },
      address: this.mailbox,
      folder: 'INBOX',
      archiveFolder: 'Archive',
      reviewFolder: 'Review',
      since: null,
      pollMs: POLL_MS,
    };
  }

  /** Resolves when one more message lies in the ministry's mailbox. */
  async oneMoreDelivered(): Promise<void> {
    const mailbox = this.servers.mailbox(this.mailbox);
    this.#delivered += 1;
    await until('a message to the ministry', async () => (await mailbox.count()) >= this.#delivered);
  }

  /** The letters that an address has got, as they were handed over to the server; at least one. */
  async lettersTo(address: string): Promise<Buffer[]> {
    const mailbox = this.servers.mailbox(address.toLowerCase());
    await until(`a letter to ${address}`, async () => (await mailbox.count()) > 0);
    return (await mailbox.messages()).map((raw) => asSent(raw));
  }

  async remove(): Promise<void> {
    await this.servers.remove();
  }
}

/** Without what the servers put above it, and with the line ends of the wire: the mailbox keeps bare line feeds. */
function asSent(raw: Buffer): Buffer {
  const own = raw.subarray(endOfTrace(raw)).toString('latin1');
  return Buffer.from(own.replaceAll(/\r?\n/g, '\r\n'), 'latin1');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < LONGEST_DELIVERY_MS; waited += LOOK_AGAIN_AFTER_MS) {
    if (await holds()) return;
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_AFTER_MS);
    });
  }
  throw new ServiceError(
    'REPLAY_MAIL_NOT_DELIVERED',
    `The mail servers of the replay did not deliver ${what} within a minute.`,
    { category: 'internal' },
  );
}
