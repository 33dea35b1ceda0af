import type {
  Arrival,
  CheckResult,
  ReceiptCheck,
  ReceiptOutcome,
  RejectionReason,
  AcceptanceMethod,
} from './texts/index.js';

export const LETTER_KINDS = [
  'INVITATION',
  'COPY',
  'REMINDER',
  'EXTENSION_NOTICE',
  'EXTENSION_UNDONE',
  'RECEIPT',
  'DECISION',
  'REJECTION',
  'QUESTION_RECEIVED',
  'ANSWER',
  'WITHDRAWAL',
  'NEW_LINK',
  'OPERATORS_DIGEST',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** Message-IDs (without brackets) of the thread that a letter answers in. */
export interface Thread {
  readonly inReplyTo: string | null;
}

/**
 * What is stored of each kind of letter: only what cannot be read from the campaign and the declaration when it is
 * sent. All of it is JSON.
 */
export interface LetterDataByKind {
  readonly INVITATION: Record<string, never>;
  readonly COPY: { readonly recipientKind: 'organisation' | 'municipality' };
  readonly REMINDER: Record<string, never>;
  readonly EXTENSION_NOTICE: { readonly previousDeadlineOn: string; readonly reason: string | null };
  readonly EXTENSION_UNDONE: { readonly withdrawnDeadlineOn: string; readonly reason: string | null };
  readonly RECEIPT: Thread &
    Arrival & {
      /** The deadline that the arrival was held against, YYYY-MM-DD. */
      readonly deadlineOn: string;
      readonly outcome: ReceiptOutcome;
      readonly checks: readonly { readonly check: ReceiptCheck; readonly result: CheckResult }[];
    };
  readonly DECISION: Thread &
    Arrival & {
      readonly deadlineOn: string;
      readonly method: AcceptanceMethod;
      readonly decidedAt: string;
      readonly note: string | null;
    };
  readonly REJECTION: Thread & Arrival & { readonly deadlineOn: string; readonly reasons: readonly RejectionReason[] };
  readonly QUESTION_RECEIVED: Thread & { readonly receivedAt: string; readonly questionSubject: string };
  readonly ANSWER: Thread & {
    readonly questionSubject: string;
    readonly questionReceivedAt: string;
    readonly question: string;
    readonly answer: string;
  };
  readonly WITHDRAWAL: { readonly by: 'municipality' | 'ministry'; readonly reason: string | null };
  /** Letters from before both were possible have nothing here: their links ended the others at once. */
  readonly NEW_LINK: { readonly endsOthers?: 'AT_ONCE' | 'WHEN_OPENED' };
  readonly OPERATORS_DIGEST: { readonly deadlineOn: string };
}

/** A kind of letter together with its data. */
export type LetterContent = {
  readonly [Kind in LetterKind]: { readonly kind: Kind; readonly data: LetterDataByKind[Kind] };
}[LetterKind];
