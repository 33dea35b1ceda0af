export { AuditChainReadModel, type ListedEvent } from './audit-chain.read-model.js';
export { CHAIN_START, type ChainFault, type ChainState, type SealedEvent } from './audit-chain.policy.js';
export { AuditEvent } from './audit-event.entity.js';
export { AuditLog, AuditWitness, type AuditEntry } from './audit-log.js';
export { AuditModule } from './audit.module.js';
export { SealAuditChain } from './seal-audit-chain.js';
export { verifyAuditChain, type ChainVerdict } from './verify-audit-chain.js';
