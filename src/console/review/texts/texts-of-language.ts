import type { PageLanguage } from '../../../platform/pages/index.js';
import { reviewTextsEn } from './review-texts-en.js';
import { reviewTextsNb } from './review-texts-nb.js';
import { reviewTextsNn } from './review-texts-nn.js';
import type { ReviewTexts } from './review-texts.js';

/** The words of the pages in each language. */
export const reviewTexts: Readonly<Record<PageLanguage, ReviewTexts>> = {
  nb: reviewTextsNb,
  nn: reviewTextsNn,
  en: reviewTextsEn,
};
