import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { RequestThrottle, ROUTE_ACCESS, type RouteAccess } from '../platform/http/index.js';
import { AuthenticateApiKey } from './authenticate-api-key.js';
import { credentialsInvalid, credentialsMissing, roleRequired } from './identity.errors.js';
import { setActor } from './request-actor.js';
import { permits, ROLES, type Role } from './role.policy.js';

/** Lets a request through to its route: by `@Public()`, or by an API key with one of the roles of `@Roles()`. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: AuthenticateApiKey,
    private readonly throttle: RequestThrottle,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    // The start-up check finds such routes; if it was not run, the route stays shut.
    if (access === undefined) throw new TypeError('This route says neither @Roles() nor @Public().');
    if (access.kind === 'public') return true;

    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const key = presentedKey(request);
    if (key === undefined) throw credentialsMissing();
    this.throttle.refuseExhausted(request, response);
    const actor = await this.authenticate.execute(key);
    if (actor === undefined) {
      // Guesses count against the address that makes them.
      this.throttle.take(request, response);
      throw credentialsInvalid();
    }
    setActor(request, actor);
    const needed = access.roles.filter(isRole);
    if (!permits(actor.roles, needed)) throw roleRequired(needed);
    return true;
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

function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
