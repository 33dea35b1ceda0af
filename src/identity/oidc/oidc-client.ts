import { createPrivateKey, webcrypto } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { Log } from '../../platform/logging/index.js';
import { SIGN_IN_OPTIONS, type OidcOptions, type SignInOptions } from '../sign-in-options.js';
import type { Claims } from './oidc-claims.policy.js';
import { oidcFailed } from './oidc.errors.js';

/** What was asked of the provider, and has to fit its answer. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** In seconds: a person waits. */
const TIMEOUT_SECONDS = 10;

/** The organisation's log-in: OpenID Connect Core 1.0, authorisation code with PKCE (RFC 7636). */
@Injectable()
export class OidcClient {
  readonly #options: OidcOptions | null;
  readonly #publicUrl: string;
  readonly #log: Log;
  #found: Promise<oidc.Configuration> | null = null;

  constructor(@Inject(SIGN_IN_OPTIONS) options: SignInOptions, log: Log) {
    this.#options = options.oidc;
    this.#publicUrl = options.publicUrl;
    this.#log = log;
  }

  /** Where the browser is sent to. Throws OIDC_UNAVAILABLE. */
  async authorisationUrl({ state, nonce, verifier }: OidcChecks): Promise<string> {
    const [configuration, options] = await this.#configured();
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: `${this.#publicUrl}/log-in/organisation/callback`,
      scope: options.scope,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return url.href;
  }

  /**
   * What the provider says of the person who came back with `pathAndQuery`: signature, issuer, audience, times, state
   * and nonce have been checked (Core 1.0, 3.1.3.7). Throws OIDC_REFUSED or OIDC_UNAVAILABLE.
   */
  async claims(
    pathAndQuery: string,
    { state, nonce, verifier }: OidcChecks,
  ): Promise<{ issuer: string; claims: Claims }> {
    const [configuration] = await this.#configured();
    try {
      const answer = await oidc.authorizationCodeGrant(configuration, new URL(`${this.#publicUrl}${pathAndQuery}`), {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const idToken = answer.claims();
      if (idToken === undefined) throw new TypeError('The provider gave no ID token.');
      const isAsked = configuration.serverMetadata().userinfo_endpoint !== undefined;
      const more = isAsked ? await oidc.fetchUserInfo(configuration, answer.access_token, idToken.sub) : {};
      return { issuer: configuration.serverMetadata().issuer, claims: { ...more, ...idToken } };
    } catch (error) {
      this.#log.info({ reason: reasonOf(error) }, "The organisation's log-in failed");
      throw oidcFailed(isOutageOf(error) ? 'OIDC_UNAVAILABLE' : 'OIDC_REFUSED', error);
    }
  }

  /** Where somebody logs out at the provider (RP-Initiated Logout 1.0); null: it has no such page. */
  async logOutUrl(): Promise<string | null> {
    const [configuration] = await this.#configured();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${this.#publicUrl}/logged-out` }).href;
  }

  /** The provider's metadata, asked for once; a failure is asked again the next time. */
  async #configured(): Promise<readonly [oidc.Configuration, OidcOptions]> {
    const options = this.#options;
    if (options === null) throw oidcFailed('OIDC_UNAVAILABLE');
    this.#found ??= discover(options);
    try {
      return [await this.#found, options];
    } catch (error) {
      this.#found = null;
      this.#log.warn({ reason: reasonOf(error), issuer: options.issuer }, "The organisation's log-in is not to be had");
      throw oidcFailed('OIDC_UNAVAILABLE', error);
    }
  }
}

async function discover(options: OidcOptions): Promise<oidc.Configuration> {
  const issuer = new URL(options.issuer);
  const { authentication } = options;
  const client =
    authentication.kind === 'SECRET'
      ? oidc.ClientSecretPost(authentication.secret)
      : oidc.PrivateKeyJwt(await signingKey(authentication.pem, authentication.keyId));
  return await oidc.discovery(issuer, options.clientId, undefined, client, {
    timeout: TIMEOUT_SECONDS,
    // Configured for loopback only.
    execute: issuer.protocol === 'http:' ? [withoutTls] : [],
  });
}

/** The library marks its switch as deprecated only to make it stand out. */
const { allowInsecureRequests: withoutTls } = oidc;

/** RS256 or ES256, by the kind of key. */
async function signingKey(pem: string, kid: string | null): Promise<oidc.PrivateKey> {
  const key = createPrivateKey(pem);
  const algorithm =
    key.asymmetricKeyType === 'ec'
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const der = key.export({ type: 'pkcs8', format: 'der' });
  const imported = await webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
  return kid === null ? { key: imported } : { key: imported, kid };
}

function isOutageOf(error: unknown): boolean {
  const reason = reasonOf(error);
  return /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|UND_ERR|OAUTH_TIMEOUT|TimeoutError|fetch failed/.test(reason);
}

/** Codes and names along the causes: never what the provider wrote, which may hold tokens. */
function reasonOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return '';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const word = error.message === 'fetch failed' ? error.message : '';
  return [error.name, code, word, reasonOf(error.cause, depth + 1)].filter((part) => part !== '').join(' ');
}
