import type { CustomDecorator } from '@nestjs/common';
import { routeAccess } from '../platform/http/index.js';
import { ROLES } from './role.policy.js';

/** Whoever has logged in may call this route, whatever their roles: their own account. */
export function LoggedIn(): CustomDecorator {
  return routeAccess({ kind: 'roles', roles: [...ROLES] });
}
