import type { PageLanguage } from '../../../platform/pages/index.js';
import type { MunicipalitiesTexts } from './municipalities-texts.js';
import { municipalitiesTextsEn } from './municipalities-texts-en.js';
import { municipalitiesTextsNb } from './municipalities-texts-nb.js';
import { municipalitiesTextsNn } from './municipalities-texts-nn.js';

/** A missing word does not compile. */
export const municipalitiesTexts: Readonly<Record<PageLanguage, MunicipalitiesTexts>> = {
  nb: municipalitiesTextsNb,
  nn: municipalitiesTextsNn,
  en: municipalitiesTextsEn,
};
