import { z } from 'zod';
import { REJECTION_CODES } from '../letters/index.js';
import { pageQuery } from '../platform/http/index.js';
import { RETURNED_DOCUMENT_STATES } from '../returns/index.js';
import { RETURN_CHANNELS } from './returns.answers.js';
import { line, prose, reference, timePosition } from './fields.schemas.js';

export const handInQuery = z.strictObject({
  fileName: line(150)
    .regex(/^[^/\\:*?"<>|]+$/, 'is not a file name: it may hold none of / \\ : * ? " < > |')
    .optional()
    .describe("The name of the file as its owner knows it; default: the reference's."),
});

export const returnQuery = pageQuery(timePosition('arrivedAt')).extend({
  state: z.enum(RETURNED_DOCUMENT_STATES).optional().describe('Only returns in this state.'),
  reason: z
    .string()
    .regex(/^[A-Z_]{1,60}$/, 'is not a reason: it looks like NO_PEN_SIGNATURE')
    .optional()
    .describe('Only those with this among their reasons.'),
  channel: z.enum(RETURN_CHANNELS).optional().describe('Only those that came this way.'),
  search: line(100)
    .optional()
    .describe("Part of the municipality's or the file's name, or the beginning of a number or reference."),
});

const reason = line(1000).describe('Why; stands in the audit log.');

const rejectionReason = z.discriminatedUnion('code', [
  z.strictObject({ code: z.enum(REJECTION_CODES).exclude(['TOO_LARGE', 'OTHER']) }),
  z.strictObject({ code: z.literal('TOO_LARGE'), largestMegabytes: z.int().min(1).max(1000) }),
  z.strictObject({
    code: z.literal('OTHER'),
    explanation: prose(2000).describe("Goes to the municipality as it stands: write it in the letter's language."),
  }),
]);

export const reviewRequest = z
  .discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('ACCEPT'),
      reason,
      note: prose(2000).nullable().default(null).describe('Goes to the municipality with the decision.'),
    }),
    z.strictObject({
      decision: z.literal('REJECT'),
      reason,
      rejectionReasons: z.array(rejectionReason).min(1).max(REJECTION_CODES.length),
    }),
    z
      .strictObject({
        decision: z.literal('BETTER_COPY'),
        reason,
        note: prose(2000)
          .nullable()
          .default(null)
          .describe("Goes to the municipality as it stands: write it in the letter's language."),
      })
      .describe(
        'For what cannot be read: the return is rejected as illegible, and the municipality asked to send it again.',
      ),
    z.strictObject({
      decision: z.literal('ATTACH'),
      reason,
      reference: reference.describe('The declaration that the document belongs to; it is verified anew there.'),
    }),
    z
      .strictObject({ decision: z.literal('SET_ASIDE'), reason })
      .describe("For what came beside the declaration, such as the council's minutes: kept, and nobody is written to."),
  ])
  .meta({
    id: 'NewReview',
    examples: [
      { decision: 'ACCEPT', reason: 'Signed by the mayor; compared with the form page by page.', note: null },
      { decision: 'REJECT', reason: 'No signature on any page.', rejectionReasons: [{ code: 'UNSIGNED' }] },
      { decision: 'ATTACH', reason: 'The case number is that of Oslo.', reference: 'AKSON-2020-0301-Q7K2M' },
    ],
  });

export type HandInQuery = z.output<typeof handInQuery>;
export type ReturnQuery = z.output<typeof returnQuery>;
export type ReviewRequest = z.output<typeof reviewRequest>;
