import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { nameUuid } from '../../platform/ids/index.js';
import type { JsonObject } from '../../platform/json/index.js';
import { Log } from '../../platform/logging/index.js';
import { RandomSecretSource, SecretBox } from '../../platform/secrets/index.js';
import { personAuditName } from '../actor.js';
import { Person } from '../people/person.entity.js';
import { normaliseEmail, type PersonRole } from '../people/person.policy.js';
import { newPerson } from '../people/redeem-link.js';
import type { BrowserFacts, SignedInBrowser } from '../people/sign-in-with-password.js';
import { OpenSession } from '../sessions/open-session.js';
import { Session } from '../sessions/session.entity.js';
import { type OidcOptions, SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options.js';
import { type Claims, nameOfClaims, rolesOfClaims, text } from './oidc-claims.policy.js';
import { OidcClient } from './oidc-client.js';
import { oidcFailed } from './oidc.errors.js';

const PURPOSE = 'oidc';
const ACTOR = 'system:oidc';

/** How long somebody may take over the organisation's log-in. */
export const OIDC_WAIT_MS = 10 * 60_000;

const waitingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  until: z.number(),
});

/** Logs people in by the organisation's log-in; who they are and what they may do is said there. */
@Injectable()
export class SignInWithOidc {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly secrets: RandomSecretSource,
    private readonly box: SecretBox,
    private readonly audit: AuditLog,
    private readonly log: Log,
    private readonly client: OidcClient,
    private readonly openSession: OpenSession,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  /** Where to send the browser, and what it keeps in a cookie until it comes back. Throws OIDC_UNAVAILABLE. */
  async begin(to: string): Promise<{ readonly url: string; readonly waiting: string }> {
    const draw = (): string => this.secrets.bytes('oidc', 32).toString('base64url');
    const checks = { state: draw(), nonce: draw(), verifier: draw() };
    const until = this.clock.now().getTime() + OIDC_WAIT_MS;
    const url = await this.client.authorisationUrl(checks);
    return { url, waiting: this.box.seal(PURPOSE, JSON.stringify({ ...checks, to, until }), PURPOSE) };
  }

  /**
   * Whoever came back to `pathAndQuery`, in the browser that has `waiting`. Throws OIDC_EXPIRED, OIDC_REFUSED,
   * OIDC_UNAVAILABLE, OIDC_ROLE_UNKNOWN, OIDC_EMAIL_MISSING, OIDC_EMAIL_TAKEN or PERSON_DISABLED.
   */
  async finish(
    pathAndQuery: string,
    waiting: string | undefined,
    browser: BrowserFacts,
  ): Promise<SignedInBrowser & { readonly to: string }> {
    const options = this.options.oidc;
    const opened = waiting === undefined ? undefined : this.box.open(PURPOSE, waiting, PURPOSE);
    if (opened === undefined || options === null) throw oidcFailed('OIDC_EXPIRED');
    const { to, until, ...checks } = waitingSchema.parse(JSON.parse(opened));
    if (until <= this.clock.now().getTime()) throw oidcFailed('OIDC_EXPIRED');
    const { issuer, claims } = await this.client.claims(pathAndQuery, checks);
    return await this.dataSource.transaction(async (manager) => {
      const person = await this.#person(manager, issuer, claims, options);
      const token = await this.openSession.execute(manager, {
        person,
        stage: 'FULL',
        method: 'OIDC',
        userAgent: browser.userAgent,
        replaces: browser.sessionId,
      });
      return { token, stage: 'FULL', person, to };
    });
  }

  async #person(manager: EntityManager, issuer: string, claims: Claims, options: OidcOptions): Promise<Person> {
    const subject = text(claims['sub']);
    const known = await manager.findOneBy(Person, { oidcIssuer: issuer, oidcSubject: subject });
    if (known !== null && known.disabledAt !== null) throw oidcFailed('PERSON_DISABLED');
    const roles = rolesOfClaims(claims, options.rolesClaim, options.roles);
    if (roles.length === 0) {
      this.log.info({ reason: 'ROLE_UNKNOWN', person: known?.id }, 'Log-in refused');
      throw oidcFailed('OIDC_ROLE_UNKNOWN');
    }
    const email = normaliseEmail(text(claims['email']));
    if (known !== null) return await this.#renewed(manager, known, nameOfClaims(claims, known.email), roles);
    if (email === '') throw oidcFailed('OIDC_EMAIL_MISSING');
    const facts = { name: nameOfClaims(claims, email), email, roles, oidcIssuer: issuer, oidcSubject: subject };
    const namesake = await manager.findOneBy(Person, { email });
    if (namesake === null) return await this.#created(manager, facts);
    // An address that nobody vouches for may be anybody's: it must not open the account of its owner.
    const isVouchedFor = claims['email_verified'] === true;
    if (!isVouchedFor || namesake.oidcSubject !== null || namesake.disabledAt !== null)
      throw oidcFailed('OIDC_EMAIL_TAKEN');
    return await this.#moved(manager, namesake, facts);
  }

  async #created(
    manager: EntityManager,
    facts: Pick<Person, 'name' | 'email' | 'roles' | 'oidcIssuer' | 'oidcSubject'>,
  ): Promise<Person> {
    const person: Person = {
      ...newPerson({ ...facts, language: 'nb' }, this.clock.now()),
      ...facts,
      id: nameUuid('person', facts.email),
      createdBy: ACTOR,
    };
    await manager.insert(Person, person);
    await this.#record(manager, person, 'PERSON_CREATED', { name: person.name, roles: person.roles });
    return person;
  }

  /** Somebody with a password here, who logs in by the organisation from now on, and only so. */
  async #moved(
    manager: EntityManager,
    person: Person,
    facts: Pick<Person, 'name' | 'roles' | 'oidcIssuer' | 'oidcSubject'>,
  ): Promise<Person> {
    const { name, roles, oidcIssuer, oidcSubject } = facts;
    const changes = { name, roles, oidcIssuer, oidcSubject, passwordHash: null, totpSealed: null, totpLastStep: null };
    await manager.update(Person, { id: person.id }, changes);
    await manager.delete(Session, { personId: person.id });
    await this.#record(manager, person, 'PERSON_MOVED_TO_OIDC', { from: person.roles, to: roles });
    return { ...person, ...changes };
  }

  /** Other roles than last time end the sessions that have the former ones. */
  async #renewed(manager: EntityManager, person: Person, name: string, roles: PersonRole[]): Promise<Person> {
    await manager.update(Person, { id: person.id }, { name, roles });
    if (roles.join() !== person.roles.join()) {
      await manager.delete(Session, { personId: person.id });
      await this.#record(manager, person, 'ROLES_CHANGED', { from: person.roles, to: roles });
    }
    return { ...person, name, roles };
  }

  async #record(manager: EntityManager, person: Person, action: string, data: JsonObject): Promise<void> {
    const subject = personAuditName(person.email);
    await this.audit.record(manager, { at: this.clock.now(), actor: ACTOR, action, subject, data });
  }
}
