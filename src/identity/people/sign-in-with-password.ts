import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Log } from '../../platform/logging/index.js';
import { personAuditName } from '../actor.js';
import { accountId, KnownBrowsers } from '../sessions/known-browsers.js';
import { OpenSession } from '../sessions/open-session.js';
import type { SessionStage } from '../sessions/session.policy.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options.js';
import { AttemptLimits, type Counted } from './attempt-limits.js';
import { hashPassword, isOutdatedHash, isPasswordOf } from './password-hasher.js';
import { PASSWORD_MAX_LENGTH } from './password.policy.js';
import { signInRefused } from './people.errors.js';
import { Person } from './person.entity.js';
import { normaliseEmail, personState } from './person.policy.js';

/** Which browser it is that somebody logs in from. */
export interface BrowserFacts {
  readonly userAgent: string;
  /** The network that the request came from, as the throttle groups addresses. */
  readonly addressGroup: string;
  /** Its cookie of an earlier log-in, if it has one. */
  readonly knownBrowser: string | undefined;
  /** The session that it has at the moment, if any. */
  readonly sessionId: string | null;
}

export interface SignedInBrowser {
  /** For the session's cookie. */
  readonly token: string;
  readonly stage: SessionStage;
  readonly person: Person;
}

@Injectable()
export class SignInWithPassword {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly log: Log,
    private readonly limits: AttemptLimits,
    private readonly knownBrowsers: KnownBrowsers,
    private readonly openSession: OpenSession,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  /** Throws SIGN_IN_REFUSED or SIGN_IN_PAUSED. */
  async execute(typed: { email: string; password: string }, browser: BrowserFacts): Promise<SignedInBrowser> {
    if (!this.options.localAccounts) throw signInRefused();
    const email = normaliseEmail(typed.email);
    const counted = this.#counted(email, browser);
    await this.limits.claim(counted, this.clock.now());
    const person = await this.dataSource.getRepository(Person).findOneBy({ email });
    // Longer ones belong to nobody, and hashing takes the whole of them.
    const password = typed.password.slice(0, 4 * PASSWORD_MAX_LENGTH);
    const isRight = await isPasswordOf(person?.passwordHash ?? null, password);
    if (person === null || person.passwordHash === null || !isRight || personState(person) !== 'ACTIVE') {
      await this.#refuse(person, isRight);
    } else {
      await this.limits.forgive(counted);
      if (isOutdatedHash(person.passwordHash)) {
        await this.dataSource
          .getRepository(Person)
          .update({ id: person.id, passwordHash: person.passwordHash }, { passwordHash: await hashPassword(password) });
      }
      const stage = stageAfterPassword(person, this.options);
      const token = await this.dataSource.transaction((manager) =>
        this.openSession.execute(manager, {
          person,
          stage,
          method: 'PASSWORD',
          userAgent: browser.userAgent,
          replaces: browser.sessionId,
        }),
      );
      return { token, stage, person };
    }
    throw signInRefused();
  }

  #counted(email: string, { knownBrowser, addressGroup }: BrowserFacts): Counted[] {
    const device = this.knownBrowsers.recognise(knownBrowser, email);
    if (device !== undefined) return [{ counter: 'device', id: device }];
    return [
      { counter: 'account', id: accountId(email) },
      { counter: 'address', id: addressGroup },
    ];
  }

  /** Unknown addresses are not written down: somebody may have typed a password there. */
  async #refuse(person: Person | null, isRight: boolean): Promise<void> {
    const reason = person === null ? 'UNKNOWN' : isRight ? personState(person) : 'WRONG_PASSWORD';
    this.log.info({ reason, person: person?.id }, 'Log-in refused');
    if (person === null) return;
    await this.audit.record(this.dataSource.manager, {
      at: this.clock.now(),
      actor: 'system:log-in',
      action: 'SIGN_IN_REFUSED',
      subject: personAuditName(person.email),
      data: { reason },
    });
  }
}

/** What comes after the password: the code; its setting up, where everybody must have one; or nothing. */
export function stageAfterPassword(
  person: Pick<Person, 'totpSealed'>,
  options: Pick<SignInOptions, 'secondFactor'>,
): SessionStage {
  if (person.totpSealed !== null) return 'SECOND_FACTOR';
  return options.secondFactor === 'required' ? 'ENROLMENT' : 'FULL';
}
