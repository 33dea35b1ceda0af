import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  ApiKey,
  CreateApiKey,
  FORM_TOKEN_HEADER,
  FormGuard,
  PERSON_ROLES,
  Person,
  type PersonRole,
  ROLES,
  Session,
  systemActor,
} from '../../src/identity/index.js';
import type { TestApp } from './app.js';
import { type Opener, MAY_ACT_AS } from './authorisation-matrix.js';
import type { MaskinportenIssuer } from './maskinporten-issuer.js';
import { PageVisitor } from './page-visitor.js';
import { ReturningMunicipality } from './returning-municipality.js';
import type { RunningRoute } from './running-routes.js';

/** Somebody who asks, with what they have in hand. */
export interface Caller {
  readonly name: string;
  /** Whether they are among those whom the route is for. */
  isAmong(openTo: readonly Opener[], route: RunningRoute): boolean;
  /** The headers of their next request: a session of its own each time, since some requests end it. */
  headers(route: RunningRoute): Promise<Record<string, string>>;
}

type Headers = Record<string, string>;

const isApi = ({ path }: RunningRoute): boolean => path.startsWith('/api/');
const changes = ({ method }: RunningRoute): boolean => method !== 'GET' && method !== 'ANY';
const nobodyIs = (): boolean => false;
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

/** Whether one of the words names this role or one that it includes. */
function isRoleAmong(role: Opener, openTo: readonly Opener[]): boolean {
  return openTo.some((word) => {
    const named = word in MAY_ACT_AS ? MAY_ACT_AS[word as keyof typeof MAY_ACT_AS] : [];
    return (named as readonly Opener[]).includes(role);
  });
}

/** Everybody whom the matrix speaks of, and everybody who once was or nearly is one of them. */
export async function matrixCallers(app: TestApp, issuer: MaskinportenIssuer): Promise<readonly Caller[]> {
  return [
    await nobody(app),
    ...(await keyHolders(app)),
    ...(await people(app)),
    ...(await municipalities(app)),
    ...(await systems(app, issuer)),
  ];
}

/** The cookie and the token of forms, of a browser that has not logged in. */
async function formHeaders(app: TestApp): Promise<Headers> {
  const visitor = await new PageVisitor(app.url).open('/log-in');
  const token = visitor.form('/log-in').fields['csrf'] ?? '';
  return { cookie: visitor.cookieHeader(), [FORM_TOKEN_HEADER]: token };
}

async function nobody(app: TestApp): Promise<Caller> {
  const form = await formHeaders(app);
  return { name: 'nobody', isAmong: nobodyIs, headers: () => Promise.resolve(form) };
}

/** Keys open the API alone. */
async function keyHolders(app: TestApp): Promise<Caller[]> {
  const createApiKey = app.get(CreateApiKey);
  const made = async (name: string, role: (typeof ROLES)[number], expiresAt: Date | null): Promise<string> =>
    (await createApiKey.execute({ name, roles: [role], expiresAt }, systemActor('test'))).key;
  const holders = await Promise.all(
    ROLES.map(async (role): Promise<Caller> => {
      const key = await made(`matrix-${role}`, role, null);
      return {
        name: `key of ${role}`,
        isAmong: (openTo, route) => isApi(route) && isRoleAmong(role, openTo),
        headers: () => Promise.resolve(bearer(key)),
      };
    }),
  );
  const revoked = await made('matrix-revoked', 'admin', null);
  const expired = await made('matrix-expired', 'admin', new Date(app.clock.now().getTime() + 1));
  const now = app.clock.now();
  await app.dataSource.getRepository(ApiKey).update({ name: 'matrix-revoked' }, { revokedAt: now });
  await app.dataSource.getRepository(ApiKey).update({ name: 'matrix-expired' }, { expiresAt: now });
  const ended = [
    ['revoked key of admin', revoked],
    ['expired key of admin', expired],
    ['unknown key', `til_00000000_${'A'.repeat(43)}`],
  ] as const;
  return [
    ...holders,
    ...ended.map(([name, key]) => ({ name, isAmong: nobodyIs, headers: () => Promise.resolve(bearer(key)) })),
  ];
}

async function insertPerson(
  app: TestApp,
  email: string,
  roles: PersonRole[],
  disabledAt: Date | null,
): Promise<string> {
  const id = randomUUID();
  await app.dataSource.getRepository(Person).insert({
    id,
    name: email,
    email,
    roles,
    language: 'en',
    passwordHash: 'never entered',
    createdAt: app.clock.now(),
    createdBy: 'system:test',
    disabledAt,
  });
  return id;
}

interface SessionFacts {
  readonly stage: Session['stage'];
  readonly openedMsAgo: number;
}

async function openSession(app: TestApp, personId: string, { stage, openedMsAgo }: SessionFacts): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const at = new Date(app.clock.now().getTime() - openedMsAgo);
  await app.dataSource.getRepository(Session).insert({
    id: randomUUID(),
    tokenSha256: createHash('sha256').update(token).digest('hex'),
    personId,
    stage,
    method: 'PASSWORD',
    userAgent: 'matrix',
    createdAt: at,
    lastSeenAt: at,
  });
  return token;
}

