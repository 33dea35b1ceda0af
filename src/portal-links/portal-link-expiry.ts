import { Injectable } from '@nestjs/common';
import type { CampaignDefinition } from '../campaigns/index.js';
import { CampaignReadModel } from '../campaigns/index.js';
import type { DeclarationView } from '../declarations/index.js';
import { linkExpiresAt } from './portal-link.policy.js';

/** Until when the link of a declaration opens its page. */
@Injectable()
export class PortalLinkExpiry {
  constructor(private readonly campaigns: CampaignReadModel) {}

  async of(declaration: DeclarationView): Promise<Date> {
    const { definition } = await this.campaigns.byId(declaration.campaignId);
    return portalLinkExpiresAt(declaration, definition);
  }
}

/** The same, for those who have the campaign at hand. */
export function portalLinkExpiresAt(
  { dueOn, portalLinkRenewedAt }: Pick<DeclarationView, 'dueOn' | 'portalLinkRenewedAt'>,
  {
    deadlineOn,
    extendedDeadlineOn,
    timeZone,
  }: Pick<CampaignDefinition, 'deadlineOn' | 'extendedDeadlineOn' | 'timeZone'>,
): Date {
  const others = [deadlineOn, extendedDeadlineOn].filter((on) => on !== undefined && on !== null);
  return linkExpiresAt({ deadlines: [dueOn, ...others], timeZone, renewedAt: portalLinkRenewedAt });
}
