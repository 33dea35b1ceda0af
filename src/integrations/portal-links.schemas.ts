import { z } from 'zod';
import { line, reference, timestamp } from './fields.schemas.js';

export const revokePortalLinkRequest = z
  .strictObject({ reason: line(1000).describe('For the audit log.') })
  .meta({ id: 'PortalLinkRevoking', examples: [{ reason: 'Brevet ble videresendt til avisen.' }] });

export const portalLinkAnswer = z.object({
  reference,
  renewedAt: timestamp.nullable().describe('When a new link was last sent; null: never.'),
  expiresAt: timestamp.describe('The last instant at which the link opens anything.'),
});

export type RevokePortalLinkRequest = z.output<typeof revokePortalLinkRequest>;
export type PortalLinkAnswer = z.output<typeof portalLinkAnswer>;
