import { ImapFlow } from 'imapflow';
import type { AppParts } from '../../src/app.module.js';
import type { ImapMailbox } from '../../src/mailbox/index.js';
import { MAIL_PASSWORD, type MailServers } from './mail-servers.js';

export const MINISTRY = 'akson@hod.dep.no';
/** As the ministry's border server would name itself in `Received`. */
export const TRUSTED_HOP = 'border.hod.example';

/** The ministry's mailbox on these servers. */
export function ministryMailbox(
  servers: MailServers,
  changes: Partial<ImapMailbox> & { port?: number } = {},
): ImapMailbox {
  const { port = servers.ports.imap, ...rest } = changes;
  return {
    server: {
      host: servers.host,
      port,
      protection: 'NONE',
      user: MINISTRY,
      login: { kind: 'PASSWORD', password: MAIL_PASSWORD },
    },
    address: MINISTRY,
    folder: 'INBOX',
    archiveFolder: 'Archive',
    reviewFolder: 'Review',
    since: null,
    pollMs: 3_600_000,
    ...rest,
  };
}

/** For `startTestApp`. */
export function mailboxPart(
  imap: ImapMailbox,
  watches: boolean,
  alarmAfterMs = 600_000,
): NonNullable<AppParts['mailbox']> {
  return { imap, trustedHop: TRUSTED_HOP, alarmAfterMs, watches };
}

/** A person at the mailbox, with another mail program. */
export async function asPerson<T>(servers: MailServers, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host: servers.host,
    port: servers.ports.imap,
    secure: false,
    doSTARTTLS: false,
    auth: { user: MINISTRY, pass: MAIL_PASSWORD },
    logger: false,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.mailboxOpen('INBOX');
    return await work(client);
  } finally {
    await client.logout();
  }
}

export interface MailParts {
  readonly subject?: string;
  /** Null: none. */
  readonly messageId?: string | null;
  readonly text?: string;
  /** Further header lines. */
  readonly headers?: readonly string[];
  readonly date?: string;
  readonly to?: string;
}

let count = 0;

/** A mail as a person of a municipality writes it. */
export function mailOf({
  subject,
  messageId,
  text = 'Hei.',
  headers = [],
  date,
  to = MINISTRY,
}: MailParts = {}): Buffer {
  count += 1;
  const lines = [
    ...headers,
    'From: Post <post@lillevik.example>',
    `To: ${to}`,
    `Subject: ${subject ?? `Melding ${count}`}`,
    `Date: ${date ?? 'Fri, 24 Apr 2020 09:00:00 +0200'}`,
    ...(messageId === null ? [] : [`Message-ID: <${messageId ?? `m${count}@lillevik.example`}>`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
