import { compareRevisions } from '../../src/pades/changes/compare-revisions.js';
import type { ComparisonRules } from '../../src/pades/changes/comparison.js';
import { Budget, defaultLimits } from '../../src/pades/limits.js';
import { PdfRevision } from '../../src/pades/pdf/pdf-revision.js';
import { PdfSource } from '../../src/pades/pdf/pdf-source.js';
import { appendRevision, plainPdf } from './plain-pdf.js';
import type { PlainObjects } from './plain-pdf.js';

/** What the rules say of a second revision that brings `later` to a document of `objects`: level, path and what. */
export function changesBetween(
  objects: PlainObjects,
  later: PlainObjects,
  rules: Partial<ComparisonRules> = {},
  trailer = '',
): string[] {
  const first = plainPdf(objects, '/Custom 5 0 R');
  const file = appendRevision(first, later, `/Custom 5 0 R ${trailer}`);
  const source = new PdfSource(file, new Budget(defaultLimits));
  const signed = PdfRevision.open(source, first.length);
  return compareRevisions(signed, PdfRevision.open(source, file.length), {
    locks: [],
    certified: false,
    ...rules,
  }).map(({ level, path, what }) => `${level} ${path}: ${what}`);
}
