import { z } from 'zod';
import { ACCEPTANCE_METHODS } from '../declarations/index.js';
import { pageSchema } from '../platform/http/index.js';
import { RETURNED_DOCUMENT_STATES, REVIEW_DECISIONS, type ReturnView, type ReviewView } from '../returns/index.js';
import {
  actor,
  count,
  iso,
  isoOrNull,
  municipalityNumber,
  reference,
  rowId,
  sha256,
  slug,
  timestamp,
  version,
} from './fields.schemas.js';
import { letterPreview } from './letter-preview.answers.js';
import { verificationAnswer, type VerificationAnswer } from './verification.answers.js';

/** The ways that a return comes. */
export const RETURN_CHANNELS = ['MAIL', 'REST', 'PORTAL', 'CONSOLE'] as const;
const returnedState = z.enum(RETURNED_DOCUMENT_STATES);
const matchedBy = z.enum(['FORM', 'CASE_TOKEN', 'THREAD', 'SUBJECT', 'HANDED_IN', 'OPERATOR', 'SENDER', 'PAGE_CODE']);

export const returnSummary = z
  .object({
    id: rowId,
    campaign: slug,
    reference: reference.nullable().describe('Null while nobody knows whose it is.'),
    municipalityNumber: municipalityNumber.nullable(),
    recipientName: z.string().nullable(),
    population: count.nullable().describe("The municipality's; null while nobody knows whose it is."),
    channel: z.enum(RETURN_CHANNELS),
    fileName: z.string(),
    path: z
      .string()
      .nullable()
      .describe('Where in its message it lay; null when it was handed in by itself.')
      .meta({ examples: ['mail › scan.zip › side1.pdf'] }),
    byteLength: count,
    sha256,
    arrivedAt: timestamp.describe("When the ministry's own server had it."),
    onTime: z.boolean().nullable().describe('By arrival, against the deadline then in force.'),
    handedInBy: actor,
    state: returnedState,
    reasons: z.array(z.string()).describe('Why it waits for a person, or why it was rejected.'),
    method: z.enum(ACCEPTANCE_METHODS).nullable(),
    bindingTier: z.enum(['A', 'B', 'C', 'D']).nullable(),
    match: z.object({
      by: matchedBy.nullable(),
      candidates: z.array(z.object({ by: matchedBy, reference })),
    }),
    message: rowId.nullable().describe('That it came in; null when it was handed in by itself.'),
    verifiedAt: timestamp.nullable(),
    version,
  })
  .meta({ id: 'ReturnSummary' });

export const returnPage = pageSchema(returnSummary).meta({ id: 'ReturnPage' });

const review = z.object({
  decision: z.enum(REVIEW_DECISIONS),
  reason: z.string(),
  decidedBy: actor,
  decidedAt: timestamp,
});

export const returnAnswer = returnSummary
  .extend({
    verification: verificationAnswer.nullable(),
    reviews: z.array(review).describe('What operators have decided on it, first one first.'),
  })
  .meta({ id: 'Return' });

export const handedInAnswer = z.object({ id: rowId, sha256 }).meta({ id: 'HandedIn' });

export const reviewPreviewAnswer = z
  .object({
    id: rowId,
    state: returnedState.describe('That the return would have.'),
    letter: letterPreview.nullable().describe('That would go out; null when nobody would be written to at once.'),
  })
  .meta({ id: 'ReviewPreview' });

export const reviewedAnswer = z.object({ id: rowId, state: returnedState, version }).meta({ id: 'Reviewed' });

export type ReturnSummary = z.output<typeof returnSummary>;
export type ReturnAnswer = z.output<typeof returnAnswer>;
export type HandedInAnswer = z.output<typeof handedInAnswer>;
export type ReviewPreviewAnswer = z.output<typeof reviewPreviewAnswer>;
export type ReviewedAnswer = z.output<typeof reviewedAnswer>;

export function returnSummaryOf({ campaignSlug, inboundMessageId, ...view }: ReturnView): ReturnSummary {
  return {
    ...view,
    campaign: campaignSlug,
    message: inboundMessageId,
    arrivedAt: iso(view.arrivedAt),
    verifiedAt: isoOrNull(view.verifiedAt),
    reasons: [...view.reasons],
    match: { by: view.match.by, candidates: [...view.match.candidates] },
  };
}

export function returnAnswerOf(
  view: ReturnView,
  verification: object | null,
  reviews: readonly ReviewView[],
): ReturnAnswer {
  return {
    ...returnSummaryOf(view),
    // Our own stored JSON, written by the verifier in the shape that the schema describes.
    verification: verification as VerificationAnswer | null,
    reviews: reviews.map((one) => ({ ...one, decidedAt: iso(one.decidedAt) })),
  };
}
