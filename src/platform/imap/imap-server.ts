import type { ImapProtection } from '../config/index.js';

/** How the service logs in: with a password, or with a token that is asked for anew each time. */
export type ImapLogin =
  | { readonly kind: 'PASSWORD'; readonly password: string }
  | { readonly kind: 'TOKEN'; readonly accessToken: () => Promise<string> };

export interface ImapServer {
  readonly host: string;
  readonly port: number;
  readonly protection: ImapProtection;
  readonly user: string;
  readonly login: ImapLogin;
  /** PEM of authorities that are trusted besides the usual ones. Default: none. */
  readonly authorities?: string | null;
}
