import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { AuditLog } from '../../audit/index.js';
import { actorName, type Actor } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { nameUuid } from '../../platform/ids/index.js';
import { SecretBox } from '../../platform/secrets/index.js';
import { MailGateway } from './mail-gateway.entity.js';
import { gatewayNameTaken, gatewayUnknown } from './mail-gateways.errors.js';

/** Registers mail servers that sign what they hand in, and ends their right to. */
@Injectable()
export class ManageMailGateways {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: SecretBox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** At most `most` by name, behind the name `after`; ended ones too. */
  async list(after: string | undefined, most: number): Promise<MailGateway[]> {
    return await this.dataSource.getRepository(MailGateway).find({
      ...(after === undefined ? {} : { where: { name: MoreThan(after) } }),
      order: { name: 'ASC' },
      take: most,
    });
  }

  /** Null for one that is not registered any more, or never was. */
  async active(id: string): Promise<MailGateway | null> {
    return await this.dataSource.getRepository(MailGateway).findOneBy({ id, revokedAt: IsNull() });
  }

  /** 32 bytes, for signing: of the service's key and the gateway's id. */
  secretOf({ id }: Pick<MailGateway, 'id'>): Buffer {
    return Buffer.from(this.secrets.digest('mail-gateway', id), 'base64url');
  }

  /** Throws MAIL_GATEWAY_NAME_TAKEN. */
  async register(name: string, actor: Actor): Promise<MailGateway> {
    const now = this.clock.now();
    const gateway: MailGateway = {
      id: nameUuid('mail-gateway', name),
      name,
      createdAt: now,
      createdBy: actorName(actor),
      revokedAt: null,
    };
    return await this.dataSource.transaction(async (manager) => {
      const insert = manager.createQueryBuilder().insert().into(MailGateway).values(gateway).orIgnore();
      const { raw } = await insert.returning('id').execute();
      if (!Array.isArray(raw) || raw.length === 0) throw gatewayNameTaken(name);
      const subject = `mail-gateway:${name}`;
      const action = 'MAIL_GATEWAY_REGISTERED';
      await this.audit.record(manager, { at: now, actor: actorName(actor), action, subject, data: {} });
      return gateway;
    });
  }

  /** From now on its signatures count for nothing; again changes nothing. Throws MAIL_GATEWAY_UNKNOWN. */
  async revoke(id: string, actor: Actor): Promise<void> {
    const now = this.clock.now();
    await this.dataSource.transaction(async (manager) => {
      const gateway = await manager.findOneBy(MailGateway, { id });
      if (gateway === null) throw gatewayUnknown(id);
      const { affected } = await manager.update(MailGateway, { id, revokedAt: IsNull() }, { revokedAt: now });
      if (affected !== 1) return;
      const subject = `mail-gateway:${gateway.name}`;
      const action = 'MAIL_GATEWAY_REVOKED';
      await this.audit.record(manager, { at: now, actor: actorName(actor), action, subject, data: {} });
    });
  }
}
