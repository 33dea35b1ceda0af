import type { AuditEvent } from '../../src/audit/index.js';
import { codeAt, OneTimeLinks, systemActor } from '../../src/identity/index.js';
import { DEFAULT_HTTP_OPTIONS } from '../../src/platform/http/index.js';
import { Log } from '../../src/platform/logging/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { PageVisitor } from '../support/page-visitor.js';

const PASSWORD = 'tre blå fjell i nord';
const EMAIL = 'kari@departement.example';
const MINUTE = 60_000;

let app: TestApp;
let admin: PageVisitor;
/** What the authenticator of the first administrator holds. */
let secret: string;
let firstLink: string;
const logLines: string[] = [];

const visitor = (): PageVisitor => new PageVisitor(app.url);
const pass = (ms: number): void => app.clock.moveTo(new Date(app.clock.now().getTime() + ms));

async function enrol(who: PageVisitor): Promise<string> {
  const shown = /<code>([A-Z2-7 ]+)<\/code>/.exec(who.html)?.[1]?.replaceAll(' ', '') ?? '';
  await who.submit('/log-in/second-factor', { code: codeAt(shown, app.clock.now()) });
  return shown;
}

async function logIn(email: string, password: string, who = visitor()): Promise<PageVisitor> {
  await who.open('/log-in');
  return await who.submit('/log-in', { email, password });
}

/** A person with all steps done, and a browser that is logged in. */
async function invited(email: string, roles: string[]): Promise<{ who: PageVisitor; key: string; href: string }> {
  await admin.open('/users');
  await admin.submit('/users', { name: 'Ola Nordmann', email, roles, language: 'nb' });
  const href = admin.at;
  const who = visitor();
  await who.open(linkOn(admin));
  await who.submit('/invitation', { password: PASSWORD, again: PASSWORD });
  return { who, key: await enrol(who), href };
}

function linkOn(page: PageVisitor): string {
  const link = /\/invitation\?link=[\w-]{43}/.exec(page.html)?.[0];
  if (link === undefined) throw new Error(`No link on ${page.at}: ${page.words()}`);
  return link;
}

async function events(subject: string): Promise<AuditEvent[]> {
  return await app.dataSource.query('SELECT * FROM audit_event WHERE subject = $1 ORDER BY id', [subject]);
}

beforeAll(async () => {
  app = await startTestApp({ log: new Log('debug', { write: (line) => void logLines.push(line) }) });
  const link = await app.get(OneTimeLinks).atFirstStart();
  firstLink = new URL(link?.url ?? '').searchParams.get('link') ?? '';
});

afterAll(async () => app?.close());

