export { isPublicAddress } from './is-public-address.js';
export { AddressNotPublic, isForbiddenLiteral, publicLookup } from './public-lookup.js';
