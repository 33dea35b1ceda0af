import type { PageComparison, ScanFinding, ScannedPage, ScanReason, ScanReport } from '../scan/index.js';
import type { ScannedFile } from './examine-scan.js';
import type { ScanFacts, ScanReviewReason } from './return-decision.policy.js';

/** What of the library's reasons an operator has to know; the others go without saying or are said otherwise. */
const TOLD: ReadonlySet<ScanReason> = new Set<ScanReason & ScanReviewReason>([
  'NO_CODE_READ',
  'SEVERAL_REFERENCES',
  'PAGES_MISSING',
  'PAGES_DUPLICATE',
  'FOREIGN_PAGES',
  'NOT_ALIGNED',
  'NOT_WHOLLY_SEEN',
  'PAGES_UNREADABLE',
  'LIMIT_REACHED',
]);

/** What the decision needs of a look at a scan. */
export function scanFacts({ report, compared, named, aborted }: ScannedFile): ScanFacts {
  if (report === null) {
    return aborted === null
      ? { outcome: 'UNREADABLE', showsForm: false, reasons: ['PAGES_UNREADABLE'] }
      : { outcome: 'NOT_FINISHED', showsForm: false, reasons: ['NOT_VERIFIED'] };
  }
  const reasons = report.reasons.filter((reason): reason is ScanReason & ScanReviewReason => TOLD.has(reason));
  const known = new Set(named.map(({ reference }) => reference));
  const holds: readonly (readonly [ScanReviewReason, boolean])[] = [
    ['UNKNOWN_FORM', report.forms.some(({ reference }) => !known.has(reference))],
    ['DIFFERENCES', compared && comparisons(report.pages).some(differsOutside)],
    ['NO_PEN_SIGNATURE', compared && report.forms.some(({ reference }) => isUnsigned(report, reference))],
  ];
  return {
    outcome: compared ? 'COMPARED' : 'CODES_READ',
    showsForm: report.forms.length > 0,
    reasons: [...reasons, ...holds.filter(([, holdsHere]) => holdsHere).map(([reason]) => reason)],
  };
}

/** How far a scan is bound to the form of a declaration. */
export interface ScanBinding {
  readonly tier: 'C' | 'D';
  readonly findings: readonly ScanFinding[];
  /** References of the known declarations that the codes name. */
  readonly pageCodes: readonly string[];
}

/**
 * Tier C: pages bear the code of the declaration's form, and where they were compared at least one of them was found to
 * be that page. What differs on it, and whether anybody signed, is for a person to weigh.
 */
export function bindScan({ report, compared, named }: ScannedFile, reference: string | null): ScanBinding {
  const pageCodes = named.map((declaration) => declaration.reference);
  if (report === null) return { tier: 'D', findings: [], pageCodes };
  const pages = report.pages.filter((page) => codesOf(page).includes(reference ?? ''));
  const isOurs = pages.length > 0 && (!compared || pages.some((page) => page.comparison !== null));
  const findings = [...referenceFinding(report, pageCodes, reference), ...report.findings];
  if (!compared) findings.push(notComparedYet);
  return { tier: isOurs ? 'C' : 'D', findings, pageCodes };
}

const notComparedYet: ScanFinding = {
  check: 'SAME_AS_ISSUED',
  result: 'INDETERMINATE',
  evidence: 'only codes were read',
  sentence: 'The pages have not been held against the issued form yet: that is done when somebody opens the scan.',
};

/** Whether the codes name the declaration that the document was returned for. The library does not know which that is. */
function referenceFinding(
  { pages, forms, confidence }: ScanReport,
  pageCodes: readonly string[],
  reference: string | null,
): ScanFinding[] {
  if (forms.length === 0) return [];
  const check = 'PAGE_CODE_REFERENCE';
  const evidence = `codes of ${forms.map((form) => form.reference).join(', ')}; confidence ${confidence}`;
  const others = pageCodes.filter((code) => code !== reference);
  const ours = pages.filter((page) => codesOf(page).includes(reference ?? '')).map(({ number }) => number);
  if (ours.length === 0) {
    const sentence =
      others.length === 0
        ? 'The page codes name a form that was not issued here.'
        : `The pages bear the code of ${others.join(' and ')}: that is whose form it is.`;
    return [{ check, result: 'FAILED', evidence, sentence }];
  }
  const where = `${ours.length === 1 ? 'page' : 'pages'} ${ours.join(', ')} of the file`;
  return [
    forms.length === 1
      ? { check, result: 'PASSED', evidence, sentence: `The code of this declaration stands on ${where}.` }
      : {
          check,
          result: 'INDETERMINATE',
          evidence,
          sentence: `The code of this declaration stands on ${where}; other pages bear that of ${others.join(' and ')}.`,
        },
  ];
}

const codesOf = (page: ScannedPage): string[] =>
  [page.code, ...page.otherCodes].flatMap((code) => (code === null ? [] : [code.reference]));

const comparisons = (pages: readonly ScannedPage[]): PageComparison[] =>
  pages.flatMap(({ comparison }) => (comparison === null ? [] : [comparison]));

/** What adjoins a field is most often a signature that goes beyond its frame. */
const differsOutside = ({ differences }: PageComparison): boolean =>
  differences.some(({ besideField }) => besideField === null);

/** The frame for a signature is there on some page of the form, and there is no ink in any. */
function isUnsigned({ pages }: ScanReport, reference: string): boolean {
  const frames = comparisons(pages.filter(({ code }) => code?.reference === reference)).flatMap(({ fields }) =>
    fields.filter(({ kind }) => kind === 'PEN_SIGNATURE'),
  );
  return frames.length > 0 && !frames.some(({ state }) => state === 'INK');
}
