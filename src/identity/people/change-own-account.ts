import { Injectable } from '@nestjs/common';
import { DataSource, Not } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { personAuditName } from '../actor.js';
import type { SignedIn } from '../sessions/authenticate-session.js';
import { Session } from '../sessions/session.entity.js';
import { AttemptLimits } from './attempt-limits.js';
import { hashPassword, isPasswordOf } from './password-hasher.js';
import { passwordFault } from './password.policy.js';
import { passwordUnfit, passwordWrong } from './people.errors.js';
import { Person } from './person.entity.js';
import type { PersonLanguage } from './person.policy.js';

/** What people change of their own account. */
@Injectable()
export class ChangeOwnAccount {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly limits: AttemptLimits,
  ) {}

  /** All other sessions end. Throws PASSWORD_WRONG, SIGN_IN_PAUSED, or what is wrong with the new password. */
  async password({ person, session }: SignedIn, current: string, wanted: string): Promise<void> {
    const now = this.clock.now();
    const counted = [{ counter: 'code', id: person.id }] as const;
    await this.limits.claim(counted, now);
    if (!(await isPasswordOf(person.passwordHash, current))) throw passwordWrong();
    await this.limits.forgive(counted);
    const fault = passwordFault(wanted, [person.name, person.email]);
    if (fault !== null) throw passwordUnfit(fault);
    const passwordHash = await hashPassword(wanted);
    await this.dataSource.transaction(async (manager) => {
      await manager.update(Person, { id: person.id }, { passwordHash, passwordChangedAt: now });
      await manager.delete(Session, { personId: person.id, id: Not(session.id) });
      const name = personAuditName(person.email);
      await this.audit.record(manager, { at: now, actor: name, action: 'PASSWORD_CHANGED', subject: name, data: {} });
    });
  }

  /** In which language the pages are. Not an event: nothing hangs on it. */
  async language(personId: string, language: PersonLanguage): Promise<void> {
    await this.dataSource.getRepository(Person).update({ id: personId }, { language });
  }
}
