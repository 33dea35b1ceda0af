import { z } from 'zod';
import { REJECTION_CODES, type RejectionCode, type RejectionReason } from '../../letters/index.js';
import type { ReviewDecision, ReviewInput } from '../../returns/index.js';
import { listField, textField } from '../account/form-faults.js';
import type { DecisionFault } from './texts/review-texts.js';

/** Each decision by its place in the address. */
export const DECISION_PATHS = {
  accept: 'ACCEPT',
  reject: 'REJECT',
  'better-copy': 'BETTER_COPY',
  attach: 'ATTACH',
  'set-aside': 'SET_ASIDE',
} as const satisfies Record<string, ReviewDecision>;

export const decisionPath = z.enum(
  Object.keys(DECISION_PATHS) as [keyof typeof DECISION_PATHS, ...(keyof typeof DECISION_PATHS)[]],
);

const REASON_MOST = 1000;
const NOTE_MOST = 2000;
const REFERENCE = /^[A-Z0-9]+(?:-[A-Z0-9]+)+$/;

/** A code of the reasons that the queue is narrowed to; kept from return to return. */
export const onlyField = z
  .string()
  .regex(/^[A-Z_]{1,60}$/)
  .optional()
  .catch(undefined);

/** The form as it was sent; far longer texts than any form takes count as empty. */
export const decisionForm = z.object({
  /** That the operator saw; 0 is none that ever was. */
  version: z.coerce.number().int().min(1).catch(0),
  step: z.enum(['preview', 'edit', 'decide']).catch('preview'),
  reason: textField(20_000),
  note: textField(20_000),
  rejectionReasons: listField.transform((codes) => REJECTION_CODES.filter((code) => codes.includes(code))),
  explanation: textField(20_000),
  chosen: textField(100),
  reference: textField(100),
  q: textField(100),
  only: onlyField,
});

export type TypedDecision = z.output<typeof decisionForm>;

export const EMPTY_DECISION: Omit<TypedDecision, 'version'> = {
  step: 'preview',
  reason: '',
  note: '',
  rejectionReasons: [],
  explanation: '',
  chosen: '',
  reference: '',
  q: '',
};

type DecisionFaults = Readonly<Record<string, DecisionFault>>;
type Decided = ReviewInput extends infer Input
  ? Input extends ReviewInput
    ? Omit<Input, 'returnId' | 'expectedVersion' | 'actor'>
    : never
  : never;

/** What the form decides, or what is wrong with it by field. `largestMegabytes` is what a letter says of files too large. */
export function decisionOf(
  decision: ReviewDecision,
  typed: TypedDecision,
  largestMegabytes: number,
): { readonly decided: Decided } | { readonly faults: DecisionFaults } {
  const reason = typed.reason.trim();
  const note = typed.note.trim() === '' ? null : typed.note.trim();
  const explanation = typed.explanation.trim();
  const reference = (typed.chosen === '' ? typed.reference : typed.chosen).trim().toUpperCase();
  const faults: Record<string, DecisionFault | undefined> = {
    reason: reason === '' ? 'REASON_MISSING' : textFault(reason, REASON_MOST, 'REASON_TOO_LONG', /[\p{Cc}\p{Cs}]/u),
  };
  if (decision === 'ACCEPT' || decision === 'BETTER_COPY')
    faults['note'] = note === null ? undefined : proseFault(note);
  if (decision === 'REJECT') {
    if (typed.rejectionReasons.length === 0) faults['rejectionReasons'] = 'REJECTION_REASON_MISSING';
    if (typed.rejectionReasons.includes('OTHER')) {
      faults['explanation'] = explanation === '' ? 'EXPLANATION_MISSING' : proseFault(explanation);
    }
  }
  if (decision === 'ATTACH') {
    faults['reference'] =
      reference === '' ? 'REFERENCE_MISSING' : REFERENCE.test(reference) ? undefined : 'DECLARATION_UNKNOWN';
  }
  const found = Object.entries(faults).filter((entry): entry is [string, DecisionFault] => entry[1] !== undefined);
  if (found.length > 0) return { faults: Object.fromEntries(found) };
  switch (decision) {
    case 'ACCEPT':
    case 'BETTER_COPY':
      return { decided: { decision, reason, note } };
    case 'REJECT': {
      const reasons = typed.rejectionReasons.map((code) => rejectionReason(code, explanation, largestMegabytes));
      return { decided: { decision, reason, rejectionReasons: reasons } };
    }
    case 'ATTACH':
      return { decided: { decision, reason, reference } };
    case 'SET_ASIDE':
      return { decided: { decision, reason } };
  }
}

function rejectionReason(code: RejectionCode, explanation: string, largestMegabytes: number): RejectionReason {
  if (code === 'OTHER') return { code, explanation };
  return code === 'TOO_LARGE' ? { code, largestMegabytes } : { code };
}

function proseFault(text: string): DecisionFault | undefined {
  return textFault(text.replaceAll(/[\r\n\t]/g, ' '), NOTE_MOST, 'NOTE_TOO_LONG', /[\p{Cc}\p{Cs}]/u);
}

function textFault(text: string, most: number, tooLong: DecisionFault, refused: RegExp): DecisionFault | undefined {
  if (text.length > most) return tooLong;
  return refused.test(text) ? 'CONTROL_CHARACTERS' : undefined;
}
