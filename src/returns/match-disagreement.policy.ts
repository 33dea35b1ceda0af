import type { ReturnMatch } from './return.entity.js';

type Candidates = ReturnMatch['candidates'];

/**
 * The declarations that different means point to, in the order of the candidates; more than one is a disagreement,
 * whichever means they are. The sender's domain is only a hint for a person: it can neither match nor disagree.
 */
export function namedReferences(candidates: Candidates): string[] {
  return [...new Set(candidates.filter(({ by }) => by !== 'SENDER').map(({ reference }) => reference))];
}

/** With the form that the file begins with among the candidates, so that whoever decides sees both. */
export function withIssuedForm(match: ReturnMatch, issuedReference: string | null): ReturnMatch {
  const known = match.candidates.some(({ by, reference }) => by === 'FORM' && reference === issuedReference);
  if (issuedReference === null || known) return match;
  return { ...match, candidates: [...match.candidates, { by: 'FORM', reference: issuedReference }] };
}
