import { type PersonRole, personRolesIn } from '../people/person.policy.js';

/** What the provider says of somebody: the ID token's claims, and those of the userinfo endpoint. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The roles that the claim gives. `mapping` says which word gives which role; without it the words are our roles' names.
 * A claim such as `realm_access.roles` is looked for inside `realm_access` when there is none of that whole name.
 */
export function rolesOfClaims(claims: Claims, claim: string, mapping: Readonly<Record<string, string>>): PersonRole[] {
  const words = wordsOf(valueAt(claims, claim));
  const isMapped = Object.keys(mapping).length > 0;
  return personRolesIn(
    isMapped ? words.flatMap((word) => (Object.hasOwn(mapping, word) ? [mapping[word] ?? ''] : [])) : words,
  );
}

/** The name to show: the first of what providers send. */
export function nameOfClaims(claims: Claims, email: string): string {
  const parts = [text(claims['given_name']), text(claims['family_name'])].filter((part) => part !== '').join(' ');
  return text(claims['name']) || parts || text(claims['preferred_username']) || email;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function valueAt(claims: Claims, claim: string): unknown {
  if (Object.hasOwn(claims, claim)) return claims[claim];
  let value: unknown = claims;
  for (const step of claim.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function wordsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((word): word is string => typeof word === 'string');
}
