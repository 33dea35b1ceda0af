import type { Findings } from '../findings.js';
import { LimitExceeded } from '../limits.js';
import { readPageContent } from '../pdf/page-content.js';
import type { Page } from '../pdf/pages.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { VerificationReport } from '../report.js';

type PageFacts = Pick<VerificationReport['document'], 'hasText' | 'pageImages'>;

/** What tells a scan from a form. */
export function pageFacts(final: PdfRevision, pages: readonly Page[] | null, findings: Findings): PageFacts {
  if (pages === null) return { hasText: null, pageImages: null };
  try {
    const contents = pages.map((page) => readPageContent(final, page));
    const unread = contents.includes(null);
    const hasText = contents.some((content) => content?.showsText) ? true : unread ? null : false;
    return { hasText, pageImages: unread ? null : contents.filter((content) => content?.onePicture).length };
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    // The signatures are judged already; what the pages look like stays open.
    findings.add(
      'LIMITS',
      'INDETERMINATE',
      `${error.limit} over ${error.allowed}`,
      'The pages are too large or too complicated to be looked at.',
    );
    return { hasText: null, pageImages: null };
  }
}
