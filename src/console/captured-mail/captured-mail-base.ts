import { permits, type Role } from '../../identity/index.js';
import type { ConsoleOptions } from '../console-options.js';

/** Where this person reads captured mail; null: nowhere. */
export function capturedMailBase(
  { showsCapturedMail }: Pick<ConsoleOptions, 'showsCapturedMail'>,
  roles: readonly Role[],
): '/captured-letters' | '/captured-mail' | null {
  if (permits(roles, ['case-handler'])) return '/captured-letters';
  return showsCapturedMail ? '/captured-mail' : null;
}
