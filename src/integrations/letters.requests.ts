import { z } from 'zod';
import { HOLD_REASONS, LETTER_DELIVERIES, LETTER_KINDS } from '../letters/index.js';
import { pageQuery } from '../platform/http/index.js';
import { line, timePosition } from './fields.schemas.js';

export const letterQuery = pageQuery(timePosition('createdAt')).extend({
  kind: z.enum(LETTER_KINDS).optional().describe('Only letters of this kind.'),
  delivery: z.enum(LETTER_DELIVERIES).optional().describe('Only letters with this delivery.'),
  stopped: z.stringbool().optional().describe('true: only letters to addresses that get no more.'),
  search: line(200)
    .optional()
    .describe("Part of the recipient's name, or the beginning of the address or the reference, in whatever case."),
  order: z
    .enum(['first', 'latest'])
    .default('first')
    .describe('Which letters come first: the first or the latest written.'),
});
export const enclosureIndex = z.coerce.number().int().min(0).max(99);
export const capturedMessageQuery = pageQuery(timePosition('capturedAt'));

export const sendAgainRequest = z
  .strictObject({ reason: line(1000).describe('Why; stands in the audit log.') })
  .meta({ id: 'SendAgainRequest', examples: [{ reason: 'The mailbox has been emptied.' }] });

const heldFilter = {
  heldBecause: z.enum(HOLD_REASONS).optional().describe('Default: whatever the reason.'),
  kind: z.enum(LETTER_KINDS).optional().describe('Default: of every kind.'),
  domain: z
    .string()
    .max(255)
    .regex(/^[a-z0-9.-]+$/, 'is not a domain in lower case, such as kommune.no')
    .optional()
    .describe("The recipients' domain. Default: whatever it is."),
};

export const heldLettersQuery = z.strictObject(heldFilter);
export const settleHeldLettersRequest = z
  .strictObject({
    ...heldFilter,
    letters: z.int().min(1).max(1_000_000).describe('How many the preview counted with the same filter.'),
    reason: line(1000).describe('Why; stands in the audit log.'),
  })
  .meta({
    id: 'HeldLettersSettlement',
    examples: [{ heldBecause: 'NOT_ALLOWED', letters: 291, reason: 'The pilot is over: MAIL_ALLOW is wider now.' }],
  });

export type HeldLettersQuery = z.output<typeof heldLettersQuery>;
export type SettleHeldLettersRequest = z.output<typeof settleHeldLettersRequest>;
export type SendAgainRequest = z.output<typeof sendAgainRequest>;
export type LetterQuery = z.output<typeof letterQuery>;
export type CapturedMessageQuery = z.output<typeof capturedMessageQuery>;
