export { type FoundLink, OpenPortalLink } from './open-portal-link.js';
export { PortalLinkExpiry, portalLinkExpiresAt } from './portal-link-expiry.js';
export { PortalLinkRequest } from './portal-link-request.entity.js';
export { PortalLinksModule } from './portal-links.module.js';
export { RenewPortalLink } from './renew-portal-link.js';
export { MOST_ASKED_CHARACTERS, RequestPortalLink } from './request-portal-link.js';
export { RevokePortalLink } from './revoke-portal-link.js';
