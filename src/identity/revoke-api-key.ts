import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { actorName, type Actor } from './actor.js';
import { ApiKey } from './api-key.entity.js';
import { keyNotFound } from './identity.errors.js';

@Injectable()
export class RevokeApiKey {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** From now on the key opens nothing. Revoking it again changes nothing. Throws API_KEY_NOT_FOUND. */
  async execute(id: string, actor: Actor): Promise<void> {
    const now = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      const key = await manager.findOneBy(ApiKey, { id });
      if (key === null) throw keyNotFound(id);
      const { affected } = await manager.update(ApiKey, { id, revokedAt: IsNull() }, { revokedAt: now });
      if (affected !== 1) return;
      await this.audit.record(manager, {
        at: now,
        actor: actorName(actor),
        action: 'API_KEY_REVOKED',
        subject: `api-key:${key.name}`,
        data: { prefix: key.prefix },
      });
    });
  }
}
