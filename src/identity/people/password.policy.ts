import { COMMON_PASSWORD_WORDS } from './common-passwords.js';

/** In characters (code points). A second factor stands beside it; NIST SP 800-63B-4 (3.1.1.2) asks for 8 then, 15 alone. */
export const PASSWORD_MIN_LENGTH = 12;
/** Long enough for any sentence; a bound there must be, because hashing takes the whole of it. */
export const PASSWORD_MAX_LENGTH = 200;

export type PasswordFault = 'TOO_SHORT' | 'TOO_LONG' | 'COMMON' | 'OWN_NAME';

/**
 * The password as it is hashed: one form for what looks the same (NIST SP 800-63B-4, 3.1.1.2: NFKC), so that
 * another keyboard makes no difference. Blanks at either end count.
 */
export function normalisePassword(text: string): string {
  return text.normalize('NFKC');
}

/**
 * What is wrong with a new password; null: nothing. Length and a list of what everybody tries, no rules about kinds of
 * characters (NIST SP 800-63B-4, 3.1.1.2). `own` are words around the person: name and e-mail address.
 */
export function passwordFault(text: string, own: readonly string[]): PasswordFault | null {
  const password = normalisePassword(text);
  const { length } = [...password];
  if (length < PASSWORD_MIN_LENGTH) return 'TOO_SHORT';
  if (length > PASSWORD_MAX_LENGTH) return 'TOO_LONG';
  if (new Set(password).size < 4 || isRun(password)) return 'COMMON';
  const letters = lettersOf(password);
  if (isMadeOf(letters, COMMON_PASSWORD_WORDS)) return 'COMMON';
  const ownWords = own.flatMap((words) => words.split(/[^\p{L}]+/u)).map(lettersOf);
  const telling = ownWords.filter((word) => word.length >= 3);
  return isMadeOf(letters, [...telling, ...COMMON_PASSWORD_WORDS]) ? 'OWN_NAME' : null;
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}]/gu, '');
}

/** `123456789012`, `abcdefghijkl`: each character is the next one, or the one before, or the digits begin anew. */
function isRun(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const isStep = (step: number, by: number): boolean => step === by || step === -9 * by;
  return steps.every((step) => isStep(step, 1)) || steps.every((step) => isStep(step, -1));
}

/** Whether `letters` is one word after another of the list; without any letter it is made of none, and so is too. */
function isMadeOf(letters: string, words: readonly string[]): boolean {
  const reached = new Set([0]);
  for (let start = 0; start < letters.length; start++) {
    if (!reached.has(start)) continue;
    for (const word of words) if (letters.startsWith(word, start)) reached.add(start + word.length);
  }
  return reached.has(letters.length);
}
