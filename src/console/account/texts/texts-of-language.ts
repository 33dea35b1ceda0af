import type { PageLanguage } from '../../../platform/pages/index.js';
import { accountTextsEn } from './account-texts-en.js';
import { accountTextsNb } from './account-texts-nb.js';
import { accountTextsNn } from './account-texts-nn.js';
import type { AccountTexts } from './account-texts.js';

/** The words of the pages in each language. */
export const textsOfLanguage: Readonly<Record<PageLanguage, AccountTexts>> = {
  nb: accountTextsNb,
  nn: accountTextsNn,
  en: accountTextsEn,
};
