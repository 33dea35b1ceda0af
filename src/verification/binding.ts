import { bindReturn } from '../form/index.js';
import type { VerificationReport } from '../pades/index.js';

/** How far a returned file is bound to one issued form (docs/architecture.md, binding tiers). */
export type BindingTier = 'A' | 'B' | 'C' | 'D';

export interface BindingFinding {
  readonly check: string;
  readonly result: 'PASSED' | 'FAILED' | 'INDETERMINATE';
  readonly evidence: string;
  readonly sentence: string;
}

export interface FileBinding {
  readonly tier: BindingTier;
  readonly findings: readonly BindingFinding[];
}

/** Tier A: the file begins with the issued bytes, and nothing that came later is suspicious. */
export function bindToIssuedForm(
  bytes: Uint8Array,
  issued: Uint8Array,
  sha256: string,
  report: VerificationReport,
): FileBinding {
  const { prefix } = bindReturn(bytes, { byteLength: issued.byteLength, sha256 });
  if (prefix !== 'EXACT') {
    return {
      tier: 'D',
      findings: [
        {
          check: 'ISSUED_BYTES',
          result: 'INDETERMINATE',
          evidence: prefix === 'TOO_SHORT' ? `shorter than the ${issued.byteLength} bytes issued` : 'other bytes',
          sentence: 'The file does not begin with the issued form. It may be a scan, or rewritten by another program.',
        },
      ],
    };
  }
  const begins: BindingFinding = {
    check: 'ISSUED_BYTES',
    result: 'PASSED',
    evidence: `SHA-256 ${sha256} over the first ${issued.byteLength} bytes`,
    sentence: 'The file begins with the very bytes of the issued form.',
  };
  const { laterChanges } = report.summary;
  if (laterChanges === 'none' || laterChanges === 'permitted') return { tier: 'A', findings: [begins] };
  return {
    tier: 'D',
    findings: [
      begins,
      {
        check: 'LATER_REVISIONS',
        result: laterChanges === null ? 'INDETERMINATE' : 'FAILED',
        evidence: `later changes: ${laterChanges ?? 'not known'}`,
        sentence:
          laterChanges === null
            ? 'What was added after the issued form could not be read.'
            : 'After it was issued something else was changed than filling in and signing.',
      },
    ],
  };
}
