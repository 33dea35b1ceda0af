import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { nameUuid } from '../../platform/ids/index.js';
import { RandomSecretSource } from '../../platform/secrets/index.js';
import { Person } from '../people/person.entity.js';
import { personAuditName } from '../actor.js';
import { Session } from './session.entity.js';
import { hashSessionToken, SESSION_BYTES, type SessionStage, type SignInMethod } from './session.policy.js';

/** Rows that have long ended are taken away when somebody logs in. */
const KEPT_MS = 31 * 24 * 60 * 60_000;

export interface NewSession {
  readonly person: Person;
  readonly stage: SessionStage;
  readonly method: SignInMethod;
  /** The browser's User-Agent. */
  readonly userAgent: string;
  /** The session that this one takes the place of, if any: each step of a log-in has a token of its own. */
  readonly replaces: string | null;
}

@Injectable()
export class OpenSession {
  constructor(
    private readonly clock: Clock,
    private readonly secrets: RandomSecretSource,
    private readonly audit: AuditLog,
  ) {}

  /** The token for the cookie, told this once: only its hash is kept. */
  async execute(manager: EntityManager, wanted: NewSession): Promise<string> {
    const now = this.clock.now();
    const token = this.secrets.bytes('session', SESSION_BYTES).toString('base64url');
    const tokenSha256 = hashSessionToken(token);
    if (tokenSha256 === undefined) throw new TypeError('A new session token has another form than tokens have.');
    if (wanted.replaces !== null) await manager.delete(Session, { id: wanted.replaces });
    await manager.delete(Session, { createdAt: LessThan(new Date(now.getTime() - KEPT_MS)) });
    await manager.insert(Session, {
      id: nameUuid('session', tokenSha256),
      tokenSha256,
      personId: wanted.person.id,
      stage: wanted.stage,
      method: wanted.method,
      userAgent: wanted.userAgent.slice(0, 200),
      createdAt: now,
      lastSeenAt: now,
    });
    if (wanted.stage === 'FULL') {
      await manager.update(Person, { id: wanted.person.id }, { signedInAt: now });
      const name = personAuditName(wanted.person.email);
      await this.audit.record(manager, {
        at: now,
        actor: name,
        action: 'SIGNED_IN',
        subject: name,
        data: { method: wanted.method },
      });
    }
    return token;
  }
}
