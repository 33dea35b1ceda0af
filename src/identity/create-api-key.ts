import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { nameUuid } from '../platform/ids/index.js';
import { SecretSource } from '../platform/secrets/index.js';
import { actorName, personAuditName, type Actor } from './actor.js';
import { ApiKey } from './api-key.entity.js';
import { formatKey, hashKey, KEY_BYTES } from './api-key.policy.js';
import { keyNameTaken } from './identity.errors.js';
import type { Role } from './role.policy.js';

export interface NewApiKey {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expiresAt: Date | null;
}

export interface CreatedApiKey {
  readonly apiKey: ApiKey;
  /** The key itself, told this once: only its hash is kept. */
  readonly key: string;
}

@Injectable()
export class CreateApiKey {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly secrets: SecretSource,
    private readonly audit: AuditLog,
  ) {}

  /** Throws API_KEY_NAME_TAKEN, or API_KEY_EXPIRED_AT_BIRTH for an expiry that is not in the future. */
  async execute(wanted: NewApiKey, actor: Actor): Promise<CreatedApiKey> {
    const now = this.clock.now();
    if (wanted.expiresAt !== null && wanted.expiresAt <= now) {
      throw new ServiceError('API_KEY_EXPIRED_AT_BIRTH', 'The key would never be valid: choose a later expiresAt.', {
        category: 'invalid',
        faults: [{ where: 'body.expiresAt', message: 'must be in the future' }],
      });
    }
    const { key, prefix } = formatKey(this.secrets.bytes(`api-key:${wanted.name}`, KEY_BYTES));
    const unowned: Omit<ApiKey, 'owner'> = {
      id: nameUuid('api-key', wanted.name),
      name: wanted.name,
      prefix,
      secretSha256: hashKey(key),
      roles: [...new Set(wanted.roles)],
      createdAt: now,
      createdBy: actorName(actor),
      expiresAt: wanted.expiresAt,
      revokedAt: null,
      lastUsedAt: null,
    };
    return this.dataSource.transaction(async (manager) => {
      const apiKey = { ...unowned, owner: await ownerOf(manager, actor) };
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(ApiKey)
        .values(apiKey)
        .orIgnore()
        .returning('id')
        .execute();
      const rows: unknown[] = inserted.raw;
      if (rows.length === 0) throw keyNameTaken(wanted.name);
      await this.audit.record(manager, {
        at: now,
        actor: actorName(actor),
        action: 'API_KEY_CREATED',
        subject: `api-key:${wanted.name}`,
        data: {
          roles: apiKey.roles,
          prefix,
          owner: apiKey.owner,
          expiresAt: wanted.expiresAt?.toISOString() ?? null,
        },
      });
      return { apiKey, key };
    });
  }
}

/** A key that a key makes has the owner of that one: nobody gets rid of their name by a detour. */
async function ownerOf(manager: EntityManager, actor: Actor): Promise<string | null> {
  if (actor.kind === 'person') return personAuditName(actor.name);
  if (actor.kind !== 'key') return null;
  return (await manager.getRepository(ApiKey).findOneBy({ id: actor.id }))?.owner ?? null;
}
