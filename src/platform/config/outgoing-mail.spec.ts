import { ServiceError } from '../errors/index.js';
import { readConfig } from './config.js';
import { isLoopbackHost } from './loopback-host.js';
import type { OutgoingMailConfig } from './outgoing-mail.js';

const outgoing = (environment: Record<string, string>): OutgoingMailConfig => readConfig(environment).outgoingMail;

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ServiceError) return error.faults.map(({ where, message }) => `${where}: ${message}`);
    throw error;
  }
  return [];
}

const OAUTH = {
  SMTP_OAUTH_TOKEN_URL: 'https://login.example/token',
  SMTP_OAUTH_CLIENT_ID: 'service',
  SMTP_OAUTH_CLIENT_SECRET: 'hunter2',
};

describe('where letters go', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing is said', {}],
    ['there is a relay', { SMTP_URL: 'smtp://relay.example' }],
    ['some are allowed', { MAIL_ALLOW: 'a@b.example' }],
    ['capturing is asked for', { MAIL_MODE: 'capture', SMTP_URL: 'smtp://relay.example' }],
  ])('is the sink when %s', (_what, environment) => {
    expect(outgoing(environment).mode).toBe('capture');
  });

  it.each(['LIVE', 'true', 'on', 'Live ', 'production'])(
    'cannot be %j: a start that is not meant as live stops',
    (mode) => {
      expect(faultsOf({ MAIL_MODE: mode, SMTP_URL: 'smtp://relay.example' })).toEqual([
        expect.stringMatching(/^MAIL_MODE: /),
      ]);
    },
  );

  it('is a mail server in live mode, and without one there is no start', () => {
    const PUBLIC_URL = 'https://service.example';
    expect(outgoing({ MAIL_MODE: 'live', SMTP_URL: 'smtp://relay.example', PUBLIC_URL }).mode).toBe('live');
    expect(faultsOf({ MAIL_MODE: 'live', SMTP_URL: 'smtp://relay.example' })).toEqual([
      'PUBLIC_URL: must be set when MAIL_MODE is live: it stands in every letter',
    ]);
    expect(faultsOf({ MAIL_MODE: 'live', PUBLIC_URL })).toEqual([
      'SMTP_URL: must be set when MAIL_MODE is live: letters need a mail server to go to',
    ]);
  });
});

describe('the mail server', () => {
  it.each<[Record<string, string>, object]>([
    [{ SMTP_URL: 'smtp://relay.example' }, { host: 'relay.example', port: 587, tls: 'starttls', login: null }],
    [{ SMTP_URL: 'smtp://relay.example/' }, { host: 'relay.example', port: 587 }],
    [{ SMTP_URL: 'smtps://relay.example' }, { port: 465, tls: 'implicit' }],
    [{ SMTP_URL: 'smtps://[2001:db8::1]:1465' }, { host: '2001:db8::1', port: 1465 }],
    [{ SMTP_URL: 'smtp://127.0.0.1:25' }, { port: 25, tls: 'none' }],
    [{ SMTP_URL: 'smtp://[::1]:25' }, { host: '::1', tls: 'none' }],
    [{ SMTP_URL: 'smtp://localhost:25', SMTP_TLS: 'required' }, { tls: 'starttls' }],
    [{ SMTP_URL: 'smtp://localhost:25', SMTP_TLS: 'off' }, { tls: 'none' }],
    [
      { SMTP_URL: 'smtp://akson%40ministry.example@relay.example', ...OAUTH, SMTP_OAUTH_SCOPE: 'a/.default' },
      {
        login: {
          kind: 'oauth',
          user: 'akson@ministry.example',
          client: {
            tokenUrl: 'https://login.example/token',
            clientId: 'service',
            clientSecret: 'hunter2',
            scope: 'a/.default',
          },
        },
      },
    ],
  ])('%j', (environment, expected) => {
    expect(outgoing(environment).relay).toMatchObject(expected);
  });

  it.each<[Record<string, string>, RegExp[]]>([
    [{ SMTP_URL: 'http://relay.example' }, [/^SMTP_URL: must be a URL that begins with smtp:\/\/ or smtps:\/\//]],
    [{ SMTP_URL: 'smtp://relay.example/?ignoreTLS=true' }, [/^SMTP_URL: must be smtp:/]],
    [{ SMTP_URL: 'smtp://u:100%@relay.example' }, [/^SMTP_URL: must be smtp:.*%40/]],
    [{ SMTP_URL: 'smtp://user@relay.example' }, [/^SMTP_URL: must name both a user and a password/]],
    [{ SMTP_URL: 'smtp://relay.example', SMTP_TLS: 'off' }, [/^SMTP_TLS: off is for a server on this machine/]],
    [{ SMTP_URL: 'smtp://10.0.0.7', SMTP_TLS: 'off' }, [/^SMTP_TLS: off is for a server on this machine/]],
    [{ SMTP_URL: 'smtps://localhost', SMTP_TLS: 'off' }, [/^SMTP_TLS: off contradicts smtps/]],
    [{ SMTP_URL: 'smtp://relay.example', ...OAUTH }, [/^SMTP_URL: must name the user, without a password/]],
    [{ SMTP_URL: 'smtp://u:p@relay.example', ...OAUTH }, [/^SMTP_URL: must name the user, without a password/]],
    [
      { SMTP_URL: 'smtp://u@relay.example', SMTP_OAUTH_CLIENT_ID: 'service' },
      [/^SMTP_OAUTH_TOKEN_URL: must be set/, /^SMTP_OAUTH_CLIENT_SECRET: must be set/],
    ],
    [
      { SMTP_URL: 'smtp://u@relay.example', ...OAUTH, SMTP_OAUTH_TOKEN_URL: 'http://login.example/token' },
      [/^SMTP_OAUTH_TOKEN_URL: must be https/],
    ],
    [{ SMTP_CONNECTIONS: '0' }, [/^SMTP_CONNECTIONS: /]],
    [{ MAIL_ALLOW: ' , ' }, [/^MAIL_ALLOW: names nobody/]],
    [{ MAIL_ALLOW: 'a@b.example, c d@e.example, kommune' }, [/"c d@e.example"/, /"kommune"/]],
    [{ DKIM_DOMAIN: 'x.example' }, [/^DKIM_SELECTOR: must be set/, /^DKIM_KEY_FILE: must be set/]],
    [{ DKIM_DOMAIN: 'x y', DKIM_SELECTOR: 's', DKIM_KEY_FILE: '/k' }, [/^DKIM_DOMAIN: must be a domain/]],
  ])('is refused as %j', (environment, faults) => {
    expect(faultsOf(environment)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });

  it('is never named with its secrets', () => {
    const faults = faultsOf({
      SMTP_URL: 'smtp://u:hunter2%@relay.example',
      SMTP_OAUTH_CLIENT_SECRET: 'hunter2',
      MAIL_MODE: 'x',
    });
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });
});

it.each<[string, boolean]>([
  ['127.0.0.1', true],
  ['::1', true],
  ['[::1]', true],
  ['LOCALHOST', true],
  ['localhost.mail.example', false],
  ['127.0.0.1.mail.example', false],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});
