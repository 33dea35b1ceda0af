import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, MoreThan } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import type { JsonObject } from '../../platform/json/index.js';
import { Clock } from '../../platform/clock/index.js';
import { actorName, type Actor, personAuditName } from '../actor.js';
import { Session } from '../sessions/session.entity.js';
import { OneTimeLink } from './one-time-link.entity.js';
import { type MadeLink, OneTimeLinks } from './one-time-links.js';
import { emailTaken, lastAdministrator, personUnknown, rolesFromProvider } from './people.errors.js';
import { Person } from './person.entity.js';
import { normaliseEmail, type PersonLanguage, type PersonRole, personState } from './person.policy.js';
import { newPerson } from './redeem-link.js';

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly PersonRole[];
  readonly language: PersonLanguage;
}

/** What administrators do about people. */
@Injectable()
export class ManagePeople {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly links: OneTimeLinks,
  ) {}

  /** By name. */
  async list(): Promise<Person[]> {
    return await this.dataSource.getRepository(Person).find({ order: { name: 'ASC', email: 'ASC' } });
  }

  /** At most `most` by address, behind the address `after`. */
  async page(after: string | undefined, most: number): Promise<Person[]> {
    return await this.dataSource.getRepository(Person).find({
      ...(after === undefined ? {} : { where: { email: MoreThan(after) } }),
      order: { email: 'ASC' },
      take: most,
    });
  }

  /** The ids of the people with these addresses, by address; who is not there is left out. */
  async idsByEmail(emails: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (emails.length === 0) return new Map();
    const people = await this.dataSource
      .getRepository(Person)
      .find({ select: { id: true, email: true }, where: { email: In([...emails]) } });
    return new Map(people.map(({ id, email }) => [email, id]));
  }

  /** Throws PERSON_UNKNOWN. */
  async read(id: string): Promise<Person> {
    return await find(this.dataSource.manager, id);
  }

  /** The link is for the administrator to pass on. Throws EMAIL_TAKEN. */
  async invite(wanted: NewPerson, actor: Actor): Promise<{ readonly person: Person; readonly link: MadeLink }> {
    const now = this.clock.now();
    const facts = { ...wanted, email: normaliseEmail(wanted.email), roles: [...wanted.roles] };
    const person: Person = { ...newPerson(facts, now), createdBy: actorName(actor) };
    return await this.dataSource.transaction(async (manager) => {
      const insert = manager.createQueryBuilder().insert().into(Person).values(person).orIgnore().returning('id');
      const { raw } = await insert.execute();
      if (!Array.isArray(raw) || raw.length === 0) throw emailTaken();
      await this.#record(manager, person, actor, 'PERSON_CREATED', { name: person.name, roles: person.roles });
      return { person, link: await this.links.make(manager, { kind: 'INVITATION', person }, actor) };
    });
  }

  /** A new link to choose a password by, for who has not come in yet or has forgotten it. Throws PERSON_UNKNOWN. */
  async newLink(id: string, actor: Actor): Promise<MadeLink> {
    return await this.dataSource.transaction(async (manager) => {
      const person = await find(manager, id);
      if (person.oidcSubject !== null || person.disabledAt !== null) throw personUnknown();
      const kind = personState(person) === 'INVITED' ? 'INVITATION' : 'NEW_PASSWORD';
      return await this.links.make(manager, { kind, person }, actor);
    });
  }

  /**
   * The person's sessions end, so that the new ones begin with the new roles. Throws PERSON_UNKNOWN,
   * LAST_ADMINISTRATOR or ROLES_FROM_PROVIDER.
   */
  async changeRoles(id: string, roles: readonly PersonRole[], actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const person = await find(manager, id);
      if (person.oidcSubject !== null) throw rolesFromProvider();
      if (roles.join() === person.roles.join()) return;
      if (!roles.includes('admin')) await assertNotLastAdministrator(manager, person);
      await manager.update(Person, { id }, { roles: [...roles] });
      await manager.delete(Session, { personId: id });
      await this.#record(manager, person, actor, 'ROLES_CHANGED', { from: person.roles, to: [...roles] });
    });
  }

  /** Ends sessions and links; again changes nothing. Throws PERSON_UNKNOWN or LAST_ADMINISTRATOR. */
  async disable(id: string, actor: Actor): Promise<void> {
    const now = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      const person = await find(manager, id);
      if (person.disabledAt !== null) return;
      await assertNotLastAdministrator(manager, person);
      await manager.update(Person, { id }, { disabledAt: now });
      await manager.update(OneTimeLink, { personId: id, endedAt: IsNull() }, { endedAt: now });
      await manager.delete(Session, { personId: id });
      await this.#record(manager, person, actor, 'PERSON_DISABLED', {});
    });
  }

  /** Throws PERSON_UNKNOWN. */
  async enable(id: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const person = await find(manager, id);
      if (person.disabledAt === null) return;
      await manager.update(Person, { id }, { disabledAt: null });
      await this.#record(manager, person, actor, 'PERSON_ENABLED', {});
    });
  }

  async #record(manager: EntityManager, person: Person, actor: Actor, action: string, data: JsonObject): Promise<void> {
    await this.audit.record(manager, {
      at: this.clock.now(),
      actor: actorName(actor),
      action,
      subject: personAuditName(person.email),
      data,
    });
  }
}

async function find(manager: EntityManager, id: string): Promise<Person> {
  const person = await manager.findOneBy(Person, { id });
  if (person === null) throw personUnknown();
  return person;
}

/** Two administrators who each take the other's role away wait for one another here. */
async function assertNotLastAdministrator(manager: EntityManager, person: Person): Promise<void> {
  if (!person.roles.includes('admin') || personState(person) !== 'ACTIVE') return;
  const rows: { id: string }[] = await manager.query(
    `SELECT id FROM person
      WHERE 'admin' = ANY (roles) AND disabled_at IS NULL AND (password_hash IS NOT NULL OR oidc_subject IS NOT NULL)
      ORDER BY id FOR UPDATE`,
  );
  if (!rows.some(({ id }) => id !== person.id)) throw lastAdministrator();
}
