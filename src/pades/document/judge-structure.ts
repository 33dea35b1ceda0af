import type { Findings } from '../findings.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import { onlyWhitespace } from '../pdf/revision-ends.js';
import type { RevisionEnd } from '../pdf/revision-ends.js';

/** Repairs that leave only one way to read the file. */
const harmlessRepairs = new Set(['ENDOBJ_MISSING', 'XREF_STARTS_AT_ONE']);

/** Where the file departs from the standard, and what was made of it. */
export function judgeStructure(
  final: PdfRevision,
  revisionEnds: readonly RevisionEnd[],
  pagesAreSound: boolean,
  findings: Findings,
): void {
  const { bytes, repairs } = final.source;
  const lastEnd = Math.max(0, ...revisionEnds.map((item) => item.end));
  if (!onlyWhitespace(bytes, lastEnd, bytes.length))
    findings.add(
      'TRAILING_BYTES',
      'INDETERMINATE',
      `${bytes.length - lastEnd} bytes behind the last %%EOF`,
      'Bytes that belong to no version of the document stand at the end of the file.',
    );
  if (!pagesAreSound)
    findings.add(
      'STRUCTURE',
      'INDETERMINATE',
      'the page tree is damaged',
      'The pages of the file cannot be told apart.',
    );
  for (const repair of repairs)
    findings.add(
      'STRUCTURE',
      harmlessRepairs.has(repair.code) ? 'INFO' : 'INDETERMINATE',
      `${repair.code} at ${repair.offset}: ${repair.detail}`,
      'The file departs from the standard and was read by guessing what was meant.',
    );
}
