import { ServiceError } from '../../platform/errors/index.js';

const WORDS = {
  MASKINPORTEN_NOT_CONFIGURED: 'Tokens of Maskinporten are not taken here: the service does not name their issuer.',
  MASKINPORTEN_TOKEN_MALFORMED: 'The token is not a signed JWT as Maskinporten issues them.',
  MASKINPORTEN_ALGORITHM: 'The token is not signed with RS256, the only algorithm of Maskinporten.',
  MASKINPORTEN_KEY_UNKNOWN: 'The token is signed with a key that is not among those the issuer publishes.',
  MASKINPORTEN_SIGNATURE: "The token's signature is not the issuer's.",
  MASKINPORTEN_EXPIRED: 'The token has expired: fetch a new one.',
  MASKINPORTEN_NOT_YET_VALID: 'The token is not valid yet: compare the clocks.',
  MASKINPORTEN_ISSUER: 'The token comes from another issuer, or another environment of Maskinporten.',
  MASKINPORTEN_AUDIENCE: 'The token was made for another service: ask for it with this service as its resource.',
  MASKINPORTEN_CONSUMER: 'The token names no consumer with a Norwegian organisation number (0192:NNNNNNNNN).',
} as const;

export type MaskinportenCode = keyof typeof WORDS;

/** Why a token opens nothing: each reason has a code of its own, since only who holds the token learns it. */
export function maskinportenRefused(code: MaskinportenCode, cause?: unknown): ServiceError<MaskinportenCode> {
  return new ServiceError(code, WORDS[code], { category: 'unauthenticated', cause });
}

export function maskinportenKeysUnavailable(cause: unknown): ServiceError<'MASKINPORTEN_KEYS_UNAVAILABLE'> {
  return new ServiceError(
    'MASKINPORTEN_KEYS_UNAVAILABLE',
    "The issuer's keys cannot be fetched at the moment, so no token can be checked. Try again shortly.",
    { category: 'unavailable', level: 'warn', cause },
  );
}

export function scopeRequired(scope: string): ServiceError<'MASKINPORTEN_SCOPE_REQUIRED'> {
  return new ServiceError('MASKINPORTEN_SCOPE_REQUIRED', `This needs a token with the scope ${scope}.`, {
    category: 'forbidden',
    facts: { scope },
  });
}

export function tokenRequired(): ServiceError<'MASKINPORTEN_TOKEN_REQUIRED'> {
  return new ServiceError(
    'MASKINPORTEN_TOKEN_REQUIRED',
    'Only a municipality may ask this, with a token of Maskinporten: Authorization: Bearer TOKEN. An API key is none.',
    { category: 'forbidden' },
  );
}
