import type { CustomDecorator } from '@nestjs/common';
import { routeAccess } from '../platform/http/index.js';
import type { Role } from './role.policy.js';

/** Who may call this route: whoever has one of these roles, or a role that includes one of them. */
export function Roles(first: Role, ...others: readonly Role[]): CustomDecorator {
  return routeAccess({ kind: 'roles', roles: [first, ...others] });
}
