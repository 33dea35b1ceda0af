import { homedir } from 'node:os';
import { join } from 'node:path';
import { ServiceError } from '../errors/index.js';
import { readConfig } from './config.js';

const key = 'forty characters that are only for tests';

function refusalOf(environment: Record<string, string>): ServiceError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

const faultyOf = (environment: Record<string, string>): string[] =>
  refusalOf(environment)
    .faults.map((fault) => fault.where)
    .toSorted();

describe('the configuration', () => {
  it('needs nothing: the service then stands on its own on loopback', () => {
    expect(readConfig({})).toEqual({
      role: 'both',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      logLevel: 'info',
      stateDirectory: join(homedir(), '.local', 'state', 'tilslutning'),
      trustProxy: false,
      databaseUrl: null,
      redisUrl: null,
      incomingMail: { imap: null, trustedHop: null },
      signIn: { secondFactor: 'required', idleMinutes: 60, sessionHours: 12, localAccounts: true, oidc: null },
      smtpSinkPort: 2525,
      showsCapturedMail: false,
      outgoingMail: { mode: 'capture', allow: null, relay: null, dkim: null },
      lettersPerMinute: null,
      idempotencyKeyDays: 7,
      webhookLogDays: 90,
      maxMessageBytes: 40 * 1024 * 1024,
      maxReturnBytes: 25 * 1024 * 1024,
      secretKey: null,
      sealP12: null,
      sealOwner: 'Helse- og omsorgsdepartementet',
      trustAnchorFiles: [],
      trustedListFiles: [],
      trustedListSignerFiles: [],
      verificationProcesses: 2,
      fetchesValidationData: false,
      checksSenders: true,
      dnsServers: [],
      maskinporten: null,
      clamdUrl: null,
    });
  });

  it('takes every variable', () => {
    const config = readConfig({
      TILSLUTNING_ROLE: 'worker',
      HOST: '0.0.0.0',
      PORT: '8080',
      PUBLIC_URL: 'https://service.example/',
      LOG_LEVEL: 'warn',
      STATE_DIR: '/var/lib/tilslutning',
      TRUST_PROXY: 'true',
      DATABASE_URL: 'postgres://u:p@db.example/tilslutning',
      REDIS_URL: 'rediss://queue.example:6380',
      SMTP_SINK_PORT: '0',
      MAIL_MODE: 'live',
      MAIL_ALLOW: 'Post@Kommune.example, other.example,@third.example ,',
      SMTP_URL: 'smtp://tilslutning:p%40ss%2Fword@relay.example:2587',
      SMTP_CA_FILE: '/etc/relay-ca.pem',
      SMTP_CONNECTIONS: '8',
      DKIM_DOMAIN: 'Ministry.example',
      DKIM_SELECTOR: 'tilslutning1',
      DKIM_KEY_FILE: '/etc/dkim.pem',
      LETTERS_PER_MINUTE: '120',
      IDEMPOTENCY_KEY_DAYS: '2',
      WEBHOOK_LOG_DAYS: '30',
      MAX_MESSAGE_BYTES: '2048',
      MAX_RETURN_BYTES: '1024',
      SECRET_KEY: key,
      SEAL_P12: '/etc/seal.p12',
      SEAL_P12_PASSWORD: 'word',
      SEAL_OWNER: 'Testdepartementet',
      TRUST_ANCHORS: '/etc/a.pem, /etc/b.pem ,',
      TRUSTED_LISTS: '/etc/no.xml',
      TRUSTED_LIST_SIGNERS: '/etc/no.pem,/etc/no-next.pem',
      VERIFICATION_PROCESSES: '4',
      FETCH_VALIDATION_DATA: 'true',
      CHECK_SENDERS: 'false',
      DNS_SERVERS: '192.0.2.1, 192.0.2.2:5353',
      MASKINPORTEN_ISSUER: 'https://test.maskinporten.no/',
      MASKINPORTEN_AUDIENCE: 'https://tilslutning.example',
      CLAMD_URL: 'unix:///run/clamav/clamd.ctl',
      PATH: '/usr/bin',
    });
    expect(config).toEqual({
      role: 'worker',
      host: '0.0.0.0',
      port: 8080,
      publicUrl: 'https://service.example',
      logLevel: 'warn',
      stateDirectory: '/var/lib/tilslutning',
      trustProxy: true,
      databaseUrl: 'postgres://u:p@db.example/tilslutning',
      redisUrl: 'rediss://queue.example:6380',
      incomingMail: { imap: null, trustedHop: null },
      signIn: { secondFactor: 'required', idleMinutes: 60, sessionHours: 12, localAccounts: true, oidc: null },
      smtpSinkPort: 0,
      showsCapturedMail: false,
      outgoingMail: {
        mode: 'live',
        allow: ['post@kommune.example', '@other.example', '@third.example'],
        relay: {
          host: 'relay.example',
          port: 2587,
          tls: 'starttls',
          caFile: '/etc/relay-ca.pem',
          connections: 8,
          login: { kind: 'password', user: 'tilslutning', password: 'p@ss/word' },
        },
        dkim: { domain: 'ministry.example', selector: 'tilslutning1', keyFile: '/etc/dkim.pem' },
      },
      lettersPerMinute: 120,
      idempotencyKeyDays: 2,
      webhookLogDays: 30,
      maxMessageBytes: 2048,
      maxReturnBytes: 1024,
      secretKey: key,
      sealP12: { file: '/etc/seal.p12', password: 'word' },
      sealOwner: 'Testdepartementet',
      trustAnchorFiles: ['/etc/a.pem', '/etc/b.pem'],
      trustedListFiles: ['/etc/no.xml'],
      trustedListSignerFiles: ['/etc/no.pem', '/etc/no-next.pem'],
      verificationProcesses: 4,
      fetchesValidationData: true,
      checksSenders: false,
      dnsServers: ['192.0.2.1', '192.0.2.2:5353'],
      maskinporten: {
        issuer: 'https://test.maskinporten.no/',
        jwksUri: 'https://test.maskinporten.no/jwk',
        audience: 'https://tilslutning.example',
        scopePrefix: 'ks:tilslutning',
      },
      clamdUrl: 'unix:///run/clamav/clamd.ctl',
    });
  });

  it('counts an empty variable as absent', () => {
    expect(readConfig({ PORT: '', SECRET_KEY: '', DATABASE_URL: '', SEAL_P12: '' })).toEqual(readConfig({}));
  });

  it('writes an IPv6 host as an address can hold it', () => {
    expect(readConfig({ HOST: '::1' }).publicUrl).toBe('http://[::1]:3000');
  });

  it('names every fault at once', () => {
    const refusal = refusalOf({
      TILSLUTNING_ROLE: 'all',
      PORT: 'abc',
      DATABASE_URL: 'mysql://db',
      REDIS_URL: 'not a url',
      SECRET_KEY: 'short',
      SEAL_P12: '/etc/seal.p12',
      TRUSTED_LISTS: '/etc/no.xml',
    });
    expect(refusal.code).toBe('CONFIGURATION_INVALID');
    expect(refusal.faults.map((fault) => fault.where).toSorted()).toEqual([
      'DATABASE_URL',
      'PORT',
      'REDIS_URL',
      'SEAL_P12_PASSWORD',
      'SECRET_KEY',
      'TILSLUTNING_ROLE',
      'TRUSTED_LIST_SIGNERS',
    ]);
    for (const { where, message } of refusal.faults) expect(refusal.message).toContain(`${where}: ${message}`);
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['LOG_LEVEL', 'verbose'],
    ['TRUST_PROXY', 'yes'],
    ['PUBLIC_URL', 'service.example'],
    ['PUBLIC_URL', 'ftp://service.example'],
    ['LETTERS_PER_MINUTE', '0'],
    ['CLAMD_URL', 'http://clamd.example'],
    ['CHECK_SENDERS', 'perhaps'],
    ['MAX_RETURN_BYTES', '12'],
    ['MAX_MESSAGE_BYTES', '1000000000'],
    ['VERIFICATION_PROCESSES', '0'],
    ['SEAL_OWNER', 'x'.repeat(65)],
  ])('refuses %s=%s', (name, value) => {
    expect(faultyOf({ [name]: value })).toEqual([name]);
  });

  it('shows captured mail only where nobody else can reach it', () => {
    expect(readConfig({ CAPTURED_MAIL_PAGE: 'true' }).showsCapturedMail).toBe(true);
    expect(faultyOf({ CAPTURED_MAIL_PAGE: 'true', HOST: '0.0.0.0' })).toEqual(['CAPTURED_MAIL_PAGE']);
  });

  it('never says a secret', () => {
    const { message, faults } = refusalOf({
      SECRET_KEY: 'hunter2',
      SEAL_P12_PASSWORD: 'hunter2',
      SEAL_P12: '/x',
      PORT: 'y',
    });
    expect(JSON.stringify([message, faults])).not.toContain('hunter2');
  });
});
