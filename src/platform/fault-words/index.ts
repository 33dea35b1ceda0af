export { faultIn, type FaultWords } from './fault-words.js';
export { SCHEMA_FAULT_WORDS } from './schema-fault-words.js';
