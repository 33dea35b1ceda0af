import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { actorName, type Actor, personAuditName } from '../actor.js';
import { personUnknown } from '../people/people.errors.js';
import { Person } from '../people/person.entity.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options.js';
import { Session } from './session.entity.js';
import { sessionEndsAt } from './session.policy.js';

export interface OpenSessionView {
  readonly id: string;
  readonly method: Session['method'];
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly endsAt: Date;
}

/** A person's sessions: which there are, and their end. */
@Injectable()
export class EndSessions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  /** Those that still hold, the latest used first. */
  async list(personId: string): Promise<OpenSessionView[]> {
    const now = this.clock.now();
    const sessions = await this.dataSource
      .getRepository(Session)
      .find({ where: { personId, stage: 'FULL' }, order: { lastSeenAt: 'DESC', id: 'ASC' } });
    return sessions
      .map((session) => ({ ...session, endsAt: sessionEndsAt(session, this.options.session) }))
      .filter(({ endsAt }) => endsAt > now);
  }

  /** Ends one; one that is over already, or is somebody else's than `personId`, is left alone. */
  async one(personId: string, sessionId: string, actor: Actor): Promise<void> {
    await this.#end(personId, actor, (manager) => manager.delete(Session, { id: sessionId, personId }));
  }

  /** Ends all but `kept` (an id; null: all). */
  async allBut(personId: string, kept: string | null, actor: Actor): Promise<void> {
    await this.#end(personId, actor, (manager) =>
      manager.delete(Session, { personId, ...(kept === null ? {} : { id: Not(kept) }) }),
    );
  }

  async #end(
    personId: string,
    actor: Actor,
    remove: (manager: EntityManager) => Promise<{ affected?: number | null }>,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const person = await manager.findOneBy(Person, { id: personId });
      if (person === null) throw personUnknown();
      const { affected } = await remove(manager);
      if (!affected) return;
      await this.audit.record(manager, {
        at: this.clock.now(),
        actor: actorName(actor),
        action: 'SESSIONS_ENDED',
        subject: personAuditName(person.email),
        data: { sessions: affected },
      });
    });
  }
}
