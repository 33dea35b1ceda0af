import type { PageLanguage } from '../../../platform/pages/index.js';
import type { ReasonCode } from '../../../returns/index.js';
import { reasonWordsEn } from './reason-words-en.js';
import { reasonWordsNb } from './reason-words-nb.js';
import { reasonWordsNn } from './reason-words-nn.js';

/** Why a return waits for a person, or was not accepted: one sentence each. A missing one does not compile. */
export const reasonWords: Readonly<Record<PageLanguage, Readonly<Record<ReasonCode, string>>>> = {
  nb: reasonWordsNb,
  nn: reasonWordsNn,
  en: reasonWordsEn,
};

/** The words for a stored code; the code itself for one of a time that knew others. */
export function reasonSentence(language: PageLanguage, code: string): string {
  const words: Readonly<Record<string, string>> = reasonWords[language];
  return words[code] ?? code;
}
