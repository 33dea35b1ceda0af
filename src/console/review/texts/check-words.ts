import type { PageLanguage } from '../../../platform/pages/index.js';
import type { FindingCheck } from '../../../returns/index.js';
import { checkTopicsEn } from './check-topics-en.js';
import { checkWordsNb } from './check-words-nb.js';
import { checkWordsNn } from './check-words-nn.js';

/** What is checked; what it means when it holds; and when it does not, or cannot be told. */
export type CheckWords = readonly [topic: string, holds: string, fails: string];

export type FindingResult = 'PASSED' | 'FAILED' | 'INDETERMINATE' | 'INFO';

export interface SaidFinding {
  readonly check: FindingCheck;
  readonly result: FindingResult;
  /** As the verification says it, in English. */
  readonly sentence: string;
}

const WORDS: Readonly<Record<'nb' | 'nn', Readonly<Record<FindingCheck, CheckWords>>>> = {
  nb: checkWordsNb,
  nn: checkWordsNn,
};

/** What a finding is about, and what it says, in plain words. In English these are the verification's own. */
export function findingWords(
  language: PageLanguage,
  { check, result, sentence }: SaidFinding,
): { readonly topic: string; readonly sentence: string } {
  if (language === 'en') return { topic: checkTopicsEn[check], sentence };
  const [topic, holds, fails] = WORDS[language][check];
  return { topic, sentence: result === 'PASSED' ? holds : fails };
}
