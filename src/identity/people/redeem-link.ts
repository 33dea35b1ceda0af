import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { nameUuid } from '../../platform/ids/index.js';
import { personAuditName } from '../actor.js';
import { OpenSession } from '../sessions/open-session.js';
import { Session } from '../sessions/session.entity.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options.js';
import { OneTimeLink, type OneTimeLinkKind } from './one-time-link.entity.js';
import { OneTimeLinks } from './one-time-links.js';
import { hashPassword } from './password-hasher.js';
import { passwordFault } from './password.policy.js';
import { emailTaken, linkEnded, passwordUnfit } from './people.errors.js';
import { Person } from './person.entity.js';
import { normaliseEmail, type PersonLanguage } from './person.policy.js';
import { type BrowserFacts, type SignedInBrowser, stageAfterPassword } from './sign-in-with-password.js';

export interface LinkView {
  readonly kind: OneTimeLinkKind;
  /** Null: whoever redeems the link says who they are. */
  readonly person: { readonly name: string; readonly email: string; readonly language: PersonLanguage } | null;
}

export interface LinkAnswer {
  readonly name: string;
  /** Of a first administrator; otherwise the invitation says it. */
  readonly email: string;
  readonly password: string;
  readonly language: PersonLanguage;
}

/** Lets somebody in by a one-time link: the first administrator, the invited, and who has forgotten the password. */
@Injectable()
export class RedeemLink {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly links: OneTimeLinks,
    private readonly openSession: OpenSession,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  /** What the page shows before anything is done; opening a link uses nothing up. Throws ONE_TIME_LINK_ENDED. */
  async look(secret: string): Promise<LinkView> {
    const { manager } = this.dataSource;
    const link = await this.links.find(manager, secret);
    if (link === null || !this.options.localAccounts) throw linkEnded();
    if (link.personId === null) return { kind: link.kind, person: null };
    return { kind: link.kind, person: await personOf(manager, link.personId) };
  }

  /** Throws ONE_TIME_LINK_ENDED, EMAIL_TAKEN, or what is wrong with the password. */
  async execute(secret: string, answer: LinkAnswer, browser: BrowserFacts): Promise<SignedInBrowser> {
    const { person: invited } = await this.look(secret);
    const own = [answer.name, invited?.name ?? '', invited?.email ?? answer.email];
    const fault = passwordFault(answer.password, own);
    if (fault !== null) throw passwordUnfit(fault);
    const passwordHash = await hashPassword(answer.password);
    return await this.dataSource.transaction(async (manager) => {
      const now = this.clock.now();
      const link = await this.links.find(manager, secret);
      if (link === null) throw linkEnded();
      const used = await manager.update(OneTimeLink, { id: link.id, endedAt: IsNull() }, { endedAt: now });
      if (used.affected !== 1) throw linkEnded();
      const person =
        link.personId === null
          ? await this.#newAdministrator(manager, answer, link)
          : await personOf(manager, link.personId);
      const changes = { passwordHash, passwordChangedAt: now, language: answer.language };
      await manager.update(Person, { id: person.id }, changes);
      await manager.delete(Session, { personId: person.id });
      const name = personAuditName(person.email);
      const action = link.kind === 'NEW_PASSWORD' ? 'PASSWORD_CHANGED' : 'PERSON_ACCEPTED';
      await this.audit.record(manager, { at: now, actor: name, action, subject: name, data: { by: link.kind } });
      const stage = stageAfterPassword(person, this.options);
      const token = await this.openSession.execute(manager, {
        person,
        stage,
        method: 'PASSWORD',
        userAgent: browser.userAgent,
        replaces: browser.sessionId,
      });
      return { token, stage, person: { ...person, ...changes } };
    });
  }

  async #newAdministrator(manager: EntityManager, answer: LinkAnswer, link: OneTimeLink): Promise<Person> {
    const now = this.clock.now();
    const email = normaliseEmail(answer.email);
    const person = newPerson({ name: answer.name, email, roles: ['admin'], language: answer.language }, now);
    const createdBy = link.createdBy;
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(Person)
      .values({ ...person, createdBy })
      .orIgnore()
      .returning('id')
      .execute();
    if (!Array.isArray(inserted.raw) || inserted.raw.length === 0) throw emailTaken();
    await this.audit.record(manager, {
      at: now,
      actor: createdBy,
      action: 'PERSON_CREATED',
      subject: personAuditName(email),
      data: { name: answer.name, roles: ['admin'] },
    });
    return { ...person, createdBy };
  }
}

/** A person who can do nothing yet but be let in. */
export function newPerson(
  facts: Pick<Person, 'name' | 'email' | 'roles' | 'language'>,
  now: Date,
): Omit<Person, 'createdBy'> {
  return {
    ...facts,
    id: nameUuid('person', facts.email),
    passwordHash: null,
    passwordChangedAt: null,
    totpSealed: null,
    totpLastStep: null,
    oidcIssuer: null,
    oidcSubject: null,
    createdAt: now,
    disabledAt: null,
    signedInAt: null,
  };
}

async function personOf(manager: EntityManager, id: string): Promise<Person> {
  const person = await manager.findOneBy(Person, { id });
  if (person === null || person.disabledAt !== null) throw linkEnded();
  return person;
}
