import { z } from 'zod';
import type { Campaign } from '../../campaigns/index.js';
import type { PageLanguage } from '../../platform/pages/index.js';

/** The short name of a campaign in an address. */
export const campaignSlug = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/);

/** A campaign is named in the two forms of Norwegian; English readers see the bokmål one. */
export function campaignName({ definition }: Pick<Campaign, 'definition'>, language: PageLanguage): string {
  return definition.title[language === 'nn' ? 'nn' : 'nb'];
}
