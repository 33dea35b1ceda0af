import { languageOf, type PageLanguage } from '../../platform/pages/index.js';
import { ACCESS_PROBLEM_WORDS } from './access-problem-words.js';
import { CASE_PROBLEM_WORDS } from './case-problem-words.js';
import type { ProblemWords } from './problem-words.js';
import { REQUEST_PROBLEM_WORDS } from './request-problem-words.js';
import { RETURN_PROBLEM_WORDS } from './return-problem-words.js';
import { TOKEN_PROBLEM_WORDS } from './token-problem-words.js';

/** Every problem that the API may tell of, by its code. */
export const PROBLEM_WORDS: Readonly<Record<string, ProblemWords>> = {
  ...REQUEST_PROBLEM_WORDS,
  ...ACCESS_PROBLEM_WORDS,
  ...TOKEN_PROBLEM_WORDS,
  ...CASE_PROBLEM_WORDS,
  ...RETURN_PROBLEM_WORDS,
};

/**
 * Title and detail of a problem in the language that was asked for; English when none of ours was. Without a detail,
 * the error's own stands, in English. Undefined for a code that is not in the catalogue.
 */
export function wordsOfProblem(
  code: string,
  acceptLanguage: string | undefined,
): { readonly language: PageLanguage; readonly title: string; readonly detail?: string } | undefined {
  const words = Object.hasOwn(PROBLEM_WORDS, code) ? PROBLEM_WORDS[code] : undefined;
  if (words === undefined) return undefined;
  const language = languageOf(acceptLanguage, 'en');
  const detail = language === 'en' ? undefined : words.detail?.[language];
  return { language, title: words.title[language], ...(detail === undefined ? {} : { detail }) };
}
