import { z } from 'zod';
import { pageQuery, pageSchema } from '../platform/http/index.js';
import { KEY_NAME } from './api-key.policy.js';
import { ROLES } from './role.policy.js';

export const createApiKeyRequest = z
  .strictObject({
    name: z
      .string()
      .regex(KEY_NAME, 'takes 1 to 63 lower-case letters, digits and inner hyphens')
      .describe('What the audit log calls the key. Never used again, not even after revocation.'),
    roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length),
    expiresAt: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .nullable()
      .default(null)
      .describe('When the key ends; null: when it is revoked.'),
  })
  .meta({ id: 'NewApiKey' });

export const apiKeyAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().describe('The key begins with til_ and this.'),
    roles: z.array(z.enum(ROLES)),
    state: z.enum(['ACTIVE', 'EXPIRED', 'REVOKED']),
    createdAt: z.iso.datetime(),
    createdBy: z.string(),
    owner: z
      .string()
      .nullable()
      .describe('The person who answers for it: for the four eyes, the two are one. Null: made at the command line.'),
    expiresAt: z.iso.datetime().nullable(),
    revokedAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable().describe('Exact to the minute.'),
  })
  .meta({ id: 'ApiKey' });

export const createdApiKeyAnswer = apiKeyAnswer
  .extend({ key: z.string().nullable().describe('The key itself, told this once; null in a replayed answer.') })
  .meta({ id: 'CreatedApiKey' });

export const apiKeyPage = pageSchema(apiKeyAnswer).meta({ id: 'ApiKeyPage' });
export const apiKeyQuery = pageQuery(z.strictObject({ name: z.string() }));
export const apiKeyId = z.uuid();

export type CreateApiKeyRequest = z.output<typeof createApiKeyRequest>;
export type ApiKeyAnswer = z.output<typeof apiKeyAnswer>;
export type CreatedApiKeyAnswer = z.output<typeof createdApiKeyAnswer>;
export type ApiKeyQuery = z.output<typeof apiKeyQuery>;
