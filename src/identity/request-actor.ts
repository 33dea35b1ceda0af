import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { setCaller } from '../platform/http/index.js';
import type { Actor } from './actor.js';

const actors = new WeakMap<object, Actor>();

/** Binds the actor to the request, for `@CurrentActor()`, the throttle and the idempotency keys. */
export function setActor(request: object, actor: Actor): void {
  actors.set(request, actor);
  setCaller(request, `${actor.kind}:${actor.id}`);
}

export function actorOf(request: object): Actor | undefined {
  return actors.get(request);
}

/** Who sent the request. Only in routes that are not public, unless something else there has called setActor. */
export const CurrentActor = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const actor = actorOf(context.switchToHttp().getRequest<object>());
  if (actor === undefined) throw new TypeError('@CurrentActor() needs a route with @Roles().');
  return actor;
});
