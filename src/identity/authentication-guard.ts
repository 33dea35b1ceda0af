import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { RequestThrottle, ROUTE_ACCESS, type RouteAccess } from '../platform/http/index.js';
import { AuthenticateApiKey } from './authenticate-api-key.js';
import { FORM_WITH_FILES } from './form-with-files.js';
import { credentialsInvalid, credentialsMissing, roleRequired, sessionRequired } from './identity.errors.js';
import { actorOf, setActor } from './request-actor.js';
import { permits, ROLES, type Role } from './role.policy.js';
import { RecogniseSession } from './sessions/recognise-session.js';

/**
 * Lets a request through to its route: by `@Public()`, or by an API key or a session with one of the roles of
 * `@Roles()`. Pages take sessions and no keys; the API takes sessions only with the token of our own pages in a header.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: AuthenticateApiKey,
    private readonly sessions: RecogniseSession,
    private readonly throttle: RequestThrottle,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    // The start-up check finds such routes; if it was not run, the route stays shut.
    if (access === undefined) throw new TypeError('This route says neither @Roles() nor @Public().');
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    if (access.kind === 'public') {
      if (isReadByPeople(request)) await this.sessions.forPublicPage(request);
      return true;
    }
    this.throttle.refuseExhausted(request, response);
    const key = presentedKey(request);
    if (key !== undefined && !isApi(request)) throw sessionRequired();
    if (key !== undefined) await this.#byKey(key, request, response);
    else if (isPage(request)) await this.sessions.forPage(request, this.#hasFiles(context, request));
    else if (hasCredentials(request) || !(await this.sessions.forApi(request))) throw credentialsMissing();
    const needed = access.roles.filter(isRole);
    if (!permits(actorOf(request)?.roles ?? [], needed)) throw roleRequired(needed);
    return true;
  }

  #hasFiles(context: ExecutionContext, request: Request): boolean {
    const isSaid = this.reflector.get<boolean | undefined>(FORM_WITH_FILES, context.getHandler()) === true;
    return isSaid && request.is('multipart/form-data') !== false;
  }

  async #byKey(key: string, request: Request, response: Response): Promise<void> {
    const actor = await this.authenticate.execute(key, request);
    if (actor === undefined) {
      // Guesses count against the address that makes them.
      this.throttle.take(request, response);
      throw credentialsInvalid();
    }
    setActor(request, actor);
  }
}

/** `Authorization: Bearer KEY` (RFC 6750, 2.1) or `X-API-Key: KEY`; undefined if neither or both are there. */
export function presentedKey(request: Pick<Request, 'headers'>): string | undefined {
  const authorization = request.headers.authorization;
  const header = request.headers['x-api-key'];
  if (authorization === undefined) return typeof header === 'string' && header !== '' ? header : undefined;
  if (header !== undefined) return undefined;
  return /^Bearer +([^\s]+) *$/i.exec(authorization)?.[1];
}

/** Credentials of the API, in whatever form: then the cookie is not looked at. */
function hasCredentials({ headers }: Request): boolean {
  return headers.authorization !== undefined || headers['x-api-key'] !== undefined;
}

function isApi(request: Request): boolean {
  return request.path.toLowerCase().startsWith('/api/');
}

/** Everything but the API, asked for by a browser: what sends credentials of the API is none. */
function isPage(request: Request): boolean {
  if (isApi(request) || hasCredentials(request)) return false;
  return takesHtml(request) || request.headers.cookie !== undefined;
}

/** A page that a person opens, and not a style sheet, a probe or the API. */
function isReadByPeople(request: Request): boolean {
  return isPage(request) && takesHtml(request) && request.headers.cookie !== undefined;
}

function takesHtml(request: Request): boolean {
  return /\btext\/html\b/.test(request.get('accept') ?? '');
}

function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
