import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Clock } from '../../platform/clock/index.js';
import { maskinportenKeysUnavailable, maskinportenRefused, type MaskinportenCode } from './maskinporten.errors.js';

export interface MaskinportenOptions {
  /** With its slash at the end: `https://maskinporten.no/`. */
  readonly issuer: string;
  /** Where its keys are: `https://maskinporten.no/jwk`. */
  readonly jwksUri: string;
  /** What a token must be made for; null: it is not asked, as with tokens without a resource. */
  readonly audience: string | null;
  /** Before the name of each scope: `ks:tilslutning`. */
  readonly scopePrefix: string;
}

/** The organisation that acts, by the token; never the client that fetched it, which may be a supplier. */
export interface MaskinportenCaller {
  /** Nine digits. */
  readonly organizationNumber: string;
  readonly scopes: ReadonlySet<string>;
}

/** Seconds by which two clocks may differ. */
const CLOCK_TOLERANCE = 10;
/** Norwegian organisation numbers in ISO 6523. */
const ORGANIZATION = /^0192:(\d{9})$/;

const CODE_OF_CLAIM: Readonly<Record<string, MaskinportenCode>> = {
  iss: 'MASKINPORTEN_ISSUER',
  aud: 'MASKINPORTEN_AUDIENCE',
  nbf: 'MASKINPORTEN_NOT_YET_VALID',
};

/** Checks tokens of Maskinporten: RS256 by a published key, issuer, times, audience, and whose they are. */
export class MaskinportenTokens {
  readonly #keys: JWTVerifyGetKey | null;

  constructor(
    private readonly options: MaskinportenOptions | null,
    private readonly clock: Clock,
  ) {
    // Kept for ten minutes; asked for again, at most twice a minute, when a token names a key that is not known.
    this.#keys =
      options === null
        ? null
        : createRemoteJWKSet(new URL(options.jwksUri), {
            timeoutDuration: 5000,
            cooldownDuration: 30_000,
            cacheMaxAge: 600_000,
          });
  }

  /** The full name of one of our scopes: `ks:tilslutning.read`. */
  scope(name: string): string {
    return `${this.options?.scopePrefix ?? ''}.${name}`;
  }

  /** Throws one of the MASKINPORTEN_… errors. */
  async verify(token: string): Promise<MaskinportenCaller> {
    if (this.options === null || this.#keys === null) throw maskinportenRefused('MASKINPORTEN_NOT_CONFIGURED');
    const { issuer, audience } = this.options;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        algorithms: ['RS256'],
        issuer,
        ...(audience === null ? {} : { audience }),
        requiredClaims: ['exp', 'iat'],
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: this.clock.now(),
      });
      return callerOf(payload);
    } catch (error) {
      throw translated(error);
    }
  }
}

function callerOf(payload: JWTPayload): MaskinportenCaller {
  const organizationNumber = ORGANIZATION.exec(consumerOf(payload['consumer']))?.[1];
  if (organizationNumber === undefined) throw maskinportenRefused('MASKINPORTEN_CONSUMER');
  const scopes = typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : [];
  return { organizationNumber, scopes: new Set(scopes) };
}

/** `{"authority": "iso6523-actorid-upis", "ID": "0192:NNNNNNNNN"}`; anything else is the empty text. */
function consumerOf(consumer: unknown): string {
  if (typeof consumer !== 'object' || consumer === null) return '';
  if (!('authority' in consumer) || consumer.authority !== 'iso6523-actorid-upis') return '';
  return 'ID' in consumer && typeof consumer.ID === 'string' ? consumer.ID : '';
}

/** What jose throws, and what fetching the keys throws; our own errors stay as they are. */
function translated(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return maskinportenRefused('MASKINPORTEN_EXPIRED', error);
  if (error instanceof errors.JWTClaimValidationFailed) {
    return maskinportenRefused(CODE_OF_CLAIM[error.claim] ?? 'MASKINPORTEN_TOKEN_MALFORMED', error);
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return maskinportenRefused('MASKINPORTEN_ALGORITHM', error);
  if (error instanceof errors.JWKSNoMatchingKey) return maskinportenRefused('MASKINPORTEN_KEY_UNKNOWN', error);
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return maskinportenRefused('MASKINPORTEN_SIGNATURE', error);
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return maskinportenRefused('MASKINPORTEN_TOKEN_MALFORMED', error);
  }
  if (error instanceof errors.JOSEError || error instanceof TypeError) return maskinportenKeysUnavailable(error);
  return error;
}
