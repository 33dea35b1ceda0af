import { Global, Module } from '@nestjs/common';
import { AuditChainReadModel } from './audit-chain.read-model.js';
import { AuditLog } from './audit-log.js';
import { SealAuditChain } from './seal-audit-chain.js';

@Global()
@Module({
  providers: [AuditLog, SealAuditChain, AuditChainReadModel],
  exports: [AuditLog, SealAuditChain, AuditChainReadModel],
})
export class AuditModule {}
