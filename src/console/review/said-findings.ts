import type { PageLanguage } from '../../platform/pages/index.js';
import type { ReturnFinding, StoredVerification } from '../../returns/index.js';
import type { FindingResult } from './texts/check-words.js';
import { findingWords } from './texts/finding-words.js';

export interface SaidFinding {
  readonly topic: string;
  readonly sentence: string;
  readonly evidence: string;
  readonly result: FindingResult;
  /** Counted from 1; null for what is about the file. */
  readonly signature: number | null;
  readonly page: number | null;
}

const OPEN: readonly FindingResult[] = ['FAILED', 'INDETERMINATE', 'INFO'];

/** What a verification found, in plain words: first what is wrong, then what is open, and apart what is in order. */
export function saidFindings(
  verification: StoredVerification | null,
  language: PageLanguage,
): { readonly open: readonly SaidFinding[]; readonly held: readonly SaidFinding[] } {
  const all: readonly ReturnFinding[] = [
    ...(verification?.binding?.findings ?? []),
    ...(verification?.report?.findings ?? []),
    ...(verification?.report?.signatures ?? []).flatMap(({ findings }) => findings),
  ];
  const said = all.map((finding): SaidFinding => ({
    ...findingWords(language, finding),
    evidence: finding.evidence,
    result: finding.result,
    signature: 'signature' in finding ? (finding.signature ?? 0) + 1 : null,
    page: 'page' in finding ? (finding.page ?? null) : null,
  }));
  return {
    open: OPEN.flatMap((result) => said.filter((finding) => finding.result === result)),
    held: said.filter(({ result }) => result === 'PASSED'),
  };
}
