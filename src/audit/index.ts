export { AuditChainReadModel, latestEventsOf } from './audit-chain.read-model.js';
export { CHAIN_START, type ChainFault, type ChainState, type SealedEvent } from './audit-chain.policy.js';
export { AuditCheck, type AuditFault } from './audit-check.entity.js';
export { AuditCheckReadModel, type AuditCheckView } from './audit-check.read-model.js';
export { AuditEvent } from './audit-event.entity.js';
export {
  AuditEventReadModel,
  type EventFilter,
  type EventPosition,
  type ListedEvent,
} from './audit-event.read-model.js';
export { AuditLog, AuditWitness, type AuditEntry } from './audit-log.js';
export { AuditModule } from './audit.module.js';
export { RequestAuditCheck } from './request-audit-check.js';
export { SealAuditChain } from './seal-audit-chain.js';
export { verifyAuditChain, type ChainVerdict } from './verify-audit-chain.js';
