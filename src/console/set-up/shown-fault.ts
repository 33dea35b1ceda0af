import { definitionFaultIn } from '../../campaigns/index.js';
import type { Fault } from '../../platform/errors/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';

/** One fault as a page shows it; `lang` where it is not told in the page's language. */
export interface ShownFault {
  readonly where: string;
  readonly message: string;
  readonly lang?: 'en';
}

/** A fault of a campaign's definition; `placeOf` says the place in the page's language. */
export function shownFault(fault: Fault, language: PageLanguage, placeOf: (where: string) => string): ShownFault {
  const told = definitionFaultIn(language, fault.message);
  const lang = told.language === 'en' && language !== 'en' ? ({ lang: 'en' } as const) : {};
  return { where: placeOf(fault.where), message: told.message, ...lang };
}
