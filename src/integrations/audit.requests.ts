import { z } from 'zod';
import { pageQuery } from '../platform/http/index.js';
import { instantInQuery, instantText, line } from './fields.schemas.js';

export const auditQuery = pageQuery(
  z.strictObject({ at: instantText, id: z.string().regex(/^[1-9]\d{0,17}$/) }),
).extend({
  subject: line(400)
    .optional()
    .describe('Only what happened to this: `campaign:SLUG`, `declaration:REFERENCE`, `person:E-MAIL` …'),
  actor: line(400).optional().describe('Only what this one did: `person:E-MAIL`, `key:NAME`, `system:PART` …'),
  action: line(100).optional().describe('Only what is of this kind, as `DEADLINE_EXTENDED`.'),
  from: instantInQuery.optional().describe('Only what happened at or after this instant.'),
  before: instantInQuery.optional().describe('Only what happened before this instant.'),
});

export type AuditQuery = z.output<typeof auditQuery>;
