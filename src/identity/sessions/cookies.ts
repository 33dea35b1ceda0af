import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options.js';

/**
 * `portal`: a municipality's page. `session`: the log-in. `browser`: somebody has logged in here before. `form`: binds the forms of those who have not
 * logged in to their browser. `link`: a one-time link between its first page and its use. `oidc`: the way to the
 * organisation's log-in and back. `once`: what the next page shows, once. `language`: of the pages before log-in.
 */
export type CookieName = 'session' | 'browser' | 'form' | 'link' | 'oidc' | 'once' | 'portal';

/** Reads and writes the cookies of log-in: HttpOnly, SameSite=Lax, for this host alone. */
@Injectable()
export class SignInCookies {
  readonly #isSecure: boolean;
  readonly #hasTls: boolean;

  constructor(@Inject(SIGN_IN_OPTIONS) options: Pick<SignInOptions, 'publicUrl'>) {
    this.#isSecure = cookiesAreSecure(options.publicUrl);
    this.#hasTls = new URL(options.publicUrl).protocol === 'https:';
  }

  /** False where browsers will not take them: people come over plain HTTP, and not from the machine itself. */
  canBeKept(): boolean {
    return this.#hasTls || !this.#isSecure;
  }

  read(request: Pick<Request, 'headers'>, name: CookieName): string | undefined {
    return cookieIn(request.headers.cookie, this.#nameOf(name));
  }

  /** Without `maxAgeMs` it goes when the browser is closed. */
  write(response: Response, name: CookieName, value: string, maxAgeMs?: number): void {
    response.cookie(this.#nameOf(name), value, {
      ...this.#options(),
      ...(maxAgeMs === undefined ? {} : { maxAge: maxAgeMs }),
    });
  }

  clear(response: Response, name: CookieName): void {
    response.clearCookie(this.#nameOf(name), this.#options());
  }

  /**
   * `__Host-`: no other host, no path and no unencrypted connection can set or read it (RFC 6265bis, 4.1.3.2).
   * Browsers do not take such a name over plain HTTP, not even on loopback.
   */
  #nameOf(name: CookieName): string {
    return this.#isSecure ? `__Host-tilslutning-${name}` : `tilslutning-${name}`;
  }

  #options(): CookieOptions {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#isSecure };
  }
}

/** Everywhere but on a plain-HTTP loopback address: there browsers could not keep them. */
export function cookiesAreSecure(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' || !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

/** The value of the first cookie of that name (RFC 6265, 5.4). */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return undefined;
}
