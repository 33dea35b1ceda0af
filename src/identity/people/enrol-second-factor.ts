import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { RandomSecretSource, SecretBox } from '../../platform/secrets/index.js';
import { actorName, type Actor, personAuditName } from '../actor.js';
import type { SignedIn } from '../sessions/authenticate-session.js';
import { OpenSession } from '../sessions/open-session.js';
import { Session } from '../sessions/session.entity.js';
import { AttemptLimits } from './attempt-limits.js';
import { base32, enrolmentUri, stepOfCode, TOTP_SECRET_BYTES } from './one-time-codes.js';
import { isPasswordOf } from './password-hasher.js';
import { codeRefused, passwordWrong, personUnknown } from './people.errors.js';
import { Person } from './person.entity.js';
import { RecoveryCode } from './recovery-code.entity.js';
import { formatRecoveryCode, hashRecoveryCode, RECOVERY_CODE_BYTES, RECOVERY_CODES } from './recovery-code.policy.js';
import { TOTP_PURPOSE } from './second-factor.js';

const OFFER_PURPOSE = 'totp-offer';

/** A secret that is offered to a person, who has not shown yet that an authenticator has taken it. */
export interface SecondFactorOffer {
  /** For the form: the secret, sealed and bound to the session. */
  readonly sealed: string;
  readonly secret: string;
  /** For the QR code. */
  readonly uri: string;
}

export interface Enrolled {
  /** Of the full session, which takes the place of the one so far. */
  readonly token: string;
  /** Told this once: only their hashes are kept. */
  readonly recoveryCodes: readonly string[];
}

/** Sets up one-time codes: at the first log-in, or anew for another telephone. */
@Injectable()
export class EnrolSecondFactor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly secrets: RandomSecretSource,
    private readonly box: SecretBox,
    private readonly audit: AuditLog,
    private readonly limits: AttemptLimits,
    private readonly openSession: OpenSession,
  ) {}

  /** A new offer; or the one of `sealed` again, after a mistyped code. Nothing is kept of it. */
  offer({ person, session }: SignedIn, sealed?: string): SecondFactorOffer {
    const again = sealed === undefined ? undefined : this.box.open(OFFER_PURPOSE, sealed, session.id);
    const secret = again ?? base32(this.secrets.bytes('totp', TOTP_SECRET_BYTES));
    return {
      sealed: this.box.seal(OFFER_PURPOSE, secret, session.id),
      secret,
      uri: enrolmentUri(secret, person.email),
    };
  }

  /**
   * Takes the offer when the code proves that an authenticator has it. The person's other sessions end, and former
   * recovery codes hold no longer. Throws CODE_REFUSED, SIGN_IN_PAUSED, or PASSWORD_WRONG where somebody who is logged
   * in already does not know their password.
   */
  async accept(
    { person, session }: SignedIn,
    sealed: string,
    code: string,
    password: string | null,
  ): Promise<Enrolled> {
    const now = this.clock.now();
    const secret = this.box.open(OFFER_PURPOSE, sealed, session.id);
    if (session.stage === 'SECOND_FACTOR') throw codeRefused();
    const counted = [{ counter: 'code', id: person.id }] as const;
    await this.limits.claim(counted, now);
    if (session.stage === 'FULL' && !(await isPasswordOf(person.passwordHash, password ?? ''))) throw passwordWrong();
    const step = secret === undefined ? undefined : stepOfCode(secret, code, now, null);
    if (secret === undefined || step === undefined) throw codeRefused();
    await this.limits.forgive(counted);
    return await this.dataSource.transaction(async (manager) => {
      await manager.update(
        Person,
        { id: person.id },
        { totpSealed: this.box.seal(TOTP_PURPOSE, secret, person.id), totpLastStep: step },
      );
      const recoveryCodes = await this.#newRecoveryCodes(manager, person, now);
      await manager.delete(Session, { personId: person.id });
      await this.#record(manager, person, personAuditName(person.email), 'SECOND_FACTOR_SET_UP');
      const token = await this.openSession.execute(manager, {
        person,
        stage: 'FULL',
        method: session.method,
        userAgent: session.userAgent,
        replaces: session.id,
      });
      return { token, recoveryCodes };
    });
  }

  /** Ten new ones; the former hold no longer. Throws PASSWORD_WRONG or SIGN_IN_PAUSED. */
  async renewRecoveryCodes({ person }: SignedIn, password: string): Promise<readonly string[]> {
    const now = this.clock.now();
    const counted = [{ counter: 'code', id: person.id }] as const;
    await this.limits.claim(counted, now);
    if (!(await isPasswordOf(person.passwordHash, password))) throw passwordWrong();
    await this.limits.forgive(counted);
    return await this.dataSource.transaction(async (manager) => {
      await this.#record(manager, person, personAuditName(person.email), 'RECOVERY_CODES_RENEWED');
      return await this.#newRecoveryCodes(manager, person, now);
    });
  }

  /** By an administrator, for somebody who has lost telephone and codes: both are to be set up at the next log-in. */
  async takeAway(personId: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const person = await manager.findOneBy(Person, { id: personId });
      if (person === null) throw personUnknown();
      await manager.update(Person, { id: personId }, { totpSealed: null, totpLastStep: null });
      await manager.delete(RecoveryCode, { personId });
      await manager.delete(Session, { personId });
      await this.#record(manager, person, actorName(actor), 'SECOND_FACTOR_TAKEN_AWAY');
    });
  }

  async #newRecoveryCodes(manager: EntityManager, person: Person, now: Date): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () =>
      formatRecoveryCode(this.secrets.bytes('recovery-code', RECOVERY_CODE_BYTES)),
    );
    await manager.delete(RecoveryCode, { personId: person.id });
    await manager.insert(
      RecoveryCode,
      codes.map((code) => ({ personId: person.id, codeSha256: hashRecoveryCode(code) ?? '', createdAt: now })),
    );
    return codes;
  }

  async #record(manager: EntityManager, person: Person, actor: string, action: string): Promise<void> {
    const subject = personAuditName(person.email);
    await this.audit.record(manager, { at: this.clock.now(), actor, action, subject, data: {} });
  }
}
