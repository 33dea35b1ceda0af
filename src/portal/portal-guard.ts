import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { DeclarationView } from '../declarations/index.js';
import { SignInCookies } from '../identity/index.js';
import { SeeOther } from '../platform/http/index.js';
import { PortalSessions } from './portal-sessions.js';

const opened = new WeakMap<Request, DeclarationView>();

/** Lets a browser through that has opened a municipality's link; others are told where to find it. */
@Injectable()
export class PortalGuard implements CanActivate {
  constructor(
    private readonly cookies: SignInCookies,
    private readonly sessions: PortalSessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request: Request = context.switchToHttp().getRequest();
    const declaration = await this.sessions.find(this.cookies.read(request, 'portal'));
    if (declaration === null) throw new SeeOther('/portal/closed');
    opened.set(request, declaration);
    return true;
  }
}

/** The declaration whose page the browser has opened. */
export const OpenedDeclaration = createParamDecorator((_data: unknown, context: ExecutionContext): DeclarationView => {
  const declaration = opened.get(context.switchToHttp().getRequest());
  if (declaration === undefined) throw new Error('This route is not behind PortalGuard.');
  return declaration;
});
