import type { PageLanguage } from '../../../platform/pages/index.js';
import { questionsTextsEn } from './questions-texts-en.js';
import { questionsTextsNb } from './questions-texts-nb.js';
import { questionsTextsNn } from './questions-texts-nn.js';
import type { QuestionsTexts } from './questions-texts.js';

/** The words of the pages in each language. */
export const questionsTexts: Readonly<Record<PageLanguage, QuestionsTexts>> = {
  nb: questionsTextsNb,
  nn: questionsTextsNn,
  en: questionsTextsEn,
};
