import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Declaration } from './declaration.entity.js';
import { declarationUnknown } from './declarations.errors.js';

/** Corrects the address that a municipality's letters go to, for this campaign. */
@Injectable()
export class ChangeContact {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async execute(reference: string, email: string, reason: string, actor: string): Promise<Declaration> {
    return await this.dataSource.transaction(async (manager) => {
      const declarations = manager.getRepository(Declaration);
      const declaration = await declarations.findOne({ where: { reference }, lock: { mode: 'pessimistic_write' } });
      if (declaration === null) throw declarationUnknown(reference);
      declaration.recipientEmail = email;
      declaration.version += 1;
      await declarations.save(declaration);
      await this.audit.record(manager, {
        at: this.clock.now(),
        actor,
        action: 'CONTACT_CHANGED',
        subject: `declaration:${reference}`,
        data: { reason },
      });
      return declaration;
    });
  }
}
