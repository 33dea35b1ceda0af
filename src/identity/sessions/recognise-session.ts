import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { SeeOther } from '../../platform/http/index.js';
import { setActor } from '../request-actor.js';
import { actorOfPerson, AuthenticateSession, type SignedIn } from './authenticate-session.js';
import { SignInCookies } from './cookies.js';
import { FormGuard } from './form-guard.js';
import { setSession } from './request-session.js';
import type { SessionStage } from './session.policy.js';

/** Where somebody goes who has to log in first, or has not finished doing so. */
export const LOG_IN_PAGES: Readonly<Record<'NONE' | Exclude<SessionStage, 'FULL'>, string>> = {
  NONE: '/log-in',
  SECOND_FACTOR: '/log-in/code',
  ENROLMENT: '/log-in/second-factor',
};

/** Methods that change nothing (RFC 9110, 9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets people through by the cookie of their session. */
@Injectable()
export class RecogniseSession {
  constructor(
    private readonly cookies: SignInCookies,
    private readonly authenticate: AuthenticateSession,
    private readonly forms: FormGuard,
  ) {}

  /** The request's session, finished or not, whatever the route; undefined where there is none. */
  async find(request: Request): Promise<SignedIn | undefined> {
    const token = this.cookies.read(request, 'session');
    return token === undefined ? undefined : await this.authenticate.execute(token);
  }

  /**
   * For a page: a full session, and for whatever changes something its form's token. Throws FORM_REFUSED; sends whoever
   * has not logged in to do so, and back again afterwards. Of a form `withFiles` the route itself reads the token.
   */
  async forPage(request: Request, withFiles = false): Promise<void> {
    const found = await this.find(request);
    if (found?.session.stage !== 'FULL') throw new SeeOther(logInPage(request, found));
    if (withFiles) this.forms.assertFromThisService(request);
    else if (!SAFE.has(request.method)) this.forms.assertOwnForm(request);
    bind(request, found);
  }

  /**
   * For the API: a cookie alone never counts, not even to read, because browsers send it along with requests of other
   * pages. With our own page's token in a header, which no other page knows, it does. False: no such session.
   */
  async forApi(request: Request): Promise<boolean> {
    if (!this.forms.hasTokenHeader(request)) return false;
    const found = await this.find(request);
    if (found?.session.stage !== 'FULL') return false;
    bind(request, found);
    return true;
  }

  /** For a public page, which may greet those who have logged in. */
  async forPublicPage(request: Request): Promise<void> {
    const found = await this.find(request);
    if (found?.session.stage === 'FULL') bind(request, found);
  }
}

function bind(request: Request, signedIn: SignedIn): void {
  setActor(request, actorOfPerson(signedIn.person));
  setSession(request, signedIn);
}

function logInPage(request: Request, found: SignedIn | undefined): string {
  const page = LOG_IN_PAGES[found === undefined || found.session.stage === 'FULL' ? 'NONE' : found.session.stage];
  const isWanted = request.method === 'GET' && request.originalUrl !== '/';
  return isWanted ? `${page}?${new URLSearchParams({ to: request.originalUrl }).toString()}` : page;
}

/** Where a log-in leads: only to a page of this service, whatever stands in the address. */
export function pathWithin(to: string | undefined, otherwise: string): string {
  if (to === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(to) || to.includes('\\')) return otherwise;
  const url = new URL(to, 'http://within.invalid');
  return url.host === 'within.invalid' ? `${url.pathname}${url.search}` : otherwise;
}
