import type { DeclarationView } from '../declarations/index.js';
import type { ReadMessage } from '../mime/index.js';
import type { Classified } from './classify-message.policy.js';
import type { Classification, InboundState } from './inbound-message.entity.js';

/** What became of a message. */
export interface SettledMessage {
  readonly state: InboundState;
  readonly classification: Classification;
  readonly explanation: string;
  /** What it is about, as far as that is known. */
  readonly declaration: DeclarationView | null;
}

/** What a person has to know of a message keeps it in review, whatever else became of it. */
export function settledMessage(
  { classification, explanation }: Classified,
  { findings }: Pick<ReadMessage, 'findings'>,
  declaration: DeclarationView | null,
): SettledMessage {
  if (findings.length === 0) return { state: 'PROCESSED', classification, explanation, declaration };
  const sentences = findings.map(({ about, sentence }) => `${about}: ${sentence}`);
  return {
    state: 'NEEDS_REVIEW',
    classification,
    explanation: [explanation, ...sentences].join(' ').slice(0, 2000),
    declaration,
  };
}
