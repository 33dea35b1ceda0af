import { z } from 'zod';
import { line, reference, timestamp } from './fields.schemas.js';

export const revokePortalLinkRequest = z
  .strictObject({ reason: line(1000).describe('For the audit log.') })
  .meta({ id: 'PortalLinkRevoking', examples: [{ reason: 'Brevet ble videresendt til avisen.' }] });

export const portalLinkAnswer = z.object({
  reference,
  renewedAt: timestamp.nullable().describe('When a new link was last sent; null: never.'),
  offeredAt: timestamp
    .nullable()
    .describe('When a link that somebody asked for was last sent, which nobody has opened yet; null: there is none.'),
  expiresAt: timestamp.describe('The last instant at which the link in force opens anything.'),
});

export type RevokePortalLinkRequest = z.output<typeof revokePortalLinkRequest>;
export type PortalLinkAnswer = z.output<typeof portalLinkAnswer>;
