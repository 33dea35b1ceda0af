import { createHash } from 'node:crypto';

import type { Binding, BindingFinding } from './binding.js';
import { matchIssuedBytes } from './match-issued-bytes.js';

export interface BindingRequest {
  readonly returned: Uint8Array;
  /** The whole file as it was issued. */
  readonly issued: Uint8Array;
  /** What the validation of signatures says of everything that came after a signature; null: not known. */
  readonly laterChanges: 'none' | 'permitted' | 'suspicious' | null;
}

/**
 * Is this file the form that was issued? Tier A: it begins with the issued bytes, and what came later only fills in,
 * signs or adds validation data. Tier B, tried where A fails, and the only part that renders: the form was written anew,
 * but every page's text and picture is the same. Else D; whether it is a scan of the form (C) is not asked here. To be
 * run where it can be killed. Throws BindingError when the renderer is not whole.
 */
export async function bindReturn({ returned, issued, laterChanges }: BindingRequest): Promise<Binding> {
  const sha256 = createHash('sha256').update(issued).digest('hex');
  const { prefix } = matchIssuedBytes(returned, { byteLength: issued.byteLength, sha256 });
  const exact = prefix === 'EXACT';
  const clean = laterChanges === 'none' || laterChanges === 'permitted';
  const bytes: BindingFinding = exact
    ? {
        check: 'ISSUED_BYTES',
        result: 'PASSED',
        evidence: `SHA-256 ${sha256} over the first ${issued.byteLength} bytes`,
        sentence: 'The file begins with the very bytes of the form that we issued.',
      }
    : {
        check: 'ISSUED_BYTES',
        result: 'INFO',
        evidence: `the first ${issued.byteLength} bytes do not have SHA-256 ${sha256}`,
        sentence: 'The file does not begin with the bytes that we issued: it was written anew, or is another one.',
      };
  if (exact && clean) return { tier: 'A', findings: [bytes] };
  // Loaded here: a process that only meets tier A never loads the renderer.
  const { compareRewritten } = await import('./compare-rewritten.js');
  const { same, findings } = await compareRewritten(returned, issued);
  const revisions = exact ? [suspiciousRevisions(laterChanges)] : [];
  return { tier: same ? 'B' : 'D', findings: [bytes, ...revisions, ...findings] };
}

function suspiciousRevisions(laterChanges: BindingRequest['laterChanges']): BindingFinding {
  return {
    check: 'LATER_REVISIONS',
    result: laterChanges === null ? 'INDETERMINATE' : 'FAILED',
    evidence: `later changes: ${laterChanges ?? 'not known'}`,
    sentence:
      laterChanges === null
        ? 'What was added after our seal could not be read.'
        : 'After our seal something else was changed than filling in and signing.',
  };
}
