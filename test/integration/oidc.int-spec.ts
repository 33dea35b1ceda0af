import { generateKeyPairSync } from 'node:crypto';
import {
  DEFAULT_SIGN_IN,
  ManagePeople,
  type OidcOptions,
  OneTimeLinks,
  systemActor,
} from '../../src/identity/index.js';
import { Log } from '../../src/platform/logging/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { OIDC_CLIENT, startOidcProvider, type TestClaims, type TestProvider } from '../support/oidc-provider.js';
import { PageVisitor } from '../support/page-visitor.js';

const PUBLIC_URL = 'http://127.0.0.1:3000';
const KARI: TestClaims = {
  sub: 'kari',
  email: 'Kari@Departement.example',
  name: 'Kari Nordmann',
  roles: ['case-handler'],
};

const logLines: string[] = [];
let provider: TestProvider;
let app: TestApp;

function optionsFor(issuer: string): OidcOptions {
  return {
    issuer,
    clientId: OIDC_CLIENT.id,
    authentication: { kind: 'SECRET', secret: OIDC_CLIENT.secret },
    scope: 'openid profile email',
    rolesClaim: 'roles',
    roles: {},
  };
}

const pathOf = (href: string | null): string => {
  const { pathname, search } = new URL(href ?? '');
  return `${pathname}${search}`;
};

/** Begins at the service, logs in at the provider, and gives the address that the provider sends the browser back to. */
async function toCallback(who: PageVisitor, at = provider): Promise<string> {
  await who.open('/log-in/organisation?to=/account');
  const there = await new PageVisitor(at.issuer).open(pathOf(who.left));
  if (there.left === null) throw new Error(`The provider answered ${there.status}: ${there.words().slice(0, 1000)}`);
  return pathOf(there.left);
}

async function logIn(claims: TestClaims, at = provider, service = app): Promise<PageVisitor> {
  at.person = claims;
  const who = new PageVisitor(service.url);
  return await who.open(await toCallback(who, at));
}

async function people(): Promise<{ email: string; name: string; roles: string[]; oidc_subject: string | null }[]> {
  return await app.dataSource.query('SELECT email, name, roles, oidc_subject FROM person ORDER BY email');
}

beforeAll(async () => {
  provider = await startOidcProvider(PUBLIC_URL);
  app = await startTestApp({
    signIn: { ...DEFAULT_SIGN_IN, oidc: optionsFor(provider.issuer) },
    log: new Log('debug', { write: (line) => void logLines.push(line) }),
  });
});

afterAll(async () => {
  await app?.close();
  await provider?.stop();
});

