import Bowser from 'bowser';
import type { PageLanguage } from '../../platform/pages/index.js';

const ON: Readonly<Record<PageLanguage, string>> = { nb: 'på', nn: 'på', en: 'on' };
const UNKNOWN = '–';

/** A browser as a person knows it, from its `User-Agent` (RFC 9110, 10.1.5): `Chrome på Windows`. What says nothing known stands as it is. */
export function browserWords(userAgent: string, language: PageLanguage): string {
  if (userAgent === '') return UNKNOWN;
  const parsed = Bowser.parse(userAgent);
  const [browser = '', system = ''] = [parsed.browser.name, parsed.os.name];
  if (browser === '' || system === '') return browser === '' ? userAgent : browser;
  return `${browser} ${ON[language]} ${system}`;
}
