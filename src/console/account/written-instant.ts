import { OSLO } from '../../platform/calendar/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';

const LOCALES: Readonly<Record<PageLanguage, string>> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

const formats = new Map<PageLanguage, Intl.DateTimeFormat>();

/** `4. mai 2020, 10:15`, on the wall clock of Oslo. */
export function writtenInstant(instant: Date, language: PageLanguage): string {
  let format = formats.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short', timeZone: OSLO });
    formats.set(language, format);
  }
  return format.format(instant);
}
