import type { PageLanguage } from '../../../platform/pages/index.js';
import type { OverviewTexts } from './overview-texts.js';
import { overviewTextsEn } from './overview-texts-en.js';
import { overviewTextsNb } from './overview-texts-nb.js';
import { overviewTextsNn } from './overview-texts-nn.js';

/** A missing word does not compile. */
export const overviewTexts: Readonly<Record<PageLanguage, OverviewTexts>> = {
  nb: overviewTextsNb,
  nn: overviewTextsNn,
  en: overviewTextsEn,
};
