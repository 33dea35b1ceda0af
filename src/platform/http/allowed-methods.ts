import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';

/** The part of Express 5's router that says which routes stand; its own types leave it out. */
interface RouteLayer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): unknown;
}

/**
 * The methods that some route answers at `path` (upper case, sorted, HEAD with GET, and OPTIONS); empty when there is
 * no route at all. Throws URIError for a path with broken percent-encoding.
 */
export function allowedMethods(server: Express, path: string): string[] {
  const layers: readonly RouteLayer[] = server.router.stack as unknown as readonly RouteLayer[];
  const methods = new Set<string>();
  for (const layer of layers) {
    if (layer.route === undefined || !layer.match(path)) continue;
    for (const [method, isAnswered] of Object.entries(layer.route.methods)) {
      if (isAnswered && !method.startsWith('_')) methods.add(method.toUpperCase());
    }
  }
  if (methods.size === 0) return [];
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods.add('OPTIONS')].toSorted();
}

/** Answers OPTIONS with `Allow` (RFC 9110, 9.3.7): Nest's own not-found handler would hide Express's answer. */
export function answerOptions(server: Express): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'OPTIONS') return next();
    const methods = allowedMethods(server, request.path);
    if (methods.length === 0) return next();
    response.setHeader('Allow', methods.join(', '));
    response.status(204).end();
  };
}
