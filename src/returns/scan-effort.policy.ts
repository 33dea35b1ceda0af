import type { Binding } from '../form/binding/index.js';
import type { VerificationReport } from '../pades/index.js';
import type { FileKind } from './file-kind.policy.js';

/** FULL: whatever makes a code readable is tried. SHORT: the pages were drawn by a program, a code is sharp or not there. */
export type ScanEffort = 'FULL' | 'SHORT';

/** What is known of a file before anybody looks at its pages. */
export interface UnseenFile {
  readonly kind: FileKind;
  readonly report: Pick<VerificationReport, 'summary' | 'document' | 'signatures'> | null;
  readonly binding: Pick<Binding, 'tier'> | null;
  /** It begins with the bytes of a form that was issued to somebody. */
  readonly isIssued: boolean;
}

/**
 * Whether a file is looked at as at a scan: a picture, a PDF of pictures, or one that nobody signed and whose text is
 * not that of the form. A signature over other pages is judged by itself.
 */
export function scanEffort({ kind, report, binding, isIssued }: UnseenFile): ScanEffort | null {
  if (kind === 'PICTURE') return 'FULL';
  if (kind !== 'PDF' || report === null || !report.summary.readable || report.document.encrypted) return null;
  if (isPictureOnly(report.document)) return 'FULL';
  const isSigned = report.signatures.some(({ type }) => type === 'approval');
  const isBound = isIssued || (binding !== null && binding.tier !== 'D');
  return isSigned || isBound ? null : 'SHORT';
}

/** Every page is one picture; an invisible text layer of character recognition may lie under it. */
export function isPictureOnly({ pages, pageImages }: VerificationReport['document']): boolean {
  return pages !== null && pages > 0 && pageImages === pages;
}
