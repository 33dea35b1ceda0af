import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { AnswerLinkRequest } from './answer-link-request.js';
import { NewLinkLetter } from './new-link-letter.js';
import { OfferPortalLink } from './offer-portal-link.js';
import { OpenPortalLink } from './open-portal-link.js';
import { PortalLinkExpiry } from './portal-link-expiry.js';
import { RenewPortalLink } from './renew-portal-link.js';
import { ReplacePortalLink } from './replace-portal-link.js';
import { RequestPortalLink } from './request-portal-link.js';
import { RevokePortalLink } from './revoke-portal-link.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule, LettersModule],
  providers: [
    AnswerLinkRequest,
    NewLinkLetter,
    OfferPortalLink,
    OpenPortalLink,
    PortalLinkExpiry,
    RenewPortalLink,
    ReplacePortalLink,
    RequestPortalLink,
    RevokePortalLink,
  ],
  exports: [OpenPortalLink, PortalLinkExpiry, RenewPortalLink, RequestPortalLink, RevokePortalLink],
})
export class PortalLinksModule {}
