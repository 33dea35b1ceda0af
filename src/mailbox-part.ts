import type { AppParts } from './app.module.js';
import type { ImapMailbox } from './mailbox/index.js';
import type { Config, ImapConfig } from './platform/config/index.js';
import type { Clock } from './platform/clock/index.js';
import type { ImapLogin } from './platform/imap/index.js';
import { ClientCredentials } from './platform/mail/index.js';
import { readAuthorities } from './read-authorities.js';

/** Short enough for people; IDLE tells sooner, where the server keeps its word. */
const POLL_MS = 90_000;

/** The mailbox as configured. Only a process that works on what is due reads it. Throws IMAP_CA_UNREADABLE. */
export async function mailboxPart(
  { incomingMail, role }: Pick<Config, 'incomingMail' | 'role'>,
  clock: Clock,
): Promise<NonNullable<AppParts['mailbox']>> {
  const { imap, trustedHop } = incomingMail;
  return {
    imap: imap === null ? null : await mailboxOf(imap, clock),
    trustedHop,
    alarmAfterMs: (imap?.alarmMinutes ?? 0) * 60_000,
    watches: role !== 'api',
  };
}

async function mailboxOf(imap: ImapConfig, clock: Clock): Promise<ImapMailbox> {
  const { host, port, protection, user, folder } = imap.location;
  const authorities = imap.caFile === null ? null : await readAuthorities(imap.caFile, 'IMAP_CA_FILE');
  return {
    server: { host, port, protection, user, login: loginOf(imap, clock), authorities },
    address: imap.address,
    folder,
    archiveFolder: imap.archiveFolder,
    reviewFolder: imap.reviewFolder,
    since: imap.since,
    pollMs: POLL_MS,
  };
}

function loginOf({ location, oauth }: ImapConfig, clock: Clock): ImapLogin {
  if (oauth !== null) {
    const credentials = new ClientCredentials(oauth, clock);
    return { kind: 'TOKEN', accessToken: () => credentials.token() };
  }
  return { kind: 'PASSWORD', password: location.password ?? '' };
}
