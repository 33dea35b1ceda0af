import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { nameUuid } from '../../platform/ids/index.js';
import { RandomSecretSource } from '../../platform/secrets/index.js';
import { actorName, type Actor, personAuditName } from '../actor.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options.js';
import { OneTimeLink, type OneTimeLinkKind } from './one-time-link.entity.js';
import { Person } from './person.entity.js';

const HOUR_MS = 60 * 60_000;
/** How long each kind holds. */
export const LINK_HOURS: Readonly<Record<OneTimeLinkKind, number>> = {
  FIRST_ADMINISTRATOR: 24,
  INVITATION: 7 * 24,
  NEW_PASSWORD: 24,
};

const SECRET = /^[A-Za-z0-9_-]{43}$/;

export interface MadeLink {
  /** The whole address with the secret, told this once. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** Makes one-time links, and finds them again. */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly secrets: RandomSecretSource,
    private readonly audit: AuditLog,
    @Inject(SIGN_IN_OPTIONS) private readonly options: Pick<SignInOptions, 'publicUrl'>,
  ) {}

  /** The earlier links of the same kind, or for the same person, end. */
  async make(
    manager: EntityManager,
    wanted: { readonly kind: OneTimeLinkKind; readonly person: Person | null; readonly id?: string },
    actor: Actor,
  ): Promise<MadeLink> {
    const now = this.clock.now();
    const secret = this.secrets.bytes('one-time-link', 32).toString('base64url');
    const secretSha256 = hashOf(secret);
    const expiresAt = new Date(now.getTime() + LINK_HOURS[wanted.kind] * HOUR_MS);
    const whose = wanted.person === null ? { kind: wanted.kind } : { personId: wanted.person.id };
    await manager.update(OneTimeLink, { ...whose, endedAt: IsNull() }, { endedAt: now });
    await manager.insert(OneTimeLink, {
      id: wanted.id ?? nameUuid('one-time-link', secretSha256),
      kind: wanted.kind,
      personId: wanted.person?.id ?? null,
      secretSha256,
      createdAt: now,
      createdBy: actorName(actor),
      expiresAt,
      endedAt: null,
    });
    await this.audit.record(manager, {
      at: now,
      actor: actorName(actor),
      action: 'ONE_TIME_LINK_MADE',
      subject: wanted.person === null ? 'person:first-administrator' : personAuditName(wanted.person.email),
      data: { kind: wanted.kind, expiresAt: expiresAt.toISOString() },
    });
    // In the query, because paths are logged when a request is refused, and queries never.
    return { url: `${this.options.publicUrl}/invitation?link=${secret}`, expiresAt };
  }

  /** A link for whoever is to be administrator first; also when there are others already, for the one who has the machine. */
  async forAdministrator(actor: Actor): Promise<MadeLink> {
    return await this.dataSource.transaction((manager) =>
      this.make(manager, { kind: 'FIRST_ADMINISTRATOR', person: null }, actor),
    );
  }

  /** The same once in the life of a database; null when it was made before, or somebody is there already. */
  async atFirstStart(): Promise<MadeLink | null> {
    const id = nameUuid('one-time-link', 'first-start');
    return await this.dataSource.transaction(async (manager) => {
      // Two processes may start at the same time.
      await manager.query('LOCK TABLE one_time_link IN SHARE ROW EXCLUSIVE MODE');
      if ((await manager.countBy(OneTimeLink, {})) > 0 || (await manager.countBy(Person, {})) > 0) return null;
      const actor: Actor = { kind: 'system', id: 'start', name: 'start', roles: ['admin'] };
      return await this.make(manager, { kind: 'FIRST_ADMINISTRATOR', person: null, id }, actor);
    });
  }

  /** The link that this secret opens; null for one that is unknown, used, replaced or expired. */
  async find(manager: EntityManager, secret: string): Promise<OneTimeLink | null> {
    if (!SECRET.test(secret)) return null;
    const link = await manager.findOneBy(OneTimeLink, { secretSha256: hashOf(secret), endedAt: IsNull() });
    return link === null || link.expiresAt <= this.clock.now() ? null : link;
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
