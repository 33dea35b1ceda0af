import type { VerificationReport } from '../../src/pades/index.js';

export interface CorpusCase {
  readonly id: string;
  readonly family: string;
  readonly case: string;
  readonly accept?: boolean;
  readonly contested?: string;
  readonly must_terminate?: boolean;
  /** As `verify --batch` is asked. */
  readonly request: {
    readonly id: string;
    readonly file: string;
    readonly trust: readonly string[];
    readonly at: string | undefined;
    readonly password: string | undefined;
    readonly docMdp: unknown;
  };
}

export interface ColumnScore {
  readonly column: string;
  readonly of: number;
  readonly fit: number;
  readonly misses: readonly CorpusCase[];
}

export const CORPUS_FOLDER: string;
export const CORPUS_PRESENT: boolean;
export function corpusCases(): CorpusCase[];
export function scoreCorpus(
  cases: readonly CorpusCase[],
  summaryOf: (id: string) => VerificationReport['summary'] | undefined,
): ColumnScore[];