describe("the organisation's log-in", () => {
  it('lets somebody in with the roles of the claim, and sends them where they wanted to go', async () => {
    const page = await new PageVisitor(app.url).open('/log-in?to=/account');
    expect(page.html).toContain('href="/log-in/organisation?to=%2Faccount"');
    const who = await logIn(KARI);
    expect([who.status, who.at]).toEqual([200, '/account']);
    expect(who.words()).toMatch(
      /Kari Nordmann, kari@departement.example.*Saksbehandler.*logger inn hos organisasjonen/,
    );
    expect((await who.open('/users')).status).toBe(403);
    expect(await people()).toEqual([
      { email: 'kari@departement.example', name: 'Kari Nordmann', roles: ['case-handler'], oidc_subject: 'kari' },
    ]);
    const events: { actor: string; action: string }[] = await app.dataSource.query(
      `SELECT actor, action FROM audit_event WHERE subject = 'person:kari@departement.example' ORDER BY id`,
    );
    expect(events).toEqual([
      { actor: 'system:oidc', action: 'PERSON_CREATED' },
      { actor: 'person:kari@departement.example', action: 'SIGNED_IN' },
    ]);
  });

  it('takes other roles over at the next log-in, and ends what had the former', async () => {
    const before = await logIn(KARI);
    const after = await logIn({ ...KARI, name: 'Kari N.', roles: ['admin', 'something else'] });
    expect((await after.open('/users')).status).toBe(200);
    expect((await before.open('/account')).at).toBe('/log-in?to=%2Faccount');
    await after.open('/users');
    await after.open(/href="(\/users\/[\w-]+)">Kari N\.</.exec(after.html)?.[1] ?? '');
    expect(after.words()).toContain('Rollene kommer derfra');
  });

  it('logs out here, and offers to log out there', async () => {
    const who = await logIn(KARI);
    await who.submit('/log-out');
    expect(who.words()).toContain('Logg også ut hos organisasjonen');
    await who.open('/log-out/organisation');
    const url = new URL(who.left ?? '');
    expect(url.origin).toBe(provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: OIDC_CLIENT.id,
      post_logout_redirect_uri: `${PUBLIC_URL}/logged-out`,
    });
  });

  it('asks with PKCE, state and nonce, new each time, and keeps nothing readable in the cookie', async () => {
    const who = new PageVisitor(app.url);
    const asked: Record<string, string>[] = [];
    for (let round = 0; round < 2; round++) {
      await who.open('/log-in/organisation');
      asked.push(Object.fromEntries(new URL(who.left ?? '').searchParams));
      for (const name of ['state', 'nonce']) expect(who.cookie('tilslutning-oidc')).not.toContain(asked[round]?.[name]);
    }
    expect(asked[0]).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid profile email',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked[0]?.[name]).toMatch(/^[\w-]{43}$/);
      expect(asked[0]?.[name]).not.toBe(asked[1]?.[name]);
    }
  });
});

