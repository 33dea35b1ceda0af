import { z } from 'zod';

const instant = z.iso.datetime({ offset: true, error: 'Write an ISO instant such as 2020-07-01T12:00:00+02:00.' });

/** Levels of DocMDP (ISO 32000-2, table 257) as numbers, or by the names that other validators give them. */
const LEVELS = { NO_CHANGES_PERMITTED: 1, FORM_FIELDS_MODIFICATION: 2, ANNOTATION_MODIFICATION: 3 } as const;
const levelName = z.enum(['NO_CHANGES_PERMITTED', 'FORM_FIELDS_MODIFICATION', 'ANNOTATION_MODIFICATION']);
const level = z.union([z.literal(1), z.literal(2), z.literal(3), levelName]);
const docMdp = z
  .union([level, z.object({ level }).transform((value) => value.level)], {
    error: `Write 1, 2 or 3, or one of ${levelName.options.join(', ')}.`,
  })
  .transform((value) => (typeof value === 'number' ? value : LEVELS[value]));

/** One line of `verify --batch`. Paths are the caller's own: whoever runs the command may read them anyway. */
export const batchRequestSchema = z.strictObject({
  id: z.union([z.string(), z.number()]),
  file: z.string().min(1),
  /** Files with trusted certificates. */
  trust: z.array(z.string().min(1)).max(1000).optional(),
  at: instant.optional(),
  password: z.string().max(1000).optional(),
  docMdp: docMdp.optional(),
  /** The issued form that the file should be. */
  form: z.string().min(1).optional(),
});

export type BatchRequest = z.output<typeof batchRequestSchema>;
