import { z } from 'zod';
import { pageQuery } from '../platform/http/index.js';
import { line } from './fields.schemas.js';

export const auditQuery = pageQuery(z.strictObject({ id: z.string().regex(/^[1-9]\d{0,17}$/) })).extend({
  subject: line(400)
    .optional()
    .describe('Only what happened to this: `campaign:SLUG`, `declaration:REFERENCE`, `person:E-MAIL` …'),
});

export type AuditQuery = z.output<typeof auditQuery>;
