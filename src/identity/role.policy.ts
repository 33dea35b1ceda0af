/**
 * What a key or person may do. `integration` stands apart: it hands in messages and returns and reads its own. So does
 * `mail-gateway`, which speaks for the ministry's mail server: what it says of a message's arrival counts. And so does
 * `archive`, which takes everything in and changes nothing but its own marks.
 */
export const ROLES = ['reader', 'case-handler', 'approver', 'admin', 'integration', 'mail-gateway', 'archive'] as const;
export type Role = (typeof ROLES)[number];

/** Each role and the roles it includes, itself among them. */
const INCLUDES: Readonly<Record<Role, readonly Role[]>> = {
  reader: ['reader'],
  'case-handler': ['case-handler', 'reader'],
  approver: ['approver', 'case-handler', 'reader'],
  admin: ROLES,
  integration: ['integration'],
  'mail-gateway': ['mail-gateway'],
  archive: ['archive'],
};

/** True when someone with the roles `held` may do what one of the roles `needed` may do. */
export function permits(held: readonly Role[], needed: readonly Role[]): boolean {
  return held.some((role) => INCLUDES[role].some((included) => needed.includes(included)));
}
