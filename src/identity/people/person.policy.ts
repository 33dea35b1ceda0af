import type { Role } from '../role.policy.js';

/** What a person may be; the other roles are for machines. */
export const PERSON_ROLES = ['reader', 'case-handler', 'approver', 'admin'] as const satisfies readonly Role[];
export type PersonRole = (typeof PERSON_ROLES)[number];

export const PERSON_LANGUAGES = ['nb', 'nn', 'en'] as const;
export type PersonLanguage = (typeof PERSON_LANGUAGES)[number];

/** INVITED: has not accepted yet, and cannot log in. */
export type PersonState = 'INVITED' | 'ACTIVE' | 'DISABLED';

export function personState(person: {
  readonly disabledAt: Date | null;
  readonly passwordHash: string | null;
  readonly oidcSubject: string | null;
}): PersonState {
  if (person.disabledAt !== null) return 'DISABLED';
  return person.passwordHash === null && person.oidcSubject === null ? 'INVITED' : 'ACTIVE';
}

/** One spelling of an address: people write it with capitals and blanks. */
export function normaliseEmail(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/** The roles among these words, each once, in the order of PERSON_ROLES. */
export function personRolesIn(words: readonly string[]): PersonRole[] {
  return PERSON_ROLES.filter((role) => words.includes(role));
}
