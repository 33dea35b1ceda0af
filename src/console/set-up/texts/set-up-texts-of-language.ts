import type { PageLanguage } from '../../../platform/pages/index.js';
import { setUpTextsEn } from './set-up-texts-en.js';
import { setUpTextsNb } from './set-up-texts-nb.js';
import { setUpTextsNn } from './set-up-texts-nn.js';
import type { SetUpTexts } from './set-up-texts.js';

/** The words of the pages in each language. */
export const setUpTexts: Readonly<Record<PageLanguage, SetUpTexts>> = {
  nb: setUpTextsNb,
  nn: setUpTextsNn,
  en: setUpTextsEn,
};
