import type { SecretSource } from '../platform/secrets/index.js';

/** Capital letters and digits that nobody mistakes for one another when reading aloud (no I, L, O, U, 0, 1). */
const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const TOKEN_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** What people read and write: `AKSON-2020-0301-Q7K2M`. */
export function makeReference(secrets: SecretSource, campaignCode: string, municipalityNumber: string): string {
  const bytes = secrets.bytes(`reference/${campaignCode}/${municipalityNumber}`, 5);
  return `${campaignCode}-${municipalityNumber}-${spell(bytes, REFERENCE_ALPHABET)}`;
}

/** 80 bits in base 32 (RFC 4648 alphabet in small letters): nobody guesses another case's token. */
export function makeCaseToken(secrets: SecretSource, campaignCode: string, municipalityNumber: string): string {
  const bytes = secrets.bytes(`case-token/${campaignCode}/${municipalityNumber}`, 16);
  return spell(bytes, TOKEN_ALPHABET);
}

/** One letter for each byte. 256 is no multiple of 30, so a few letters are a little likelier: no secret here. */
function spell(bytes: Uint8Array, alphabet: string): string {
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
