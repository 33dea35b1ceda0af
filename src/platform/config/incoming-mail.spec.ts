import { ServiceError } from '../errors/index.js';
import { readConfig } from './config.js';
import type { IncomingMailConfig } from './incoming-mail.js';

const incoming = (environment: Record<string, string>): IncomingMailConfig => readConfig(environment).incomingMail;

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ServiceError) return error.faults.map(({ where, message }) => `${where}: ${message}`);
    throw error;
  }
  return [];
}

const URL_WITH_PASSWORD = 'imaps://akson%40hod.dep.no:hunter2@mail.hod.example/INBOX';
const URL_WITHOUT = 'imaps://akson%40hod.dep.no@outlook.office365.com/INBOX';
const OAUTH = {
  IMAP_OAUTH_TOKEN_URL: 'https://login.example/token',
  IMAP_OAUTH_CLIENT_ID: 'service',
  IMAP_OAUTH_CLIENT_SECRET: 'hunter2',
};

describe('the mailbox', () => {
  it('is none by default', () => {
    expect(incoming({})).toEqual({ imap: null, trustedHop: null });
  });

  it.each<[string, Record<string, string>, object]>([
    [
      'with a password',
      { IMAP_URL: URL_WITH_PASSWORD },
      { address: 'akson@hod.dep.no', oauth: null, alarmMinutes: 10 },
    ],
    [
      'of an account with another name',
      { IMAP_URL: 'imaps://svc-akson:x@mail.hod.example', IMAP_ADDRESS: 'Akson@HOD.dep.no' },
      { address: 'akson@hod.dep.no' },
    ],
    [
      'with a token',
      { IMAP_URL: URL_WITHOUT, ...OAUTH, IMAP_OAUTH_SCOPE: 'a/.default' },
      {
        oauth: {
          tokenUrl: 'https://login.example/token',
          clientId: 'service',
          clientSecret: 'hunter2',
          scope: 'a/.default',
        },
      },
    ],
    [
      'of a server with an authority of its own',
      { IMAP_URL: URL_WITH_PASSWORD, IMAP_CA_FILE: '/etc/ca.pem' },
      { caFile: '/etc/ca.pem' },
    ],
    [
      'from a day on',
      { IMAP_URL: URL_WITH_PASSWORD, IMAP_SINCE: '2020-04-24T00:00:00+02:00', IMAP_ARCHIVE_FOLDER: 'Arkiv' },
      { since: new Date('2020-04-23T22:00:00Z'), archiveFolder: 'Arkiv', reviewFolder: 'Review' },
    ],
  ])('%s', (_what, environment, expected) => {
    expect(incoming(environment).imap).toMatchObject(expected);
  });

  it.each<[Record<string, string>, RegExp[]]>([
    [{ IMAP_URL: 'https://mail.hod.example' }, [/^IMAP_URL: must be imaps:/]],
    [{ IMAP_URL: URL_WITHOUT }, [/^IMAP_URL: must name a password/]],
    [{ IMAP_URL: URL_WITH_PASSWORD, ...OAUTH }, [/^IMAP_URL: must name the user without a password/]],
    [
      { IMAP_URL: URL_WITHOUT, IMAP_OAUTH_CLIENT_ID: 'service' },
      [
        /^IMAP_OAUTH_TOKEN_URL: must be set/,
        /^IMAP_OAUTH_CLIENT_SECRET: must be set/,
        /^IMAP_URL: must name a password/,
      ],
    ],
    [{ IMAP_URL: URL_WITHOUT, ...OAUTH, IMAP_OAUTH_TOKEN_URL: 'http://login.example' }, [/^IMAP_OAUTH_TOKEN_URL: /]],
    [{ IMAP_URL: 'imaps://svc:x@mail.hod.example' }, [/^IMAP_ADDRESS: must be set/]],
    [{ IMAP_URL: URL_WITH_PASSWORD, IMAP_ADDRESS: 'akson+a@hod.dep.no' }, [/^IMAP_ADDRESS: /]],
    [{ IMAP_URL: URL_WITH_PASSWORD, IMAP_SINCE: '24. april' }, [/^IMAP_SINCE: /]],
    [{ TRUSTED_HOP: 'mx hod' }, [/^TRUSTED_HOP: /]],
  ])('is refused as %j', (environment, faults) => {
    expect(faultsOf(environment)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });

  it('is never named with its secrets', () => {
    const faults = faultsOf({ ...OAUTH, IMAP_URL: 'imaps://akson:hunter2%@mail.hod.example', LOG_LEVEL: 'loud' });
    expect(faults).not.toHaveLength(0);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });
});
