import type { PageLanguage } from '../../../platform/pages/index.js';
import { lettersTextsEn } from './letters-texts-en.js';
import { lettersTextsNb } from './letters-texts-nb.js';
import { lettersTextsNn } from './letters-texts-nn.js';
import type { LettersTexts } from './letters-texts.js';

/** The words of the pages in each language. */
export const lettersTexts: Readonly<Record<PageLanguage, LettersTexts>> = {
  nb: lettersTextsNb,
  nn: lettersTextsNn,
  en: lettersTextsEn,
};