describe('the first administrator', () => {
  it('comes in by the link of the first start, in every language, and must set up codes', async () => {
    expect(await app.get(OneTimeLinks).atFirstStart()).toBeNull();
    admin = visitor();
    await admin.open(`/invitation?link=${firstLink}`, { 'accept-language': 'nn' });
    expect(admin.at).toBe('/invitation');
    await admin.open('/invitation', { 'accept-language': 'nn-NO' });
    expect(admin.words()).toContain('Bli administrator');
    expect(admin.html).toContain('lang="nn"');
    expect(admin.html).not.toContain(firstLink);
    await admin.open('/invitation?language=en');
    expect(admin.words()).toContain('Become the administrator');
    await admin.open('/invitation');

    await admin.submit('/invitation', { name: '', email: 'kari', password: 'kort', again: 'kort' });
    expect(admin.status).toBe(422);
    expect(admin.words()).toMatch(/Skriv navnet.*Skriv en e-postadresse/);
    await admin.submit('/invitation', { name: 'Kari', email: EMAIL, password: PASSWORD, again: `${PASSWORD}!` });
    expect(admin.words()).toContain('De to passordene er ikke like');
    await admin.submit('/invitation', {
      name: 'Kari',
      email: EMAIL,
      password: 'Sommer2020!!!',
      again: 'Sommer2020!!!',
    });
    expect(admin.words()).toContain('Passordet er blant dem som gjettes først');
    expect(admin.html).not.toContain('Sommer2020');

    const before = admin.cookie('tilslutning-session');
    await admin.submit('/invitation', { name: 'Kari', email: EMAIL, password: PASSWORD, again: PASSWORD });
    expect(admin.at).toBe('/log-in/second-factor');
    const half = admin.cookie('tilslutning-session');
    expect(half).not.toBe(before);
    await admin.open('/users');
    expect(admin.at).toBe('/log-in/second-factor?to=%2Fusers');

    await admin.submit('/log-in/second-factor', { code: '000000' });
    expect(admin.status).toBe(422);
    expect(admin.words()).toContain('Koden er ikke riktig');
    secret = await enrol(admin);
    expect(admin.at).toBe('/account/recovery-codes');
    expect(admin.cookie('tilslutning-session')).not.toBe(half);
    expect(admin.html.match(/<code>[A-Z2-7]{4}(-[A-Z2-7]{4}){3}<\/code>/g)).toHaveLength(10);
    await admin.open('/account/recovery-codes');
    expect(admin.at).toBe('/account');
    expect(admin.words()).toContain(EMAIL);
  });

  it('cannot use the link again, and everything is written down', async () => {
    const late = await visitor().open(`/invitation?link=${firstLink}`);
    expect([late.status, late.words()]).toEqual([410, expect.stringContaining('Lenken gjelder ikke lenger')]);
    const actions = (await events(`person:${EMAIL}`)).map(({ action }) => action);
    expect(actions).toEqual(['PERSON_CREATED', 'PERSON_ACCEPTED', 'SECOND_FACTOR_SET_UP', 'SIGNED_IN']);
  });

  it('can be made again from the command line, where the link ends after a day', async () => {
    const { url } = await app.get(OneTimeLinks).forAdministrator(systemActor('cli'));
    const newer = await app.get(OneTimeLinks).forAdministrator(systemActor('cli'));
    const path = (link: string): string => link.replace(/^https?:\/\/[^/]+/, '');
    expect((await visitor().open(path(url))).status).toBe(410);
    expect((await visitor().open(path(newer.url))).status).toBe(200);
    pass(24 * 60 * MINUTE);
    expect((await visitor().open(path(newer.url))).status).toBe(410);
  });
});

