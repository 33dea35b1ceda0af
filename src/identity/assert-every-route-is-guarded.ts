import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ROUTE_ACCESS, type RouteAccess } from '../platform/http/index.js';

/** The metadata keys under which Nest's `@Get()` and its like note themselves, and `@Controller()` its path. */
const METHOD = 'method';
const PATH = 'path';

/**
 * Throws unless every route of every controller says who may call it, by `@Roles()` or `@Public()` on the method or
 * the class; names those that do not. What is mounted beside Nest's controllers (static files, the API document, a
 * queue page) is not seen here.
 */
export function assertEveryRouteIsGuarded(app: INestApplicationContext): void {
  assertControllersAreGuarded(app.get(DiscoveryService, { strict: false }));
}

/** The same, where the app is not at hand. */
export function assertControllersAreGuarded(discovery: DiscoveryService): void {
  const unguarded = unguardedRoutes(discovery);
  if (unguarded.length === 0) return;
  throw new Error(
    `These routes say neither @Roles() nor @Public(), so nobody decided who may call them: ${unguarded.join('; ')}.`,
  );
}

function unguardedRoutes(discovery: DiscoveryService): string[] {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  const unguarded: string[] = [];
  for (const { metatype } of discovery.getControllers()) {
    if (typeof metatype !== 'function') continue;
    const prototype: Record<string, unknown> = metatype.prototype;
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = prototype[name];
      if (!isHandler(handler)) continue;
      const verb: RequestMethod | undefined = Reflect.getMetadata(METHOD, handler);
      if (verb === undefined) continue;
      if (reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [handler, metatype as Handler])) continue;
      const path = [Reflect.getMetadata(PATH, metatype), Reflect.getMetadata(PATH, handler)].flat().join('/');
      unguarded.push(`${RequestMethod[verb]} /${path.replaceAll(/^\/+|\/+$/g, '')} (${metatype.name}.${name})`);
    }
  }
  return unguarded;
}

type Handler = (...values: never[]) => unknown;

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
