import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/index.js';
import type { Actor } from '../actor.js';
import { Person } from '../people/person.entity.js';
import { personState } from '../people/person.policy.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options.js';
import { Session } from './session.entity.js';
import { hashSessionToken, isSightingDue, sessionEndsAt } from './session.policy.js';

/** A session that holds, and whose it is. */
export interface SignedIn {
  readonly session: Session;
  readonly person: Person;
}

/** Finds out whose session a cookie names. */
@Injectable()
export class AuthenticateSession {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  /** Undefined for a session that has ended, was revoked or never was, and where the person has been disabled. */
  async execute(token: string): Promise<SignedIn | undefined> {
    const tokenSha256 = hashSessionToken(token);
    if (tokenSha256 === undefined) return undefined;
    const session = await this.dataSource.getRepository(Session).findOneBy({ tokenSha256 });
    const now = this.clock.now();
    if (session === null || sessionEndsAt(session, this.options.session) <= now) return undefined;
    const person = await this.dataSource.getRepository(Person).findOneBy({ id: session.personId });
    if (person === null || personState(person) !== 'ACTIVE') return undefined;
    if (isSightingDue(session.lastSeenAt, now)) {
      await this.dataSource.getRepository(Session).update({ id: session.id }, { lastSeenAt: now });
    }
    return { session, person };
  }
}

export function actorOfPerson(person: Person): Actor {
  return { kind: 'person', id: person.id, name: person.email, roles: person.roles };
}