describe('is refused, with a page that says why', () => {
  const refused = async (who: PageVisitor, words: string, status = 403): Promise<void> => {
    expect([who.status, who.words()]).toEqual([status, expect.stringContaining(words)]);
    expect(who.cookie('tilslutning-session')).toBeUndefined();
  };

  it('another state', async () => {
    provider.person = KARI;
    const who = new PageVisitor(app.url);
    const callback = await toCallback(who);
    await refused(
      await who.open(callback.replace(/state=[^&]+/, `state=${'A'.repeat(43)}`)),
      'godtok ikke innloggingen',
    );
  });

  it('another nonce in the ID token', async () => {
    provider.nonce = 'n'.repeat(43);
    try {
      await refused(await logIn(KARI), 'godtok ikke innloggingen');
    } finally {
      provider.nonce = null;
    }
  });

  it('another issuer in the answer (RFC 9207)', async () => {
    provider.person = KARI;
    const who = new PageVisitor(app.url);
    const callback = await toCallback(who);
    await refused(await who.open(callback.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Fevil.example')), 'godtok ikke');
  });

  it('a code that was used, with the same cookie as before', async () => {
    provider.person = KARI;
    const who = new PageVisitor(app.url);
    const callback = await toCallback(who);
    const waiting = who.cookie('tilslutning-oidc') ?? '';
    expect((await who.open(callback)).at).toBe('/account');
    const again = new PageVisitor(app.url);
    await refused(await again.open(callback), 'tok for lang tid');
    again.cookie('tilslutning-oidc', waiting);
    await refused(await again.open(callback), 'godtok ikke innloggingen');
  });

  it('an answer in another browser, where somebody lures a person into the account of another', async () => {
    provider.person = KARI;
    const mine = new PageVisitor(app.url);
    const callback = await toCallback(mine);
    const victim = new PageVisitor(app.url);
    await toCallback(victim);
    await refused(await victim.open(callback), 'godtok ikke innloggingen');
  });

  it('an answer that comes after ten minutes', async () => {
    provider.person = KARI;
    const who = new PageVisitor(app.url);
    const callback = await toCallback(who);
    app.clock.moveTo(new Date(app.clock.now().getTime() + 10 * 60_000));
    await refused(await who.open(callback), 'tok for lang tid');
  });

  it("the provider's own refusal", async () => {
    const who = new PageVisitor(app.url);
    await who.open('/log-in/organisation');
    const state = new URL(who.left ?? '').searchParams.get('state');
    await refused(await who.open(`/log-in/organisation/callback?error=access_denied&state=${state}`), 'godtok ikke');
  });

  it('who has no role here', async () => {
    for (const roles of [undefined, [], ['king'], ['mail-gateway']]) {
      await refused(await logIn({ sub: 'ola', email: 'ola@x.example', ...(roles ? { roles } : {}) }), 'ingen rolle');
    }
  });

  it('who has no e-mail address', async () => {
    await refused(await logIn({ sub: 'uten', roles: ['reader'] }), 'ingen e-postadresse');
  });

  it("who is closed here, or has somebody else's address", async () => {
    await refused(await logIn({ ...KARI, sub: 'another' }), 'en annen bruker med e-postadressen');
    await app.dataSource.query(`UPDATE person SET disabled_at = now() WHERE oidc_subject = 'kari'`);
    await refused(await logIn(KARI), 'Brukeren din er stengt');
    await app.dataSource.query(`UPDATE person SET disabled_at = NULL WHERE oidc_subject = 'kari'`);
  });

  it('tells nobody what was sent', () => {
    const lines = logLines.join('');
    expect(lines).toContain("The organisation's log-in failed");
    expect(lines).not.toMatch(/code=|code_verifier|id_token|access_token|eyJ/);
    expect(lines).not.toContain(OIDC_CLIENT.secret);
  });
});

describe('somebody with a password here', () => {
  it("moves to the organisation's log-in only when the provider vouches for the address", async () => {
    const actor = systemActor('test');
    const wanted = { name: 'Per', email: 'per@departement.example', roles: ['reader'], language: 'nn' } as const;
    const { link } = await app.get(ManagePeople).invite(wanted, actor);
    const local = await new PageVisitor(app.url).open(pathOf(link.url));
    await local.submit('/invitation', { password: 'tre blå fjell i nord', again: 'tre blå fjell i nord' });
    const per = { sub: 'per', email: 'per@departement.example', name: 'Per', roles: ['approver'] };
    expect((await logIn(per)).status).toBe(403);
    const moved = await logIn({ ...per, email_verified: true });
    expect(moved.words()).toContain('Du loggar inn hos organisasjonen');
    const page = await new PageVisitor(app.url).open('/log-in');
    await page.submit('/log-in', { email: 'per@departement.example', password: 'tre blå fjell i nord' });
    expect(page.status).toBe(422);
  });
});

describe('a client with a key', () => {
  it('proves itself by private_key_jwt, and no password opens anything', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'ours', alg: 'RS256', use: 'sig' };
    const other = await startOidcProvider(PUBLIC_URL, jwk);
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const oidc: OidcOptions = { ...optionsFor(other.issuer), authentication: { kind: 'KEY', pem, keyId: 'ours' } };
    const service = await startTestApp({ signIn: { ...DEFAULT_SIGN_IN, localAccounts: false, oidc } });
    try {
      expect((await logIn(KARI, other, service)).at).toBe('/account');
      const page = await new PageVisitor(service.url).open('/log-in');
      expect(page.html).not.toContain('type="password"');
      const { url } = await service.get(OneTimeLinks).forAdministrator(systemActor('test'));
      expect((await page.open(pathOf(url))).status).toBe(410);
    } finally {
      await service.close();
      await other.stop();
    }
  });
});

describe('while the provider is down', () => {
  it('a page says so, and all is well when it is back', async () => {
    const gone = await startOidcProvider(PUBLIC_URL);
    await gone.stop();
    const service = await startTestApp({ signIn: { ...DEFAULT_SIGN_IN, oidc: optionsFor(gone.issuer) } });
    try {
      const who = await new PageVisitor(service.url).open('/log-in/organisation', { 'accept-language': 'en' });
      expect([who.status, who.words()]).toEqual([503, expect.stringContaining('does not answer at the moment')]);
      expect((await who.open('/log-in')).html).toContain('type="password"');
    } finally {
      await service.close();
    }
  });
});
