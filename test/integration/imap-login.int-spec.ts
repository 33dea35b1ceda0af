import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mailboxPart } from '../../src/mailbox-part.js';
import { SimulatedClock } from '../../src/platform/clock/index.js';
import { ImapSession, type ImapServer } from '../../src/platform/imap/index.js';
import { MINISTRY } from '../support/imap-mailbox.js';
import { describeWithMailServers, MAIL_PASSWORD, type MailServers, startMailServers } from '../support/mail-servers.js';
import { type ServerIdentity, serverIdentity, startTokenEndpoint, type TokenEndpoint } from '../support/relay.js';

const TOKEN = 'a-token-of-the-application';
const limits = { maxMessageBytes: 1_000_000 };

describeWithMailServers('the log-in to a mailbox', () => {
  let identity: ServerIdentity;
  let introspection: Server;
  let tokenEndpoint: TokenEndpoint;
  let servers: MailServers;

  beforeAll(async () => {
    identity = serverIdentity();
    introspection = createServer((request, response) => {
      let form = '';
      request.on('data', (chunk: Buffer) => (form += chunk.toString()));
      request.on('end', () => {
        const active = new URLSearchParams(form).get('token') === TOKEN;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(active ? { active: true, username: MINISTRY } : { active: false }));
      });
    });
    await new Promise<void>((resolve) => introspection.listen(0, '127.0.0.1', resolve));
    tokenEndpoint = await startTokenEndpoint(() => ({
      status: 200,
      body: JSON.stringify({ access_token: TOKEN, expires_in: 3600 }),
    }));
    servers = await startMailServers({
      tls: { certificate: identity.cert, key: identity.key },
      introspectionUrl: `http://127.0.0.1:${(introspection.address() as AddressInfo).port}/introspect`,
    });
  });
  afterAll(async () => {
    await servers?.remove();
    await tokenEndpoint?.close();
    introspection?.close();
  });

  const server = (changes: Partial<ImapServer> = {}): ImapServer => ({
    host: servers.host,
    port: servers.ports.imaps,
    protection: 'TLS',
    user: MINISTRY,
    login: { kind: 'PASSWORD', password: MAIL_PASSWORD },
    authorities: identity.authority,
    ...changes,
  });

  async function folders(to: ImapServer): Promise<string[]> {
    const session = await ImapSession.open(to, limits);
    try {
      return (await session.folders()).map(({ path }) => path).toSorted();
    } finally {
      await session.close();
    }
  }

  it.each<[string, () => Partial<ImapServer>]>([
    ['TLS', () => ({})],
    ['STARTTLS', () => ({ protection: 'STARTTLS', port: servers.ports.imap })],
  ])('over %s, by an authority of its own', async (_, changes) => {
    expect(await folders(server(changes()))).toEqual(['Archive', 'INBOX', 'Review']);
  });

  it.each<[string, () => Partial<ImapServer>]>([
    ['TLS', () => ({})],
    ['STARTTLS', () => ({ protection: 'STARTTLS', port: servers.ports.imap })],
  ])('not over %s to a server that nobody vouches for', async (_, changes) => {
    await expect(folders(server({ ...changes(), authorities: null }))).rejects.toMatchObject({
      code: 'IMAP_UNREACHABLE',
    });
  });

  it('with a token, which the server asks about', async () => {
    const login = { kind: 'TOKEN', accessToken: () => Promise.resolve(TOKEN) } as const;
    expect(await folders(server({ login }))).toContain('INBOX');
  });

  it('a token that is not good is refused', async () => {
    const login = { kind: 'TOKEN', accessToken: () => Promise.resolve('another') } as const;
    await expect(folders(server({ login }))).rejects.toMatchObject({ code: 'IMAP_LOGIN_REFUSED' });
  });

  it('as configured: the token of the application, the authority from its file, and what is older left alone', async () => {
    const caFile = join(await mkdtemp(join(tmpdir(), 'tilslutning-ca-')), 'ca.pem');
    await writeFile(caFile, identity.authority);
    const since = new Date('2020-04-24T00:00:00+02:00');
    const configured = (file: string) =>
      mailboxPart(
        {
          role: 'both',
          incomingMail: {
            trustedHop: null,
            imap: {
              location: {
                host: servers.host,
                port: servers.ports.imaps,
                protection: 'TLS',
                user: MINISTRY,
                password: null,
                folder: 'INBOX',
              },
              address: MINISTRY,
              oauth: { tokenUrl: tokenEndpoint.url, clientId: 'service', clientSecret: 'x', scope: null },
              caFile: file,
              archiveFolder: 'Archive',
              reviewFolder: 'Review',
              since,
              alarmMinutes: 10,
            },
          },
        },
        new SimulatedClock(since),
      );
    const { imap } = await configured(caFile);
    expect(imap).toMatchObject({ since, folder: 'INBOX' });
    expect(await folders(imap!.server)).toContain('INBOX');
    expect(tokenEndpoint.asked[0]?.get('grant_type')).toBe('client_credentials');
    await writeFile(caFile, 'nothing');
    await expect(configured(caFile)).rejects.toMatchObject({ code: 'IMAP_CA_UNREADABLE' });
  });
});
