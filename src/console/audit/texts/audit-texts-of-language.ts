import type { PageLanguage } from '../../../platform/pages/index.js';
import { auditTextsEn } from './audit-texts-en.js';
import { auditTextsNb } from './audit-texts-nb.js';
import { auditTextsNn } from './audit-texts-nn.js';
import type { AuditTexts } from './audit-texts.js';

/** The words of the page in each language. */
export const auditTexts: Readonly<Record<PageLanguage, AuditTexts>> = {
  nb: auditTextsNb,
  nn: auditTextsNn,
  en: auditTextsEn,
};
