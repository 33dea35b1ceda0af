import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull, LessThan } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { personAuditName } from '../actor.js';
import type { SignedIn } from '../sessions/authenticate-session.js';
import { OpenSession } from '../sessions/open-session.js';
import { AttemptLimits } from './attempt-limits.js';
import { stepOfCode } from './one-time-codes.js';
import { codeRefused } from './people.errors.js';
import { Person } from './person.entity.js';
import { RecoveryCode } from './recovery-code.entity.js';
import { hashRecoveryCode } from './recovery-code.policy.js';

/** The purpose under which the secrets of one-time codes are sealed; each is bound to its person's id. */
export const TOTP_PURPOSE = 'totp';

/** The second step of a log-in: a code from the authenticator, or one of the recovery codes. */
@Injectable()
export class PassSecondFactor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly box: SecretBox,
    private readonly limits: AttemptLimits,
    private readonly openSession: OpenSession,
  ) {}

  /** The token of the full session, which takes the place of the one so far. Throws CODE_REFUSED or SIGN_IN_PAUSED. */
  async execute({ person, session }: SignedIn, code: string): Promise<string> {
    if (session.stage !== 'SECOND_FACTOR') throw codeRefused();
    const counted = [{ counter: 'code', id: person.id }] as const;
    await this.limits.claim(counted, this.clock.now());
    const token = await this.dataSource.transaction(async (manager) => {
      if (!(await this.#use(manager, person, code))) return null;
      return await this.openSession.execute(manager, {
        person,
        stage: 'FULL',
        method: session.method,
        userAgent: session.userAgent,
        replaces: session.id,
      });
    });
    if (token === null) {
      await this.#record(this.dataSource.manager, person, 'SIGN_IN_REFUSED', { reason: 'WRONG_CODE' });
      throw codeRefused();
    }
    await this.limits.forgive(counted);
    return token;
  }

  /** Each code counts once: what is used up is a condition of the statement that uses it. */
  async #use(manager: EntityManager, person: Person, code: string): Promise<boolean> {
    const recovery = hashRecoveryCode(code);
    if (recovery !== undefined) {
      const { affected } = await manager.delete(RecoveryCode, { personId: person.id, codeSha256: recovery });
      if (affected !== 1) return false;
      const left = await manager.countBy(RecoveryCode, { personId: person.id });
      await this.#record(manager, person, 'RECOVERY_CODE_USED', { left });
      return true;
    }
    const secret = person.totpSealed === null ? undefined : this.box.open(TOTP_PURPOSE, person.totpSealed, person.id);
    if (secret === undefined) return false;
    const step = stepOfCode(secret, code, this.clock.now(), person.totpLastStep);
    if (step === undefined) return false;
    const { affected } = await manager.update(
      Person,
      [
        { id: person.id, totpLastStep: IsNull() },
        { id: person.id, totpLastStep: LessThan(step) },
      ],
      { totpLastStep: step },
    );
    return affected === 1;
  }

  async #record(
    manager: EntityManager,
    person: Person,
    action: 'SIGN_IN_REFUSED' | 'RECOVERY_CODE_USED',
    data: { readonly reason: string } | { readonly left: number },
  ): Promise<void> {
    const name = personAuditName(person.email);
    const actor = action === 'SIGN_IN_REFUSED' ? 'system:log-in' : name;
    await this.audit.record(manager, { at: this.clock.now(), actor, action, subject: name, data: { ...data } });
  }
}
