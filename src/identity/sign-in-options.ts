import type { SessionLimits } from './sessions/session.policy.js';

/** The organisation's log-in (OpenID Connect), where there is one. */
export interface OidcOptions {
  /** As the provider writes it in its metadata, e.g. `https://login.example/realm`. */
  readonly issuer: string;
  readonly clientId: string;
  /** A secret, or the key of private_key_jwt (OpenID Connect Core 1.0, 9) as PEM (PKCS#8). */
  readonly authentication:
    | { readonly kind: 'SECRET'; readonly secret: string }
    | { readonly kind: 'KEY'; readonly pem: string; readonly keyId: string | null };
  readonly scope: string;
  /** The claim with the person's roles or groups: a text or a list. */
  readonly rolesClaim: string;
  /** What stands in the claim, and the role it gives; empty: the claim names our roles themselves. */
  readonly roles: Readonly<Record<string, string>>;
}

export interface SignInOptions {
  /** Where people reach the service: decides about the cookies and stands in one-time links. */
  readonly publicUrl: string;
  /** Whether everybody with a password here must set up one-time codes. */
  readonly secondFactor: 'required' | 'optional';
  readonly session: SessionLimits;
  /** False: nobody logs in with a password of this service. */
  readonly localAccounts: boolean;
  readonly oidc: OidcOptions | null;
}

export const SIGN_IN_OPTIONS = Symbol('SIGN_IN_OPTIONS');

export const DEFAULT_SIGN_IN: Omit<SignInOptions, 'publicUrl'> = {
  secondFactor: 'required',
  session: { idleMs: 60 * 60_000, absoluteMs: 12 * 60 * 60_000 },
  localAccounts: true,
  oidc: null,
};
