import type { DeclarationView } from '../declarations/index.js';
import type { ReadMessage } from '../mime/index.js';
import { namedReferences } from '../returns/index.js';
import type { Classified } from './classify-message.policy.js';
import type { Classification, InboundState } from './inbound-message.entity.js';
import type { Candidate, Match } from './match-message.policy.js';

/** What became of a message. */
export interface SettledMessage {
  readonly state: InboundState;
  readonly classification: Classification;
  readonly explanation: string;
  /** What it is about, as far as that is known. */
  readonly declaration: DeclarationView | null;
}

/**
 * What a person has to know of a message keeps it in review, whatever else became of it: what could not be opened, and
 * that it points to several cases.
 */
export function settledMessage(
  { classification, explanation }: Classified,
  { findings }: Pick<ReadMessage, 'findings'>,
  { candidates }: Match,
  declaration: DeclarationView | null,
): SettledMessage {
  const sentences = [
    ...(namedReferences(candidates).length > 1 ? [severalCases(candidates)] : []),
    ...findings.map(({ about, sentence }) => `${about}: ${sentence}`),
  ];
  return {
    state: sentences.length === 0 ? 'PROCESSED' : 'NEEDS_REVIEW',
    classification,
    explanation: [explanation, ...sentences].join(' ').slice(0, 2000),
    declaration,
  };
}

function severalCases(candidates: readonly Candidate[]): string {
  return `It points to several cases: ${candidates.map(({ by, reference }) => `${reference} (${by})`).join(', ')}.`;
}