describe('logging in', () => {
  it('needs the password and then a code, once', async () => {
    const who = await logIn(EMAIL, 'et annet passord');
    expect([who.status, who.words()]).toEqual([
      422,
      expect.stringContaining('E-postadressen eller passordet er ikke riktig'),
    ]);
    expect(who.cookie('tilslutning-session')).toBeUndefined();
    await logIn(` ${EMAIL.toUpperCase()} `, PASSWORD, who);
    expect(who.at).toBe('/log-in/code');
    const half = await fetch(`${app.url}/account`, { headers: { cookie: who.cookieHeader() }, redirect: 'manual' });
    expect([half.status, half.headers.get('location')]).toEqual([303, '/log-in/code?to=%2Faccount']);
    const code = codeAt(secret, app.clock.now());
    await who.submit('/log-in/code', { code });
    expect([who.status, who.at]).toEqual([200, '/campaigns']);
    await who.open('/account');
    expect(who.status).toBe(200);

    const thief = await logIn(EMAIL, PASSWORD);
    await thief.submit('/log-in/code', { code });
    expect([thief.status, thief.words()]).toEqual([422, expect.stringContaining('Koden er ikke riktig')]);
    admin = who;
  });

  it('leads to the page that was asked for, and to no other service', async () => {
    const who = await visitor().open('/account?x=1');
    expect(who.at).toBe('/log-in?to=%2Faccount%3Fx%3D1');
    await who.submit('/log-in', { email: EMAIL, password: PASSWORD });
    pass(MINUTE);
    await who.submit('/log-in/code', { code: codeAt(secret, app.clock.now()) });
    expect(who.at).toBe('/account?x=1');
    const lured = await visitor().open('/log-in?to=//evil.example');
    expect(lured.form('/log-in').fields['to']).toBe('/');
  });

  it('takes a recovery code once', async () => {
    await admin.open('/account');
    await admin.submit('/account/recovery-codes', { confirm: 'feil passord her' });
    expect(admin.words()).toContain('Passordet er ikke riktig');
    await admin.submit('/account/recovery-codes', { confirm: PASSWORD });
    const code = /<code>([A-Z2-7-]{19})<\/code>/.exec(admin.html)?.[1] ?? '';
    const first = await logIn(EMAIL, PASSWORD);
    await first.submit('/log-in/code', { code: code.toLowerCase().replaceAll('-', ' ') });
    expect(first.at).toBe('/campaigns');
    const second = await logIn(EMAIL, PASSWORD);
    await second.submit('/log-in/code', { code });
    expect(second.status).toBe(422);
    expect((await events(`person:${EMAIL}`)).find(({ action }) => action === 'RECOVERY_CODE_USED')?.data).toEqual({
      left: 9,
    });
  });

  it('makes strangers wait who guess, and lets in whoever has logged in there before', async () => {
    const { who } = await invited('per@departement.example', ['reader']);
    const guesser = visitor();
    for (let round = 0; round < 5; round++) await logIn('per@departement.example', `gjetning nummer ${round}`, guesser);
    expect(guesser.status).toBe(422);
    await logIn('per@departement.example', PASSWORD, guesser);
    expect([guesser.status, guesser.words()]).toEqual([429, expect.stringContaining('For mange mislykkede forsøk')]);
    // Nobody learns from it who has an account.
    const nobody = visitor();
    for (let round = 0; round < 6; round++) await logIn('ingen@departement.example', 'gjetning', nobody);
    expect(nobody.status).toBe(429);

    await who.open('/account');
    await who.submit('/log-out');
    await logIn('per@departement.example', PASSWORD, who);
    expect(who.at).toBe('/log-in/code');
    pass(30_000);
    await logIn('per@departement.example', PASSWORD, guesser);
    expect(guesser.at).toBe('/log-in/code');
  });

  it('counts many attempts at once as many', async () => {
    await invited('mange@departement.example', ['reader']);
    const pages = await Promise.all(Array.from({ length: 12 }, () => logIn('mange@departement.example', 'gjetning')));
    const looked = pages.filter(({ status }) => status === 422);
    expect(looked.length).toBeLessThanOrEqual(5);
    expect(pages.filter(({ status }) => status === 429)).toHaveLength(12 - looked.length);
  });
});

describe('forms', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['without token', { csrf: '' }, {}],
    ['with the token of another browser', { csrf: 'A'.repeat(43) }, {}],
    ['from another site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['from a site beside', {}, { 'sec-fetch-site': 'same-site' }],
    ['with a foreign origin', {}, { origin: 'https://evil.example' }],
  ])('are refused %s', async (_name, fields, headers) => {
    const who = await visitor().open('/log-in');
    await who.submit('/log-in', { email: EMAIL, password: PASSWORD, ...fields }, headers);
    expect([who.status, who.words()]).toEqual([422, expect.stringContaining('Siden var for gammel')]);
    await admin.open('/account');
    await admin.submit('/account/language', { language: 'en', ...fields }, headers);
    expect([admin.status, admin.words()]).toEqual([403, expect.stringContaining('Du har ikke tilgang')]);
  });
});

