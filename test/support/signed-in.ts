import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Person, type PersonRole, Session } from '../../src/identity/index.js';
import type { PageLanguage } from '../../src/platform/pages/index.js';
import type { TestApp } from './app.js';
import { PageVisitor } from './page-visitor.js';

export interface SignedInPerson {
  readonly email: string;
  /** The cookie of their finished log-in: name and value. */
  readonly cookie: { readonly name: string; readonly value: string };
}

/** A person with these roles who has logged in; how that is done is tested elsewhere. */
export async function signIn(app: TestApp, role: PersonRole, language: PageLanguage = 'nb'): Promise<SignedInPerson> {
  const [id, token, now] = [randomUUID(), randomBytes(32).toString('base64url'), app.clock.now()];
  const email = `${role}-${id.slice(0, 8)}@departement.example`;
  await app.dataSource.getRepository(Person).insert({
    id,
    name: email,
    email,
    roles: [role],
    language,
    passwordHash: 'never entered',
    createdAt: now,
    createdBy: 'system:test',
    disabledAt: null,
  });
  await app.dataSource.getRepository(Session).insert({
    id: randomUUID(),
    tokenSha256: createHash('sha256').update(token).digest('hex'),
    personId: id,
    stage: 'FULL',
    method: 'PASSWORD',
    userAgent: 'test',
    createdAt: now,
    lastSeenAt: now,
  });
  return { email, cookie: { name: 'tilslutning-session', value: token } };
}

/** The same with a plain browser in hand. */
export async function signedInVisitor(
  app: TestApp,
  role: PersonRole,
  language: PageLanguage = 'nb',
): Promise<PageVisitor> {
  const { cookie } = await signIn(app, role, language);
  const visitor = new PageVisitor(app.url);
  visitor.cookie(cookie.name, cookie.value);
  return visitor;
}
