import { ServiceError } from '../errors/index.js';
import { readConfig } from './config.js';

const oidc = {
  OIDC_ISSUER: 'https://login.example/realm',
  OIDC_CLIENT_ID: 'tilslutning',
  OIDC_CLIENT_SECRET: 'a word between the two',
  PUBLIC_URL: 'https://akson.example',
};

function faultyOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ServiceError) return error.faults.map((fault) => fault.where).toSorted();
    throw error;
  }
  return [];
}

describe('how people log in', () => {
  it('is by local accounts with codes, for an hour unused and twelve in all', () => {
    expect(readConfig({}).signIn).toEqual({
      secondFactor: 'required',
      idleMinutes: 60,
      sessionHours: 12,
      localAccounts: true,
      oidc: null,
    });
  });

  it("is by the organisation's log-in where it is named", () => {
    expect(readConfig({ ...oidc, LOCAL_ACCOUNTS: 'false', OIDC_ROLES: 'App.Sak=case-handler' }).signIn).toEqual({
      secondFactor: 'required',
      idleMinutes: 60,
      sessionHours: 12,
      localAccounts: false,
      oidc: {
        issuer: 'https://login.example/realm',
        clientId: 'tilslutning',
        clientSecret: 'a word between the two',
        keyFile: null,
        keyId: null,
        scope: 'openid profile email',
        rolesClaim: 'roles',
        roles: { 'App.Sak': 'case-handler' },
      },
    });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['all', oidc, []],
    ['a key in place of the secret', { ...oidc, OIDC_CLIENT_SECRET: '', OIDC_KEY_FILE: '/etc/oidc.pem' }, []],
    ['both', { ...oidc, OIDC_KEY_FILE: '/etc/oidc.pem' }, ['OIDC_CLIENT_SECRET']],
    ['neither', { ...oidc, OIDC_CLIENT_SECRET: '' }, ['OIDC_CLIENT_SECRET']],
    ['no client', { ...oidc, OIDC_CLIENT_ID: '' }, ['OIDC_CLIENT_ID']],
    ['no public address', { ...oidc, PUBLIC_URL: '' }, ['PUBLIC_URL']],
    ['an issuer without TLS', { ...oidc, OIDC_ISSUER: 'http://login.example' }, ['OIDC_ISSUER']],
    ['an issuer on this machine', { ...oidc, OIDC_ISSUER: 'http://127.0.0.1:4000' }, []],
    ['no issuer', { OIDC_CLIENT_ID: 'x' }, ['OIDC_CLIENT_ID']],
    ['nobody who can log in', { LOCAL_ACCOUNTS: 'false' }, ['LOCAL_ACCOUNTS']],
    ['roles that give nothing', { ...oidc, OIDC_ROLES: 'App.Sak' }, ['OIDC_ROLES']],
    ['a session without end', { SESSION_HOURS: '0' }, ['SESSION_HOURS']],
  ])('with %s has the faults %j', (_name, environment, faults) => {
    expect(faultyOf(environment)).toEqual(faults);
  });
});
