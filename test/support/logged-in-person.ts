import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Person, type PersonLanguage, type PersonRole, Session } from '../../src/identity/index.js';
import type { TestApp } from './app.js';

export interface LoggedInPerson {
  readonly id: string;
  readonly email: string;
  /** Of the cookie `tilslutning-session`. */
  readonly token: string;
}

/** Somebody with these roles, and a browser's session of theirs, without the steps of the log-in. */
export async function logInAs(
  app: TestApp,
  email: string,
  roles: PersonRole[],
  language: PersonLanguage = 'nb',
): Promise<LoggedInPerson> {
  const at = app.clock.now();
  const id = randomUUID();
  const token = randomBytes(32).toString('base64url');
  const person = { id, name: email.split('@', 1)[0] ?? '', email, roles, language, passwordHash: 'never entered' };
  await app.dataSource.getRepository(Person).insert({ ...person, createdAt: at, createdBy: 'system:test' });
  await app.dataSource.getRepository(Session).insert({
    id: randomUUID(),
    tokenSha256: createHash('sha256').update(token).digest('hex'),
    personId: id,
    stage: 'FULL',
    method: 'PASSWORD',
    userAgent: 'test',
    createdAt: at,
    lastSeenAt: at,
  });
  return { id, email, token };
}
