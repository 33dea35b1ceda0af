import type { ReturnedDocumentState } from './return.entity.js';

/** One of the documents that came together, as it stands after its verification. */
export interface AnsweredDocument {
  readonly state: ReturnedDocumentState;
  readonly reasons: readonly string[];
}

/** What the municipality is told about documents that came together. */
export type AnswerOutcome<Document> =
  | {
      readonly kind: 'RECEIPT';
      readonly outcome: 'ACCEPTED' | 'IN_REVIEW' | 'ALREADY_ACCEPTED' | 'ALREADY_RECEIVED';
      readonly decisive: Document;
      readonly files: readonly Document[];
    }
  | { readonly kind: 'REJECTION'; readonly codes: readonly string[]; readonly files: readonly Document[] };

/**
 * One answer for everything that one message brought for one declaration: an accepted document settles it, then one
 * that waits for a person (to no purpose of the municipality's when its declaration is accepted already), then those
 * that have to be mended. Null while one of them is not verified yet: who settles
 * the last one answers for all.
 */
export function answerOutcome<Document extends AnsweredDocument>(
  documents: readonly Document[],
): AnswerOutcome<Document> | null {
  if (documents.some(({ state }) => state === 'RECEIVED')) return null;
  const first = (state: ReturnedDocumentState): Document | undefined =>
    documents.find((document) => document.state === state);
  const accepted = first('ACCEPTED');
  if (accepted !== undefined) return { kind: 'RECEIPT', outcome: 'ACCEPTED', decisive: accepted, files: documents };
  const further = documents.find(isFurther);
  if (further !== undefined) {
    return { kind: 'RECEIPT', outcome: 'ALREADY_ACCEPTED', decisive: further, files: documents };
  }
  const inReview = first('NEEDS_REVIEW');
  if (inReview !== undefined) return { kind: 'RECEIPT', outcome: 'IN_REVIEW', decisive: inReview, files: documents };
  const rejected = documents.filter(({ state }) => state === 'REJECTED');
  if (rejected.length > 0) {
    return { kind: 'REJECTION', codes: [...new Set(rejected.flatMap(({ reasons }) => reasons))], files: rejected };
  }
  const duplicate = first('SUPERSEDED');
  return duplicate === undefined
    ? null
    : { kind: 'RECEIPT', outcome: 'ALREADY_RECEIVED', decisive: duplicate, files: documents };
}

/** It came after the declaration was accepted, and the acceptance stands: a withdrawn declaration counts for nothing. */
function isFurther({ state, reasons }: AnsweredDocument): boolean {
  return state === 'NEEDS_REVIEW' && reasons.includes('ALREADY_ACCEPTED') && !reasons.includes('WITHDRAWN');
}
