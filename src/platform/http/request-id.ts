import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const ids = new WeakMap<object, string>();
const ACCEPTABLE = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * Gives each request an id, answers it in `X-Request-Id` and writes it into the log and every problem. A sender's own
 * id is kept if it is harmless to print.
 */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id');
  const id = given !== undefined && ACCEPTABLE.test(given) ? given : randomUUID();
  ids.set(request, id);
  response.setHeader('X-Request-Id', id);
  next();
}

/** The id of `request`; a request that never passed the middleware (an error before it) gets one now. */
export function requestIdOf(request: object): string {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const id = randomUUID();
  ids.set(request, id);
  return id;
}
