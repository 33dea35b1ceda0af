import { isPermitted, permittedBy, worseLevel } from '../changes/change.js';
import { compareRevisions } from '../changes/compare-revisions.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { Findings } from '../findings.js';
import { readPages } from '../pdf/pages.js';
import { onlyWhitespace } from '../pdf/revision-ends.js';
import type { ChangeLevel } from '../report.js';
import type { CoverageVerdict } from './judge-coverage.js';
import { failed, undecided } from './judgement.js';
import type { JudgementContext } from './judgement.js';
import type { ModificationLevel, SignatureDictionary } from './signature-dictionary.js';

/** What came after the signature, held against what its certification and locks permit. */
export function judgeLaterChanges(
  signature: SignatureDictionary,
  docMdp: ModificationLevel | null,
  { coverage, revision }: CoverageVerdict,
  context: JudgementContext,
  findings: Findings,
  problems: Failure[],
): { readonly level: ChangeLevel } {
  const { final } = context;
  const { source } = final;
  if (coverage === 'ENTIRE_FILE') {
    findings.add(
      'LATER_CHANGES',
      'PASSED',
      'nothing behind the signed bytes',
      'Nothing was added after this signature.',
    );
    return { level: 'NONE' };
  }
  if (!revision) {
    findings.add(
      'LATER_CHANGES',
      'INDETERMINATE',
      `coverage ${coverage}`,
      'What was added after this signature cannot be told from what it signs.',
    );
    problems.push(undecided('SIG_CONSTRAINTS_FAILURE'));
    return { level: 'OTHER' };
  }
  if (onlyWhitespace(source.bytes, revision.end, source.bytes.length)) {
    findings.add(
      'LATER_CHANGES',
      'PASSED',
      'white space behind the signed bytes',
      'Nothing was added after this signature.',
    );
    return { level: 'NONE' };
  }
  const changes = compareRevisions(revision, final, { locks: signature.fieldLocks, certified: docMdp !== null });
  let level: ChangeLevel = changes.reduce<ChangeLevel>((worst, change) => worseLevel(worst, change.level), 'NONE');
  const lastEnd = Math.max(...context.revisionEnds.map((item) => item.end));
  const [pagesBefore, pagesAfter] = [readPages(revision)?.length, readPages(final)?.length];
  if (pagesBefore !== pagesAfter) {
    findings.add(
      'LATER_CHANGES',
      'FAILED',
      `${pagesBefore ?? 'unknown'} pages signed, ${pagesAfter ?? 'unknown'} now`,
      'Pages were added or taken away after this signature.',
    );
    problems.push(failed('FORMAT_FAILURE'));
    level = 'OTHER';
  }
  const doubts = source.repairs.filter((repair) => repair.offset >= revision.end);
  if (!onlyWhitespace(source.bytes, lastEnd, source.bytes.length)) {
    findings.add(
      'LATER_CHANGES',
      'INDETERMINATE',
      `${source.bytes.length - lastEnd} bytes behind the last revision`,
      'Bytes that belong to no version of the document were added after this signature.',
    );
    level = 'OTHER';
  }
  if (doubts.length > 0) {
    findings.add(
      'LATER_CHANGES',
      'INDETERMINATE',
      doubts
        .slice(0, 5)
        .map((doubt) => doubt.detail)
        .join('; '),
      'What was added after this signature is damaged and can be read in more than one way.',
    );
    level = 'OTHER';
  }
  const allowed = permittedBy(docMdp);
  for (const change of changes) {
    const permitted = isPermitted(change.level, docMdp);
    findings.add(
      'LATER_CHANGES',
      permitted ? 'INFO' : 'FAILED',
      `${change.level} ${change.path}: ${change.what}`,
      permitted
        ? 'A change after this signature that is permitted.'
        : `A change after this signature that is not permitted (at most ${allowed}).`,
    );
  }
  if (!isPermitted(level, docMdp)) problems.push(undecided('SIG_CONSTRAINTS_FAILURE'));
  else
    findings.add(
      'LATER_CHANGES',
      'PASSED',
      `level ${level}`,
      level === 'NONE'
        ? 'Nothing in the document changed after this signature.'
        : 'All changes after this signature are permitted.',
    );
  if (docMdp !== null)
    findings.add(
      'DOC_MDP',
      isPermitted(level, docMdp) ? 'PASSED' : 'FAILED',
      `level ${docMdp}, changes ${level}`,
      'The certification says which later changes are permitted.',
    );
  return { level };
}
