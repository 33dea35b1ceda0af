import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MailServers, type MailServersOptions, whyNoMailServers } from '../../src/platform/mail-servers/index.js';
import { describeIf } from './requires.js';

export { MAIL_HOST_NAME, MAIL_PASSWORD, type Maildir, MailServers } from '../../src/platform/mail-servers/index.js';

/** Tests that need a real Postfix and a real Dovecot. `.ci/run` installs both; elsewhere the reason is named. */
export const describeWithMailServers = describeIf(
  whyNoMailServers() === null,
  `no real mail servers here: ${whyNoMailServers() ?? ''}`,
);

/**
 * A pair of servers in a folder of its own: the ministry's mailbox, one municipality with a listed address, and one of
 * which every address is a mailbox. End it with `remove`.
 */
export async function startMailServers(options: Partial<MailServersOptions> = {}): Promise<MailServers> {
  return await MailServers.start({
    folder: await mkdtemp(join(tmpdir(), 'tilslutning-mail-')),
    accounts: ['akson@hod.dep.no', 'post@lillevik.example'],
    wholeDomains: ['storvik.example'],
    ...options,
  });
}
