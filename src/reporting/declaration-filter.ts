import { z } from 'zod';
import { RESOLUTION_OUTCOMES, RETURN_STATES } from '../declarations/index.js';
import { SHARE_CATEGORIES } from './share.policy.js';

export const DEADLINE_STATES = ['OPEN', 'DUE_SOON', 'OVERDUE'] as const;
/** As people see it: QUEUED is a planned letter that is on its way to the mail server. */
export const DELIVERIES = [
  'PLANNED',
  'QUEUED',
  'SENT',
  'BOUNCED_SOFT',
  'BOUNCED_HARD',
  'HELD',
  'FAILED',
  'CANCELLED',
] as const;
export const RESOLUTION_FILTERS = [...RESOLUTION_OUTCOMES, 'NONE'] as const;
export const ARRIVALS = ['ON_TIME', 'LATE'] as const;
export const HEALTH_REGIONS = ['Helse Nord', 'Helse Midt-Norge', 'Helse Vest', 'Helse Sør-Øst'] as const;

/** A parameter that may come several times; any of its values will do. */
function anyOf<const Value extends string>(values: readonly [Value, ...Value[]]) {
  return z.preprocess(
    (value) => (value === undefined ? undefined : [value].flat()),
    z.array(z.enum(values)).min(1).max(20).optional(),
  );
}

/** The same day and search in every list. */
const day = z.iso.date().refine((text) => text >= '1900-01-01' && text <= '2999-12-31', 'lies in no campaign');
const search = z
  .string()
  .trim()
  .max(100)
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'holds a control character');

/** The filters of a list of declarations as query parameters: for the API and for the addresses of pages. */
export const declarationFilterFields = {
  status: anyOf(SHARE_CATEGORIES).describe('Where the report counts it; several: any of these.'),
  returnState: anyOf(RETURN_STATES).describe('Where its return axis stands.'),
  resolution: anyOf(RESOLUTION_FILTERS).describe('The latest resolution recorded; NONE: none was.'),
  deadline: anyOf(DEADLINE_STATES).describe('Computed from the time and the deadline.'),
  dueOn: day.optional().describe('Only declarations with this very deadline.'),
  delivery: anyOf(DELIVERIES).describe('Only declarations that have a letter whose delivery stands here.'),
  arrival: anyOf(ARRIVALS).describe('Only declarations that have a return that came on time, or late.'),
  county: z
    .string()
    .regex(/^\d{2}$/, "is not a county's number: two digits")
    .optional()
    .describe("The first two digits of the municipality's number."),
  healthRegion: z.enum(HEALTH_REGIONS).optional(),
  language: z.enum(['nb', 'nn']).optional().describe('The form of Norwegian that it is written to in.'),
  q: search.optional().describe('Every word in name, number, reference or organisation number; accents do not matter.'),
} as const;

export const declarationFilterSchema = z.object(declarationFilterFields);

/** What is absent narrows nothing. */
export type DeclarationFilter = z.output<typeof declarationFilterSchema>;
