import { DEFINITION_FAULT_WORDS } from '../../campaigns/index.js';
import type { ErrorFacts, Fault } from '../../platform/errors/index.js';
import { faultIn, SCHEMA_FAULT_WORDS, type FaultWords } from '../../platform/fault-words/index.js';
import { languageOf, type PageLanguage } from '../../platform/pages/index.js';
import { ACCESS_PROBLEM_WORDS } from './access-problem-words.js';
import { CASE_PROBLEM_WORDS } from './case-problem-words.js';
import { FACT_WORDS } from './fact-words.js';
import { FIELD_FAULT_WORDS } from './field-fault-words.js';
import type { ProblemWords } from './problem-words.js';
import { REFUSAL_FAULT_WORDS } from './refusal-fault-words.js';
import { REGISTER_FAULT_WORDS } from './register-fault-words.js';
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

/** Of problems whose faults are of a file; in all others they are of a field or a case. */
export const FAULTS_OF_FILES: Readonly<Record<string, readonly FaultWords[]>> = {
  CAMPAIGN_DEFINITION_INVALID: DEFINITION_FAULT_WORDS,
  CAMPAIGN_NOT_READY: DEFINITION_FAULT_WORDS,
  REGISTER_INVALID: REGISTER_FAULT_WORDS,
};
export const FAULTS_OF_FIELDS: readonly FaultWords[] = [
  ...FIELD_FAULT_WORDS,
  ...REFUSAL_FAULT_WORDS,
  ...SCHEMA_FAULT_WORDS,
];

/** What an error says, as far as it is put into words here. */
export interface ProblemToTell {
  readonly code: string;
  /** In English. */
  readonly detail: string;
  readonly faults: readonly Pick<Fault, 'message'>[];
  readonly facts: ErrorFacts;
}

export interface WordsOfProblem {
  readonly language: PageLanguage;
  readonly title: string;
  readonly detail: string;
  /** One for each fault, in their order. */
  readonly messages: readonly string[];
}

/**
 * A problem in the language that was asked for: all of it, or, where words are missing for a part, nothing, so that it
 * stands in English as a whole, as it does when none of our languages was asked for. Undefined for a code that is not
 * in the catalogue.
 */
export function wordsOfProblem(
  { code, detail, faults, facts }: ProblemToTell,
  acceptLanguage: string | undefined,
): WordsOfProblem | undefined {
  const words = Object.hasOwn(PROBLEM_WORDS, code) ? PROBLEM_WORDS[code] : undefined;
  if (words === undefined) return undefined;
  const language = languageOf(acceptLanguage, 'en');
  if (language !== 'en') {
    const told = detailIn(words, language, facts);
    const catalogue = FAULTS_OF_FILES[code] ?? FAULTS_OF_FIELDS;
    const messages = faults.map(({ message }) => faultIn(catalogue, language, message));
    if (told !== undefined && isWhole(messages)) {
      return { language, title: words.title[language], detail: told, messages };
    }
  }
  return { language: 'en', title: words.title.en, detail, messages: faults.map(({ message }) => message) };
}

/** Undefined where a fact that the words name is not known, or has no words itself. */
function detailIn(words: ProblemWords, language: 'nb' | 'nn', facts: ErrorFacts): string | undefined {
  let isTold = true;
  const detail = words.detail[language].replaceAll(/\{(\w+)(:words)?\}/g, (_, name: string, asWords?: string) => {
    const fact = Object.hasOwn(facts, name) ? String(facts[name]) : undefined;
    const told =
      fact === undefined || asWords === undefined
        ? fact
        : faultIn([...FACT_WORDS, ...FAULTS_OF_FIELDS], language, fact);
    isTold &&= told !== undefined;
    return told ?? '';
  });
  return isTold ? detail : undefined;
}

function isWhole(messages: readonly (string | undefined)[]): messages is readonly string[] {
  return !messages.includes(undefined);
}
