import { randomInt } from 'node:crypto';
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { dovecotFiles, MAIL_GID, MAIL_UID } from './dovecot-configuration.js';
import { MailServerProcess } from './mail-server-process.js';
import { MailServersError } from './mail-servers-error.js';
import type { MailServerPorts, MailServersOptions } from './mail-servers-options.js';
import { Maildir } from './maildir.js';
import { postfixFiles } from './postfix-configuration.js';
import { whyNoMailServers } from './why-no-mail-servers.js';

/**
 * A real Postfix that hands what it takes to a real Dovecot, both on loopback and from a folder of their own, beside
 * whatever servers the machine has. Postfix takes mail from this machine without a password; any domain that is not in
 * the options is refused, so nothing leaves.
 */
export class MailServers {
  readonly host = '127.0.0.1';

  private constructor(
    readonly folder: string,
    readonly ports: MailServerPorts,
    readonly postfix: MailServerProcess,
    readonly dovecot: MailServerProcess,
  ) {}

  /** Both servers, up. Throws MAIL_SERVERS_UNAVAILABLE or MAIL_SERVER_START_FAILED. */
  static async start(options: MailServersOptions): Promise<MailServers> {
    const reason = whyNoMailServers();
    if (reason !== null) {
      throw new MailServersError('MAIL_SERVERS_UNAVAILABLE', `Postfix and Dovecot cannot be started: ${reason}.`);
    }
    const { folder } = options;
    const ports = await freePorts();
    await writeFiles(options, ports);
    const servers = new MailServers(
      folder,
      ports,
      new MailServerProcess({
        name: 'postfix',
        start: ['/usr/sbin/postfix', '-c', join(folder, 'postfix'), 'start'],
        pidFile: join(folder, 'postfix', 'queue', 'pid', 'master.pid'),
        port: ports.smtp,
        log: join(folder, 'postfix', 'log'),
      }),
      new MailServerProcess({
        name: 'dovecot',
        start: ['/usr/sbin/dovecot', '-F', '-c', join(folder, 'dovecot', 'dovecot.conf')],
        pidFile: null,
        port: ports.imap,
        log: join(folder, 'dovecot', 'log'),
      }),
    );
    try {
      await servers.dovecot.start();
      await servers.postfix.start();
    } catch (error) {
      await servers.stop();
      throw error;
    }
    return servers;
  }

  /** The mailbox of an account, as it lies on the disk: no server in between that could hide something. */
  mailbox(address: string): Maildir {
    return new Maildir(join(this.folder, 'dovecot', 'mail', address), { uid: MAIL_UID, gid: MAIL_GID });
  }

  /** Gives every message of an account another number (UIDVALIDITY), as a server that was restored from a copy does. */
  async renumber(address: string): Promise<void> {
    await this.dovecot.stop();
    await this.mailbox(address).forgetNumbers();
    await this.dovecot.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.postfix.stop(), this.dovecot.stop()]);
  }

  /** Stops both and removes the folder with every mailbox. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function writeFiles(options: MailServersOptions, ports: MailServerPorts): Promise<void> {
  const { folder, tls } = options;
  const files = {
    ...dovecotFiles(options, ports),
    ...postfixFiles(options, ports),
    ...(tls === undefined ? {} : { 'tls/certificate.pem': tls.certificate, 'tls/key.pem': tls.key }),
  };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o755 });
    await writeFile(path, content, { mode: name === 'tls/key.pem' ? 0o600 : 0o644 });
  }
  for (const name of ['dovecot/run', 'postfix/queue']) {
    await mkdir(join(folder, name), { recursive: true, mode: 0o755 });
  }
  await mkdir(join(folder, 'dovecot', 'mail'), { mode: 0o700 });
  await chown(join(folder, 'dovecot', 'mail'), MAIL_UID, MAIL_GID);
  // The servers' processes run under accounts of their own and have to pass through.
  await chmod(folder, 0o711);
}

/** Below the range that the system hands out by itself, so that no passing connection takes the port of a stopped server. */
async function freePorts(): Promise<MailServerPorts> {
  const ports = new Set<number>();
  while (ports.size < 4) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) ports.add(port);
  }
  const [smtp = 0, submission = 0, imap = 0, imaps = 0] = ports;
  return { smtp, submission, imap, imaps };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isListening) await new Promise((resolve) => server.close(resolve));
  return isListening;
}
