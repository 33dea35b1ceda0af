import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { sessionRequired } from '../identity.errors.js';
import type { SignedIn } from './authenticate-session.js';

const sessions = new WeakMap<object, SignedIn>();

/** Binds the session to the request, for `@CurrentSession()` and the pages' headings. */
export function setSession(request: object, signedIn: SignedIn): void {
  sessions.set(request, signedIn);
}

/** Who has logged in with the request's cookie; undefined for everybody else, keys included. */
export function sessionOf(request: object): SignedIn | undefined {
  return sessions.get(request);
}

/** The session of a page's request, in routes that are not public; whoever comes with a key is sent away. */
export const CurrentSession = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => {
  const signedIn = sessionOf(context.switchToHttp().getRequest<object>());
  if (signedIn === undefined) throw sessionRequired();
  return signedIn;
});
