import type { PageLanguage } from '../../../platform/pages/index.js';
import { caseTextsEn } from './case-texts-en.js';
import { caseTextsNb } from './case-texts-nb.js';
import { caseTextsNn } from './case-texts-nn.js';
import type { CaseTexts } from './case-texts.js';

export const caseTexts: Readonly<Record<PageLanguage, CaseTexts>> = {
  nb: caseTextsNb,
  nn: caseTextsNn,
  en: caseTextsEn,
};
