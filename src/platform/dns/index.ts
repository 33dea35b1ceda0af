export { NameLookup, NameLookupFailed, type NameRecords, NoNameLookup } from './name-lookup.js';
export { SystemNameLookup } from './system-name-lookup.js';
