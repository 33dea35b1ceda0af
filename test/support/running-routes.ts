import type { Express } from 'express';
import type { TestApp } from './app.js';

/** One method at one path, as the router of the running application has it: `GET /api/v1/keys/:id`. */
export interface RunningRoute {
  /** Upper case; ANY for what is mounted whole. */
  readonly method: string;
  readonly path: string;
}

/** Middleware at the root: it prepares every request and answers none by itself (OPTIONS and errors excepted). */
const PREPARING = ['<anonymous>', 'requestId', 'helmetMiddleware', 'jsonParser', 'urlencodedParser'];
/** The same, for a part of the paths only. */
const PREPARING_A_PART = ['noStore'];

interface Layer {
  readonly name: string;
  readonly rawPath: unknown;
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[]; readonly router?: { readonly stack: readonly Layer[] } };
}

/**
 * Every route that the application answers, whoever registered it: controllers, the API's description, and what is
 * mounted beside them. Read from Express's router and not from Nest's metadata, which does not know of the latter.
 * Throws for middleware at the root that nobody has looked at.
 */
export function runningRoutes({ app }: TestApp): RunningRoute[] {
  const server: Express = app.getHttpAdapter().getInstance();
  const routes = routesIn((server.router as unknown as { stack: readonly Layer[] }).stack, '');
  return [...new Map(routes.map((route) => [`${route.method} ${route.path}`, route])).values()];
}

function routesIn(stack: readonly Layer[], prefix: string): RunningRoute[] {
  return stack.flatMap((layer) => {
    if (layer.route !== undefined) {
      const path = joined(prefix, layer.route.path);
      const methods = Object.keys(layer.route.methods).filter((method) => layer.route?.methods[method] === true);
      return methods.map((method) => ({ method: method === '_all' ? 'ANY' : method.toUpperCase(), path }));
    }
    const at = typeof layer.rawPath === 'string' ? layer.rawPath : '/';
    const inner = layer.handle.stack ?? layer.handle.router?.stack;
    if (inner !== undefined) return [...routesIn(inner, joined(prefix, at)), mounted(joined(prefix, at))];
    if (PREPARING_A_PART.includes(layer.name)) return [];
    if (at !== '/') return [mounted(joined(prefix, at))];
    if (prefix === '' && !PREPARING.includes(layer.name)) {
      throw new Error(
        `Middleware ${layer.name} stands before every route: see that it answers none, and name it here.`,
      );
    }
    return [];
  });
}

function mounted(path: string): RunningRoute {
  return { method: 'ANY', path };
}

function joined(prefix: string, path: string): string {
  return `${prefix}/${path}`.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}