describe('a session', () => {
  it('ends after an hour unused, and twelve hours after the log-in', async () => {
    const { who } = await invited('tid@departement.example', ['reader']);
    for (let hour = 0; hour < 12; hour++) {
      expect((await who.open('/account')).at).toBe('/account');
      pass(59 * MINUTE);
    }
    pass(12 * MINUTE);
    expect((await who.open('/account')).at).toBe('/log-in?to=%2Faccount');
    pass(MINUTE);
    await logIn(EMAIL, PASSWORD, admin);
    await admin.submit('/log-in/code', { code: codeAt(secret, app.clock.now()) });
    const other = await invited('tid2@departement.example', ['reader']);
    pass(60 * MINUTE);
    expect((await other.who.open('/account')).at).toBe('/log-in?to=%2Faccount');
    await logIn(EMAIL, PASSWORD, admin);
    await admin.submit('/log-in/code', { code: codeAt(secret, app.clock.now()) });
  });

  it('is kept as a hash, and its cookie is for this host alone', async () => {
    const token = admin.cookie('tilslutning-session') ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    for (const table of ['session', 'person', 'one_time_link', 'recovery_code', 'sign_in_failures', 'audit_event']) {
      const rows: { text: string }[] = await app.dataSource.query(`SELECT t::text AS text FROM ${table} t`);
      const all = rows.map(({ text }) => text).join('\n');
      for (const told of [token, secret, PASSWORD, firstLink]) expect(all).not.toContain(told);
    }
    const login = await fetch(`${app.url}/log-in`);
    expect(login.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^tilslutning-form=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    const lines = logLines.join('');
    for (const told of [token, secret, PASSWORD, firstLink]) expect(lines).not.toContain(told);
  });

  it('is listed, and ended by its owner one by one or all others', async () => {
    const { who, key } = await invited('liste@departement.example', ['reader']);
    const another = async (): Promise<PageVisitor> => {
      pass(MINUTE);
      const page = await logIn('liste@departement.example', PASSWORD);
      return await page.submit('/log-in/code', { code: codeAt(key, app.clock.now()) });
    };
    const [second, third, fourth] = [await another(), await another(), await another()];
    await who.open('/account');
    await who.submit('/account/sessions/');
    const left = async (): Promise<number> =>
      (await Promise.all([second, third, fourth].map((page) => page.open('/account')))).filter(
        ({ at }) => at === '/account',
      ).length;
    expect(await left()).toBe(2);
    await who.submit('/account/sessions/end-others');
    expect(await left()).toBe(0);
    expect((await who.open('/account')).at).toBe('/account');
    await admin.open('/users');
    await who.submit('/log-out');
    expect([who.at, who.words()]).toEqual(['/logged-out', expect.stringContaining('Du er logget ut')]);
    expect((await who.open('/account')).at).toBe('/log-in?to=%2Faccount');
  });

  it('counts for the API only with the token of our own pages in a header', async () => {
    await admin.open('/account');
    const csrf = admin.form('/account/language').fields['csrf'] ?? '';
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${app.url}/api/v1/keys`, { headers: { cookie: admin.cookieHeader(), ...headers } })).status;
    expect(await ask({})).toBe(401);
    expect(await ask({ accept: 'text/html' })).toBe(401);
    expect(await ask({ 'x-csrf-token': 'A'.repeat(43) })).toBe(401);
    expect(await ask({ 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' })).toBe(401);
    expect(await ask({ 'x-csrf-token': csrf })).toBe(200);
    expect(await ask({ 'x-csrf-token': csrf, authorization: 'Bearer til_wrong' })).toBe(401);
  });
});

describe('my account', () => {
  it('changes the password, which ends the other sessions', async () => {
    const { who, key } = await invited('passord@departement.example', ['reader']);
    pass(MINUTE);
    const other = await logIn('passord@departement.example', PASSWORD);
    await other.submit('/log-in/code', { code: codeAt(key, app.clock.now()) });
    await who.open('/account');
    const typed = { current: PASSWORD, password: 'fire grønne daler', again: 'fire grønne daler' };
    await who.submit('/account/password', { ...typed, current: 'feil' });
    expect([who.status, who.words()]).toEqual([422, expect.stringContaining('Passordet er ikke riktig')]);
    await who.submit('/account/password', { ...typed, password: 'kort', again: 'kort' });
    expect(who.words()).toContain('Passordet er for kort');
    await who.submit('/account/password', typed);
    expect([who.at, who.words()]).toEqual([
      '/account?done=PASSWORD_CHANGED',
      expect.stringContaining('Passordet er endret'),
    ]);
    expect((await other.open('/account')).at).toBe('/log-in?to=%2Faccount');
    expect((await logIn('passord@departement.example', PASSWORD)).status).toBe(422);
    expect((await logIn('passord@departement.example', 'fire grønne daler')).at).toBe('/log-in/code');
  });

  it('changes language and authenticator', async () => {
    const { who, key } = await invited('telefon@departement.example', ['reader']);
    await who.open('/account');
    await who.submit('/account/language', { language: 'nn' });
    expect(who.words()).toContain('Brukaren min');
    await who.open('/account/second-factor');
    const shown = /<code>([A-Z2-7 ]+)<\/code>/.exec(who.html)?.[1]?.replaceAll(' ', '') ?? '';
    const code = codeAt(shown, app.clock.now());
    await who.submit('/account/second-factor', { code, password: 'feil' });
    expect(who.words()).toContain('Passordet er ikkje rett');
    await who.submit('/account/second-factor', { code, password: PASSWORD });
    expect(who.at).toBe('/account/recovery-codes');
    pass(MINUTE);
    const later = await logIn('telefon@departement.example', PASSWORD);
    await later.submit('/log-in/code', { code: codeAt(key, app.clock.now()) });
    expect(later.status).toBe(422);
    await later.submit('/log-in/code', { code: codeAt(shown, app.clock.now()) });
    expect(later.at).toBe('/campaigns');
  });
});

describe('users', () => {
  it('are for administrators', async () => {
    const { who } = await invited('leser@departement.example', ['approver']);
    for (const path of ['/users', '/keys']) {
      expect([(await who.open(path)).status, who.words()]).toEqual([
        403,
        expect.stringContaining('Du har ikke tilgang'),
      ]);
      expect((await app.fetch(path, { key: 'reader' })).status).toBe(403);
    }
    expect((await app.fetch('/users', { key: 'admin' })).status).toBe(403);
    await who.open('/account');
    expect(who.html).not.toContain('href="/users"');
  });

  it('show the link once, and refuse what is wrong beside its field', async () => {
    await admin.open('/users');
    await admin.submit('/users', { name: ' ', email: 'x', roles: [] });
    expect([admin.status, admin.words()]).toEqual([
      422,
      expect.stringMatching(/Skriv navnet.*e-postadresse.*minst én rolle/),
    ]);
    await admin.submit('/users', { name: 'Kari II', email: EMAIL, roles: ['reader'] });
    expect(admin.words()).toContain('Det finnes en bruker med denne e-postadressen');
    await admin.submit('/users', { name: 'Ny', email: 'ny@departement.example', roles: ['reader', 'approver'] });
    const link = linkOn(admin);
    const page = admin.at;
    expect(page).not.toContain('link');
    expect((await admin.open(page)).html).not.toContain('link=');
    const first = await visitor().open(link);
    await admin.submit(`${page}/link`);
    expect((await first.open('/invitation')).status).toBe(410);
    expect((await visitor().open(linkOn(admin))).words()).toContain('Ny, ny@departement.example');
  });

  it('lose their sessions with a change of roles, with new links and when they are closed', async () => {
    const { who, key, href } = await invited('roller@departement.example', ['reader']);
    await admin.open(href);
    await admin.submit(`${href}/roles`, { roles: ['admin'] });
    expect((await who.open('/users')).at).toBe('/log-in?to=%2Fusers');
    pass(MINUTE);
    await logIn('roller@departement.example', PASSWORD, who);
    await who.submit('/log-in/code', { code: codeAt(key, app.clock.now()) });
    expect((await who.open('/users')).status).toBe(200);
    await admin.open(href);
    await admin.submit(`${href}/disable`);
    expect((await who.open('/users')).at).toBe('/log-in?to=%2Fusers');
    expect((await logIn('roller@departement.example', PASSWORD, who)).status).toBe(422);
    await admin.submit(`${href}/enable`);
    await admin.submit(`${href}/link`);
    const again = await visitor().open(linkOn(admin));
    expect(again.words()).toContain('Velg nytt passord');
    await admin.submit(`${href}/take-away-codes`);
    await again.submit('/invitation', { password: 'fem hvite skyer', again: 'fem hvite skyer' });
    expect(again.at).toBe('/log-in/second-factor');
    const actions = (await events('person:roller@departement.example')).map(({ action }) => action);
    expect(actions).toEqual(
      expect.arrayContaining([
        'ROLES_CHANGED',
        'PERSON_DISABLED',
        'PERSON_ENABLED',
        'SECOND_FACTOR_TAKEN_AWAY',
        'PASSWORD_CHANGED',
      ]),
    );
  });

  it('always have an administrator', async () => {
    const others: { id: string }[] = await app.dataSource.query(
      `UPDATE person SET roles = '{reader}' WHERE email <> $1 RETURNING id`,
      [EMAIL],
    );
    expect(others.length).toBeGreaterThan(0);
    await admin.open('/users');
    const href = new RegExp(`href="(/users/[\\w-]+)">Kari<`).exec(admin.html)?.[1] ?? '';
    await admin.open(href);
    await admin.submit(`${href}/roles`, { roles: ['reader'] });
    expect(admin.words()).toContain('Dette er den siste administratoren');
    await admin.submit(`${href}/disable`);
    expect([admin.status, admin.words()]).toEqual([422, expect.stringContaining('Dette er den siste administratoren')]);
  });
});

describe('keys', () => {
  it('are made, shown once, and revoked', async () => {
    await admin.open('/keys');
    await admin.submit('/keys', { name: 'Postmottak', roles: [], lastDay: '2019-01-01' });
    expect([admin.status, admin.words()]).toEqual([
      422,
      expect.stringMatching(/små bokstaver.*minst én rolle.*ikke er forbi/),
    ]);
    await admin.submit('/keys', { name: 'postmottak', roles: ['integration'], lastDay: '2030-12-31' });
    const key = /til_[0-9a-f]{8}_[\w-]{43}/.exec(admin.html)?.[0] ?? '';
    const ask = async (): Promise<number> =>
      (await fetch(`${app.url}/api/v1/keys`, { headers: { 'x-api-key': key } })).status;
    expect(await ask()).toBe(403);
    expect((await admin.open('/keys')).html).not.toContain(key);
    // Who made it answers for it; the tests' own keys were made as the command line makes them.
    expect(admin.words()).toMatch(new RegExp(`postmottak til_[0-9a-f]{8} ${EMAIL}`));
    expect(admin.words()).toMatch(/reader til_[0-9a-f]{8} Ingen \(kommandolinjen\)/);
    const id = /postmottak[\s\S]*?action="\/keys\/([\w-]+)\/revoke"/.exec(admin.html)?.[1];
    await admin.submit(`/keys/${id}/revoke`);
    expect(admin.words()).toContain('Nøkkelen er trukket tilbake');
    expect(await ask()).toBe(401);
    const made = (await events('api-key:postmottak')).map(({ actor, action }) => [actor, action]);
    expect(made).toEqual([
      [`person:${EMAIL}`, 'API_KEY_CREATED'],
      [`person:${EMAIL}`, 'API_KEY_REVOKED'],
    ]);
    await admin.submit('/keys', { name: 'postmottak', roles: ['reader'] });
    expect(admin.words()).toContain('Et navn brukes aldri på nytt');
  });
});

describe('over TLS', () => {
  it('cookies have the prefix __Host- and are sent encrypted only', async () => {
    const secure = await startTestApp({ publicUrl: 'https://akson.example' });
    try {
      const [cookie] = (await fetch(`${secure.url}/log-in`)).headers.getSetCookie();
      expect(cookie).toMatch(/^__Host-tilslutning-form=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      expect(DEFAULT_HTTP_OPTIONS.trustProxy).toBe(false);
    } finally {
      await secure.close();
    }
  });
});
