import type { Campaign } from '../../campaigns/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';
import type { ConsolePage } from './console-pages.js';

/** The campaign as the frame names it; in English by its bokmål title, for it has no other. */
export function pageCampaign(
  { slug, definition }: Pick<Campaign, 'slug' | 'definition'>,
  language: PageLanguage,
): NonNullable<ConsolePage['campaign']> {
  return { slug, name: definition.title[language === 'nn' ? 'nn' : 'nb'] };
}
