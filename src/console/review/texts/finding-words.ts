import type { PageLanguage } from '../../../platform/pages/index.js';
import type { FindingCheck } from '../../../returns/index.js';
import { checkTopicsEn } from './check-topics-en.js';
import type { CheckWords, SaidFinding } from './check-words.js';
import { checkWordsNb } from './check-words-nb.js';
import { checkWordsNn } from './check-words-nn.js';

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
