import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Public, RequestThrottle } from '../../platform/http/index.js';
import { credentialsMissing } from '../identity.errors.js';
import { actorOf, setActor } from '../request-actor.js';
import { scopeRequired, tokenRequired } from './maskinporten.errors.js';
import { MaskinportenTokens } from './maskinporten-tokens.js';

const SCOPE = 'tilslutning:maskinporten-scope';
const BEARER = /^Bearer +([^\s]+) *$/i;
/** Three parts, as a signed JWT has; no API key holds a full stop. */
const JWT = /^[^.]+\.[^.]+\.[^.]+$/;

/** Lets a municipality through by a token of Maskinporten with the route's scope, and nobody else. */
@Injectable()
export class MaskinportenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: MaskinportenTokens,
    private readonly throttle: RequestThrottle,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const name = this.reflector.getAllAndOverride<string>(SCOPE, [context.getHandler(), context.getClass()]);
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    this.throttle.refuseExhausted(request, response);
    const { authorization } = request.headers;
    if (authorization === undefined && request.headers['x-api-key'] === undefined) throw credentialsMissing();
    const token = BEARER.exec(authorization ?? '')?.[1] ?? '';
    if (!JWT.test(token)) throw tokenRequired();
    const caller = await this.tokens.verify(token).catch((error: unknown) => {
      this.throttle.take(request, response);
      throw error;
    });
    const { organizationNumber } = caller;
    setActor(request, { kind: 'municipality', id: organizationNumber, name: organizationNumber, roles: [] });
    const scope = this.tokens.scope(name);
    if (!caller.scopes.has(scope)) throw scopeRequired(scope);
    return true;
  }
}

/** For routes of municipalities: no role opens them, only a token with this scope (without the configured prefix). */
export function MaskinportenScope(name: 'read' | 'write'): MethodDecorator {
  return applyDecorators(Public(), SetMetadata(SCOPE, name), UseGuards(MaskinportenGuard));
}

/** The organisation number of the municipality that asks. */
export const ActingOrganization = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const actor = actorOf(context.switchToHttp().getRequest<object>());
  if (actor?.kind !== 'municipality') throw new TypeError('@ActingOrganization() needs @MaskinportenScope().');
  return actor.id;
});
