import { z } from 'zod';
import { ACCEPTANCE_METHODS } from '../declarations/index.js';
import { pageSchema } from '../platform/http/index.js';
import { RETURNED_DOCUMENT_STATES, type ReturnView } from '../returns/index.js';
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
import { verificationAnswer, type VerificationAnswer } from './verification.answers.js';

const returnedState = z.enum(RETURNED_DOCUMENT_STATES);
const matchedBy = z.enum(['FORM', 'CASE_TOKEN', 'THREAD', 'SUBJECT', 'HANDED_IN', 'OPERATOR', 'SENDER', 'PAGE_CODE']);

export const returnSummary = z
  .object({
    id: rowId,
    campaign: slug,
    reference: reference.nullable().describe('Null while nobody knows whose it is.'),
    municipalityNumber: municipalityNumber.nullable(),
    recipientName: z.string().nullable(),
    channel: z.enum(['MAIL', 'REST', 'PORTAL', 'CONSOLE']),
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
    verifiedAt: timestamp.nullable(),
    version,
  })
  .meta({ id: 'ReturnSummary' });

export const returnPage = pageSchema(returnSummary).meta({ id: 'ReturnPage' });

export const returnAnswer = returnSummary
  .extend({ verification: verificationAnswer.nullable() })
  .meta({ id: 'Return' });

export const handedInAnswer = z.object({ id: rowId, sha256 }).meta({ id: 'HandedIn' });

export const reviewedAnswer = z.object({ id: rowId, state: returnedState, version }).meta({ id: 'Reviewed' });

export type ReturnSummary = z.output<typeof returnSummary>;
export type ReturnAnswer = z.output<typeof returnAnswer>;
export type HandedInAnswer = z.output<typeof handedInAnswer>;
export type ReviewedAnswer = z.output<typeof reviewedAnswer>;

export function returnSummaryOf({ campaignSlug, ...view }: ReturnView): ReturnSummary {
  return {
    ...view,
    campaign: campaignSlug,
    arrivedAt: iso(view.arrivedAt),
    verifiedAt: isoOrNull(view.verifiedAt),
    reasons: [...view.reasons],
    match: { by: view.match.by, candidates: [...view.match.candidates] },
  };
}

export function returnAnswerOf(view: ReturnView, verification: object | null): ReturnAnswer {
  // Our own stored JSON, written by the verifier in the shape that the schema describes.
  return { ...returnSummaryOf(view), verification: verification as VerificationAnswer | null };
}
