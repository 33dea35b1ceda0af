import { Global, Module } from '@nestjs/common';
import { AuditChainReadModel } from './audit-chain.read-model.js';
import { AuditCheckReadModel } from './audit-check.read-model.js';
import { AuditEventReadModel } from './audit-event.read-model.js';
import { AuditLog } from './audit-log.js';
import { CheckAuditChain } from './check-audit-chain.js';
import { RequestAuditCheck } from './request-audit-check.js';
import { SealAuditChain } from './seal-audit-chain.js';

@Global()
@Module({
  providers: [
    AuditLog,
    SealAuditChain,
    AuditChainReadModel,
    AuditCheckReadModel,
    AuditEventReadModel,
    CheckAuditChain,
    RequestAuditCheck,
  ],
  exports: [AuditLog, SealAuditChain, AuditChainReadModel, AuditCheckReadModel, AuditEventReadModel, RequestAuditCheck],
})
export class AuditModule {}
