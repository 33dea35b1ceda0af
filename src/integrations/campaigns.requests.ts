import { z } from 'zod';
import { pageQuery } from '../platform/http/index.js';
import { instantInQuery, instantText, slug } from './fields.schemas.js';
import { utf8Text } from './utf8-text.js';

export const campaignQuery = pageQuery(z.strictObject({ importedAt: instantText, slug }));

const yamlFile = z
  .instanceof(Uint8Array)
  .transform((bytes) => utf8Text(bytes))
  .meta({ type: 'string', description: 'As application/yaml: the definition itself.' });

const yamlInJson = z
  .strictObject({ yaml: z.string().min(1).describe('The definition, the text of its YAML file.') })
  .transform(({ yaml }) => yaml);

/** A campaign's definition, either way; comes out as the YAML text. (zod drops the `examples` of what it transforms.) */
export const importCampaignRequest = z
  .union([yamlFile, yamlInJson], {
    error: 'must be the definition as application/yaml, or the JSON object {"yaml": "…"}',
  })
  .meta({ id: 'NewCampaign', example: { yaml: 'slug: akson-2020\ncode: AKSON-2020\n…' } });

export const REPORT_FORMATS = ['json', 'csv', 'text'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export const reportQuery = z.strictObject({
  at: instantInQuery.optional().describe('The instant whose facts the figures show, not in the future; default: now.'),
  format: z.enum(REPORT_FORMATS).default('json'),
});

export type CampaignQuery = z.output<typeof campaignQuery>;
export type ReportQuery = z.output<typeof reportQuery>;
