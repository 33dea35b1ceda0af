import { z } from 'zod';
import { pageQuery, pageSchema } from '../platform/http/index.js';
import { ARCHIVED_KINDS } from './archive-mark.entity.js';

export const campaignSlug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,99}$/, 'is not the short name of a campaign, such as akson-2020');
export const itemId = z.uuid();
export const itemKind = z.enum(ARCHIVED_KINDS);

export const archiveQuery = pageQuery(
  z.strictObject({ at: z.iso.datetime().refine((text) => /^[12]\d{3}/.test(text)), id: z.uuid() }),
).extend({
  kind: itemKind.optional(),
  archived: z
    .enum(['true', 'false'])
    .optional()
    .describe('false: what no archive has taken yet. Asked from the start each time, it misses nothing.'),
});

export const archiveItemAnswer = z
  .object({
    kind: itemKind,
    id: z.uuid(),
    at: z.iso.datetime().describe('When it arrived (MESSAGE), was sent (LETTER) or was verified (RETURN).'),
    campaign: z.string(),
    reference: z.string().nullable().describe('The declaration that it belongs to; null: none, or not known.'),
    municipality: z.string().nullable(),
    archivedAt: z.iso.datetime().nullable(),
    archivedBy: z.string().nullable(),
    archiveReference: z.string().nullable().describe("The archive's own name for it."),
  })
  .meta({ id: 'ArchiveItem' });

export const archivePage = pageSchema(archiveItemAnswer).meta({ id: 'ArchiveItemPage' });

export const markArchivedRequest = z
  .strictObject({
    archiveReference: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'holds a control character')
      .describe("The archive's own name for it, such as the number of the journal entry."),
  })
  .meta({ id: 'ArchiveMark', examples: [{ archiveReference: '2020/4711-3' }] });

export type ArchiveQuery = z.output<typeof archiveQuery>;
export type ArchiveItemAnswer = z.output<typeof archiveItemAnswer>;
export type MarkArchivedRequest = z.output<typeof markArchivedRequest>;
export type ItemKind = z.output<typeof itemKind>;
