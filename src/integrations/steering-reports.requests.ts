import { z } from 'zod';
import { pageQuery } from '../platform/http/index.js';
import { instant, instantInQuery, instantText } from './fields.schemas.js';

const at = 'The instant whose facts the report shows, not in the future; default: now.';
const since = 'What changes are told from; default: the report issued before, else the beginning.';
const language = z.enum(['nb', 'nn', 'en']).default('nb').describe('Bokmål, nynorsk or English.');

export const steeringReportQuery = z.strictObject({
  at: instantInQuery.optional().describe(at),
  since: instantInQuery.optional().describe(since),
  language,
});

export const steeringReportListQuery = pageQuery(
  z.strictObject({ asOf: instantText, language: z.enum(['nb', 'nn', 'en']) }),
);

export const issueSteeringReportRequest = z
  .strictObject({ at: instant.optional().describe(at), since: instant.optional().describe(since), language })
  .meta({ id: 'NewSteeringReport', example: { at: '2020-07-01T10:00:00Z', language: 'nb' } });

export type SteeringReportListQuery = z.output<typeof steeringReportListQuery>;
export type SteeringReportQuery = z.output<typeof steeringReportQuery>;
export type IssueSteeringReportRequest = z.output<typeof issueSteeringReportRequest>;
