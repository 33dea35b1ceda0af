import { setTimeout as wait } from 'node:timers/promises';
import type { SMTPServerOptions } from 'smtp-server';
import {
  answering,
  collect,
  type ServerIdentity,
  serverIdentity,
  startRelay,
  startTokenEndpoint,
  type TestRelay,
} from '../../../test/support/relay.js';
import { SimulatedClock } from '../clock/index.js';
import { LiveMailTransport, type LiveRelay } from './live-mail-transport.js';
import { MailDeferred, MailRefused, type OutgoingMail } from './mail-transport.js';

const raw = Buffer.from('Subject: x\r\nMessage-ID: <a@x.example>\r\n\r\nbody\r\n');
const mail: OutgoingMail = {
  envelopeFrom: 'akson+b-abc@ministry.example',
  recipient: 'post+1=2@kommune.example',
  raw,
  envelopeId: '3b1f0d7e-2c55-5d0e-8f0a-0f6a1f0f9b11',
};
const clock = new SimulatedClock(new Date('2020-04-24T07:00:00Z'));
const plain: Omit<LiveRelay, 'host' | 'port'> = {
  mode: 'live',
  tls: 'none',
  authorities: null,
  connections: 2,
  login: null,
  dkim: null,
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function relay(options: Parameters<typeof startRelay>[0] = {}): Promise<TestRelay> {
  const started = await startRelay(options);
  closing.push(() => started.close());
  return started;
}

function transport(settings: Partial<LiveRelay> & Pick<LiveRelay, 'host' | 'port'>): LiveMailTransport {
  const made = new LiveMailTransport({ ...plain, ...settings }, clock);
  closing.push(() => made.close());
  return made;
}

async function failureOf(sent: Promise<unknown>): Promise<Error> {
  return await sent.then(
    () => Promise.reject(new Error('It was sent.')),
    (error: Error) => error,
  );
}

describe('live mail', () => {
  it('asks the server to tell of failure and delay, to send headers back only, and names the letter', async () => {
    const server = await relay();
    const sent = await transport(server).send(mail);
    expect(sent).toEqual({ response: expect.stringMatching(/^250 /), heldBack: false });
    expect(server.taken).toEqual([
      {
        envelopeFrom: mail.envelopeFrom,
        recipient: mail.recipient,
        parameters: {
          RET: 'HDRS',
          ENVID: mail.envelopeId,
          NOTIFY: 'FAILURE,DELAY',
          // The server has undone the xtext (RFC 3461, 4).
          ORCPT: `rfc822;${mail.recipient}`,
        },
        raw,
        encrypted: false,
        user: null,
      },
    ]);
  });

  it('asks for nothing that the server does not know', async () => {
    const server = await relay({ hideDSN: true });
    await transport(server).send(mail);
    expect(server.taken).toMatchObject([{ parameters: {} }]);
  });

  it.each<[number, string, typeof MailRefused | typeof MailDeferred]>([
    [550, '5.1.1 no such mailbox', MailRefused],
    [530, '5.7.0 Authentication required', MailDeferred],
    [450, '4.2.0 greylisted, come again', MailDeferred],
  ])('takes a %i to the recipient for what it is', async (code, words, kind) => {
    const server = await relay({ onRcptTo: (_address, _session, done) => done(answering(code, words)) });
    const failure = await failureOf(transport(server).send(mail));
    expect(failure).toBeInstanceOf(kind);
    expect(failure.message).toBe(`${code} ${words}`);
  });

  it('is put off once, and not sent again behind our back, when the connection breaks after the dot', async () => {
    const received: Buffer[] = [];
    const server = await relay({
      onData: (stream) => {
        void collect(stream).then((bytes) => {
          received.push(bytes);
          server.hangUp();
        });
      },
    });
    expect(await failureOf(transport(server).send(mail))).toBeInstanceOf(MailDeferred);
    await wait(200);
    expect(received).toEqual([raw]);
  });
});

describe('TLS', () => {
  let identity: ServerIdentity;
  beforeAll(() => {
    identity = serverIdentity();
  });

  const encrypting = (): SMTPServerOptions => ({
    key: identity.key,
    cert: identity.cert,
    disabledCommands: ['AUTH'],
  });

  it.each(['localhost', '127.0.0.1'])('by STARTTLS, with an authority of one’s own, to %s', async (host) => {
    const { port, taken } = await relay(encrypting());
    await transport({ host, port, tls: 'starttls', authorities: identity.authority }).send(mail);
    expect(taken).toMatchObject([{ encrypted: true, recipient: mail.recipient }]);
  });

  it('from the first byte', async () => {
    const { port, taken } = await relay({ ...encrypting(), secure: true });
    await transport({ host: 'localhost', port, tls: 'implicit', authorities: identity.authority }).send(mail);
    expect(taken).toMatchObject([{ encrypted: true }]);
  });

  it.each<['starttls' | 'implicit']>([['starttls'], ['implicit']])(
    'of a server that nobody vouches for is no use (%s)',
    async (tls) => {
      const { port, taken } = await relay({ ...encrypting(), secure: tls === 'implicit' });
      const failure = await failureOf(transport({ host: 'localhost', port, tls }).send(mail));
      expect(failure).toBeInstanceOf(MailDeferred);
      expect(failure.message).toMatch(/certificate/);
      expect(taken).toEqual([]);
    },
  );

  it('that the server does not offer puts the letter off, saying so: nothing goes in the clear', async () => {
    const server = await relay();
    const failure = await failureOf(transport({ ...server, tls: 'starttls' }).send(mail));
    expect(failure).toBeInstanceOf(MailDeferred);
    expect(failure.message).toMatch(/^The mail server did not come to TLS with us, and without it nothing is sent: /);
    expect(server.taken).toEqual([]);
  });

  it.each(['mail.example', '192.0.2.1', '10.0.0.1', 'localhost.mail.example'])('cannot be left off for %s', (host) => {
    expect(() => new LiveMailTransport({ ...plain, host, port: 25 }, clock)).toThrow(
      /would not be encrypted: TLS may only be off on loopback/,
    );
  });

  it('or not, a transport for real servers is made in live mode only', () => {
    const relaySettings = { ...plain, mode: 'capture', host: '192.0.2.1', port: 25, tls: 'starttls' };
    expect(() => new LiveMailTransport(relaySettings as unknown as LiveRelay, clock)).toThrow(/MAIL_MODE=live/);
  });
});

describe('the log-in', () => {
  it('by password', async () => {
    const server = await relay({
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'tilslutning' && password === 'p@ss/word' ? done(null, { user: username }) : done(null, {}),
    });
    const login = { kind: 'password', user: 'tilslutning', password: 'p@ss/word' } as const;
    await transport({ ...server, login }).send(mail);
    expect(server.taken).toMatchObject([{ user: 'tilslutning' }]);
    const failure = await failureOf(transport({ ...server, login: { ...login, password: 'hunter2' } }).send(mail));
    expect(failure).toBeInstanceOf(MailDeferred);
    expect(failure.message).toMatch(/^535 /);
    expect(failure.message).not.toContain('hunter2');
  });

  describe('by OAuth client credentials', () => {
    const valid = new Set<string>();
    const mailbox = 'akson@ministry.example';
    const tokenServer = (): Promise<TestRelay> =>
      relay({
        authOptional: false,
        disabledCommands: ['STARTTLS'],
        allowInsecureAuth: true,
        authMethods: ['XOAUTH2'],
        onAuth: ({ username, accessToken }, _session, done) =>
          username === mailbox && valid.has(accessToken ?? '')
            ? done(null, { user: username })
            : done(null, { data: { status: '401', schemes: 'bearer' } }),
      });
    const loginWith = (tokenUrl: string) =>
      ({
        kind: 'oauth',
        user: mailbox,
        client: { tokenUrl, clientId: 'service', clientSecret: 'hunter2', scope: 'https://mail.example/.default' },
      }) as const;
    beforeEach(() => valid.clear());

    it('fetches a token, keeps it for all connections, and fetches another when it is refused', async () => {
      const server = await tokenServer();
      const endpoint = await startTokenEndpoint((question) => {
        valid.clear();
        valid.add(`token-${question}`);
        return { status: 200, body: JSON.stringify({ access_token: `token-${question}`, expires_in: 3600 }) };
      });
      closing.push(() => endpoint.close());
      const login = loginWith(endpoint.url);
      const sending = transport({ ...server, login });
      await Promise.all([sending.send(mail), sending.send(mail)]);
      expect(endpoint.asked.map((form) => Object.fromEntries(form))).toEqual([
        {
          grant_type: 'client_credentials',
          client_id: 'service',
          client_secret: 'hunter2',
          scope: 'https://mail.example/.default',
        },
      ]);
      expect(server.taken.map(({ user }) => user)).toEqual([mailbox, mailbox]);
      // Withdrawn before its time: the next connection is refused once, and gets in with a new one.
      valid.clear();
      server.hangUp();
      await wait(50);
      await sending.send(mail);
      expect(endpoint.asked).toHaveLength(2);
      expect(server.taken).toHaveLength(3);
    });

    it('puts the letter off when it gets no token, and never says the secret', async () => {
      const server = await tokenServer();
      const endpoint = await startTokenEndpoint(() => ({
        status: 401,
        body: JSON.stringify({ error: 'invalid_client', error_description: 'the secret hunter2 has expired' }),
      }));
      closing.push(() => endpoint.close());
      const failure = await failureOf(transport({ ...server, login: loginWith(endpoint.url) }).send(mail));
      expect(failure).toBeInstanceOf(MailDeferred);
      expect(failure.message).toContain('invalid_client: the secret … has expired');
      expect(JSON.stringify([failure.message, failure.stack])).not.toContain('hunter2');
    });
  });
});
