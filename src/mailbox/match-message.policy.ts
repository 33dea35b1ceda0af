import type { MatchedBy } from '../returns/index.js';

/** Something in a message that points to a declaration. */
export interface Candidate {
  readonly by: MatchedBy;
  readonly reference: string;
}

/** The order in which hints are believed; a hint further down never outweighs one further up. */
const ORDER: readonly MatchedBy[] = ['HANDED_IN', 'OPERATOR', 'FORM', 'CASE_TOKEN', 'THREAD', 'SUBJECT'];

export interface Match {
  readonly by: MatchedBy | null;
  readonly reference: string | null;
  /** All different hints, strongest first; more than one reference among them means that they disagree. */
  readonly candidates: readonly Candidate[];
}

/**
 * The declaration that a message is about: the form inside the document, then the plus part of the address, then the
 * thread, then the subject. When they name different declarations all are kept, and a person decides.
 */
export function matchMessage(hints: readonly Candidate[]): Match {
  const candidates = hints
    .toSorted((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by))
    .filter(
      (hint, index, all) =>
        all.findIndex((other) => other.by === hint.by && other.reference === hint.reference) === index,
    );
  const strongest = candidates[0];
  return { by: strongest?.by ?? null, reference: strongest?.reference ?? null, candidates };
}

/** References as they stand in a subject line. */
export function referencesIn(text: string, campaignCode: string): string[] {
  const pattern = new RegExp(`\\b${campaignCode}-[0-9A-Z]{2,10}-[0-9A-Z]{5}\\b`, 'gi');
  return [...new Set(Array.from(text.matchAll(pattern), (match) => match[0].toUpperCase()))].slice(0, 10);
}
