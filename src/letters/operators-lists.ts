import type { CampaignDefinition } from '../campaigns/index.js';
import { addDays, atLocalTime, endOfDay } from '../platform/calendar/index.js';
import type { NewLetter } from './plan-letters.js';

interface CampaignOfLetter {
  readonly id: string;
  readonly slug: string;
  readonly definition: CampaignDefinition;
}

/** What a letter needs to know of its campaign. */
export function letterCampaign(campaign: CampaignOfLetter): NewLetter['campaign'] {
  return { id: campaign.id, slug: campaign.slug, mailbox: campaign.definition.mailbox.address };
}

/** 24 hours before a deadline's end the operators get the list of those who have not answered; once per deadline. */
export function operatorsLists(campaign: CampaignOfLetter, deadlineOn: string): NewLetter[] {
  const { timeZone, operators, owner } = campaign.definition;
  return operators.map((address) => ({
    kind: 'OPERATORS_DIGEST',
    data: { deadlineOn },
    campaign: letterCampaign(campaign),
    declaration: null,
    slot: `${deadlineOn}/${address}`,
    deadlineVersion: null,
    recipientName: owner.short,
    recipientEmail: address,
    language: 'nb',
    dueAt: atLocalTime(addDays(deadlineOn, -1), '23:59', timeZone),
    notAfter: endOfDay(deadlineOn, timeZone),
  }));
}
