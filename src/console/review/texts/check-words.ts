import type { FindingCheck } from '../../../returns/index.js';

/** What is checked; what it means when it holds; and when it does not, or cannot be told. */
export type CheckWords = readonly [topic: string, holds: string, fails: string];

export type FindingResult = 'PASSED' | 'FAILED' | 'INDETERMINATE' | 'INFO';

export interface SaidFinding {
  readonly check: FindingCheck;
  readonly result: FindingResult;
  /** As the verification says it, in English. */
  readonly sentence: string;
}
