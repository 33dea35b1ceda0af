import type { MatchedBy } from '../returns/index.js';

/** Something in a message that points to a declaration. */
export interface Candidate {
  readonly by: MatchedBy;
  readonly reference: string;
}

/**
 * The order in which hints are believed. What says who sent it stands before what it contains (decision 7): a form that
 * came in another municipality's thread lies with the one that sent it, which is told, and its owner's case is left
 * alone. The order says only where a return lies: whenever two hints differ, a person decides.
 */
const ORDER: readonly MatchedBy[] = [
  'HANDED_IN',
  'OPERATOR',
  'CASE_TOKEN',
  'THREAD',
  'SUBJECT',
  'FORM',
  'PAGE_CODE',
  'SENDER',
];

export interface Match {
  readonly by: MatchedBy | null;
  readonly reference: string | null;
  /** All different hints, strongest first; more than one reference among them means that they disagree. */
  readonly candidates: readonly Candidate[];
}

/**
 * The declaration that a message is about. Hints that name different ones are all kept, and a person decides. Whoever
 * writes can write any sender's address: it is kept as a hint, and matches nothing.
 */
export function matchMessage(hints: readonly Candidate[]): Match {
  const candidates = hints
    .toSorted((a, b) => ORDER.indexOf(a.by) - ORDER.indexOf(b.by))
    .filter(
      (hint, index, all) =>
        all.findIndex((other) => other.by === hint.by && other.reference === hint.reference) === index,
    );
  const [strongest] = candidates.filter(({ by }) => by !== 'SENDER');
  const reference = strongest?.reference ?? null;
  // The form itself is the best proof of all where it says the same.
  const proven = candidates.some((candidate) => candidate.by === 'FORM' && candidate.reference === reference);
  return { by: proven ? 'FORM' : (strongest?.by ?? null), reference, candidates };
}

/** References as they stand in what the sender wrote: a subject line, a file name. */
export function referencesIn(text: string, campaignCode: string): string[] {
  const code = campaignCode.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![0-9A-Z])${code}-[0-9A-Z]{2,10}-[0-9A-Z]{5}(?![0-9A-Z])`, 'gi');
  return [...new Set(Array.from(text.matchAll(pattern), (match) => match[0].toUpperCase()))].slice(0, 10);
}
