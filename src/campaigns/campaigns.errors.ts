import { ServiceError } from '../platform/errors/index.js';
import type { CampaignState } from './campaign.entity.js';

export function campaignUnknown(slug: string): ServiceError<'CAMPAIGN_UNKNOWN'> {
  return new ServiceError('CAMPAIGN_UNKNOWN', `There is no campaign «${slug}». Import its definition first.`, {
    category: 'not-found',
  });
}

export function campaignStateForbids(
  slug: string,
  state: CampaignState,
  wanted: 'issued' | 'changed' | 'closed',
): ServiceError<'CAMPAIGN_STATE'> {
  return new ServiceError('CAMPAIGN_STATE', `The campaign «${slug}» is ${state} and cannot be ${wanted} now.`, {
    category: 'conflict',
    facts: { slug, state, wanted },
  });
}

export function campaignCodeTaken(code: string, slug: string): ServiceError<'CAMPAIGN_CODE_TAKEN'> {
  return new ServiceError('CAMPAIGN_CODE_TAKEN', `The campaign «${slug}» has the code ${code}: choose another one.`, {
    category: 'conflict',
    faults: [{ where: 'code', message: `is the code of the campaign «${slug}»` }],
  });
}
