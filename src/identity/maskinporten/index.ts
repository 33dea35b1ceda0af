export { ActingOrganization, MaskinportenScope } from './maskinporten-guard.js';
export { MaskinportenTokens, type MaskinportenOptions } from './maskinporten-tokens.js';