async function people(app: TestApp): Promise<Caller[]> {
  const forms = app.get(FormGuard);
  const whole: SessionFacts = { stage: 'FULL', openedMsAgo: 0 };
  const sessionHeaders = async (personId: string, facts: SessionFacts, hasToken: boolean): Promise<Headers> => {
    const token = await openSession(app, personId, facts);
    const cookie = `tilslutning-session=${token}`;
    return hasToken ? { cookie, [FORM_TOKEN_HEADER]: forms.tokenOfSession(token) } : { cookie };
  };
  const loggedIn = await Promise.all(
    PERSON_ROLES.map(async (role): Promise<Caller> => {
      const id = await insertPerson(app, `${role}@departement.example`, [role], null);
      return {
        name: `person as ${role}`,
        isAmong: (openTo) => openTo.includes('person') || isRoleAmong(role, openTo),
        headers: () => sessionHeaders(id, whole, true),
      };
    }),
  );
  const admin = await insertPerson(app, 'another-admin@departement.example', ['admin'], null);
  const disabled = await insertPerson(app, 'disabled@departement.example', ['admin'], app.clock.now());
  const over = (name: string, id: string, facts: SessionFacts): Caller => ({
    name,
    isAmong: nobodyIs,
    headers: () => sessionHeaders(id, facts, true),
  });
  return [
    ...loggedIn,
    {
      // What another site's page can make an administrator's browser send.
      name: "person as admin, without our form's token",
      isAmong: (openTo, route) => !isApi(route) && !changes(route) && openTo.some((word) => word !== 'link'),
      headers: () => sessionHeaders(admin, whole, false),
    },
    over('person as admin, idle for an hour', admin, { stage: 'FULL', openedMsAgo: 60 * 60_000 }),
    over('person as admin, before the second factor', admin, { stage: 'SECOND_FACTOR', openedMsAgo: 0 }),
    over('person as admin, disabled', disabled, whole),
  ];
}

/** Two browsers that opened a municipality's link, and two whose right has ended. */
async function municipalities(app: TestApp): Promise<Caller[]> {
  const links = await Promise.all([0, 1].map(async (index) => linkOf(await ReturningMunicipality.at(app, index))));
  const form = await formHeaders(app);
  const opened = async (index: number, change = ''): Promise<Headers> => {
    const visitor = await new PageVisitor(app.url).open(links[index] ?? '');
    await visitor.submit(links[index] ?? '');
    const token = visitor.cookie('tilslutning-portal') ?? '';
    const hash = createHash('sha256').update(token).digest('hex');
    if (change !== '')
      await app.dataSource.query(`UPDATE portal_session SET ${change} WHERE token_sha256 = $1`, [hash]);
    return { ...form, cookie: `${form['cookie']}; tilslutning-portal=${token}` };
  };
  const caller = (name: string, isOpen: boolean, headers: () => Promise<Headers>): Caller => ({
    name,
    isAmong: (openTo) => isOpen && openTo.includes('link'),
    headers,
  });
  return [
    caller("first municipality's link", true, () => opened(0)),
    caller("second municipality's link", true, () => opened(1)),
    caller("municipality's link, a working day ago", false, () =>
      opened(0, "opened_at = opened_at - interval '8 hours'"),
    ),
    caller("municipality's link, renewed since", false, () => opened(0, 'link_version = link_version + 1')),
  ];
}

/** The path of the link in the municipality's invitation. */
export async function linkOf(municipality: ReturningMunicipality): Promise<string> {
  const { email } = await municipality.invitation();
  const path = /\/portal\/[A-Za-z0-9_-]{43}/.exec(email.text ?? '')?.[0];
  if (path === undefined) throw new Error('The invitation holds no link.');
  return path;
}

/** The first municipality's system, and some that are nearly one. Another's is asked about in a test of its own. */
async function systems(app: TestApp, issuer: MaskinportenIssuer): Promise<Caller[]> {
  const [row]: { organization: string }[] = await app.dataSource.query(
    'SELECT organization_number AS organization FROM declaration ORDER BY municipality_number LIMIT 1',
  );
  const organization = row?.organization ?? '';
  const seconds = Math.floor(app.clock.now().getTime() / 1000);
  const caller = async (name: string, isOpen: boolean, token: Promise<string>): Promise<Caller> => {
    const headers = bearer(await token);
    return {
      name,
      isAmong: (openTo) => isOpen && openTo.includes('token'),
      headers: () => Promise.resolve(headers),
    };
  };
  return await Promise.all([
    caller("municipality's token", true, issuer.token(organization)),
    caller("municipality's token, expired", false, issuer.token(organization, { exp: seconds - 60 })),
    caller("municipality's token, of another scope", false, issuer.token(organization, { scope: 'ks:other.read' })),
  ]);
}
