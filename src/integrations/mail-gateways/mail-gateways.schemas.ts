import { z } from 'zod';
import { KEY_NAME } from '../../identity/index.js';
import { pageQuery, pageSchema } from '../../platform/http/index.js';
import { rowId, timestamp } from '../fields.schemas.js';

export const mailGatewayRequest = z
  .strictObject({
    name: z
      .string()
      .regex(KEY_NAME, 'takes 1 to 63 lower-case letters, digits and inner hyphens')
      .describe('What the audit log calls it. Never used again, not even after its end.'),
  })
  .meta({ id: 'NewMailGateway', examples: [{ name: 'postsystemet' }] });

export const mailGatewayAnswer = z
  .object({
    id: rowId,
    name: z.string(),
    createdAt: timestamp,
    createdBy: z.string(),
    revokedAt: timestamp.nullable(),
  })
  .meta({ id: 'MailGateway' });

export const registeredGatewayAnswer = mailGatewayAnswer
  .extend({
    secret: z.string().nullable().describe('whsec_ and 32 bytes in base64, told this once; null in a replayed answer.'),
  })
  .meta({ id: 'RegisteredMailGateway' });

export const mailGatewayPage = pageSchema(mailGatewayAnswer).meta({ id: 'MailGatewayPage' });
export const mailGatewayQuery = pageQuery(z.strictObject({ name: z.string() }));

export type MailGatewayRequest = z.output<typeof mailGatewayRequest>;
export type MailGatewayAnswer = z.output<typeof mailGatewayAnswer>;
export type RegisteredGatewayAnswer = z.output<typeof registeredGatewayAnswer>;
export type MailGatewayQuery = z.output<typeof mailGatewayQuery>;
