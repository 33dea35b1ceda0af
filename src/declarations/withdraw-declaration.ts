import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { Clock } from '../platform/clock/index.js';
import { Declaration } from './declaration.entity.js';
import { declarationUnknown, declarationWithdrawn } from './declarations.errors.js';

/** Takes a municipality out of a running campaign: it is no longer reminded. Its population stays in the base. */
@Injectable()
export class WithdrawDeclaration {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async execute(reference: string, reason: string, actor: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const declarations = manager.getRepository(Declaration);
      const declaration = await declarations.findOne({ where: { reference }, lock: { mode: 'pessimistic_write' } });
      if (declaration === null) throw declarationUnknown(reference);
      if (declaration.withdrawnAt !== null) throw declarationWithdrawn(reference);
      const now = this.clock.now();
      await declarations.update(
        { id: declaration.id },
        { withdrawnAt: now, withdrawnReason: reason, version: declaration.version + 1 },
      );
      await this.audit.record(manager, {
        at: now,
        actor,
        action: 'DECLARATION_WITHDRAWN',
        subject: `declaration:${reference}`,
        data: { reason },
      });
    });
  }
}
