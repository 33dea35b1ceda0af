import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Who may call a route. The last decorator on the method wins over the one on the class. */
export type RouteAccess = { readonly kind: 'public' } | { readonly kind: 'roles'; readonly roles: readonly string[] };

export const ROUTE_ACCESS = 'tilslutning:route-access';

/** Sets who may call a route or all routes of a controller. */
export function routeAccess(access: RouteAccess): CustomDecorator {
  return SetMetadata(ROUTE_ACCESS, access);
}

/** This route needs no log-in. Saying so is required: a route that says nothing stops the service at start-up. */
export function Public(): CustomDecorator {
  return routeAccess({ kind: 'public' });
}
