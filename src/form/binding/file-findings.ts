import type { BindingFinding } from './binding.js';
import { words } from './compare-text.js';
import { maskedText } from './masked-text.js';
import type { PagePairs } from './pair-pages.js';
import type { Glyph } from './pdf-page.js';
import { readPageCodes } from './read-page-codes.js';

type PageText = readonly Glyph[];

/** With fewer characters than this on all its pages a file has no text to compare. */
const LEAST_CHARACTERS = 100;

/** Which forms the pages say they are. A form without page codes says nothing, and is told by its text. */
export function referenceFindings(returned: readonly PageText[], issued: readonly PageText[]): BindingFinding[] {
  const [reference] = references(issued);
  if (reference === undefined) return [];
  const found = references(returned);
  const others = found.filter((other) => other !== reference);
  const evidence = `issued ${reference}; found ${maskedText(found.join(', ')) || 'none'}`;
  if (others.length > 0) {
    const sentence = found.includes(reference)
      ? 'The file bears the codes of more than one form that we issued.'
      : 'The file bears the code of another form than the one that we issued to this municipality.';
    return [{ check: 'REFERENCE', result: 'FAILED', evidence, sentence }];
  }
  return found.length === 0
    ? [{ check: 'REFERENCE', result: 'INDETERMINATE', evidence, sentence: 'No code of a form was found in the text.' }]
    : [
        {
          check: 'REFERENCE',
          result: 'PASSED',
          evidence,
          sentence: 'The pages bear the reference of the issued form.',
        },
      ];
}

const references = (pages: readonly PageText[]): string[] => [
  ...new Set(pages.flatMap((page) => readPageCodes(page).map((code) => code.reference))),
];

/** Whether the issued pages are all there, once and in order, and which pages were added. */
export function pagesFindings(pairs: PagePairs, returned: readonly PageText[]): BindingFinding[] {
  const { returnedPages, repeated, before, between, after } = pairs;
  const findings: BindingFinding[] = [];
  const missing = returnedPages.flatMap((page, index) => (page === null ? [index + 1] : []));
  if (missing.length > 0) findings.push(missingPages(missing, returnedPages.length, returned));
  for (const { issued, returned: page } of repeated) {
    findings.push({
      check: 'PAGES',
      result: 'FAILED',
      page: page + 1,
      evidence: `issued page ${issued + 1} once more`,
      sentence: `Page ${issued + 1} of the form stands in the file more than once, perhaps not in the same wording.`,
    });
  }
  if (!pairs.inOrder || between.length > 0) {
    findings.push({
      check: 'PAGE_ORDER',
      result: 'FAILED',
      evidence: `the form’s pages are pages ${returnedPages.map((page) => (page === null ? '–' : page + 1)).join(', ')}`,
      sentence: 'The pages of the form do not follow each other as we issued them.',
    });
  }
  if (findings.length === 0) {
    findings.push({
      check: 'PAGES',
      result: 'PASSED',
      evidence: `${returnedPages.length} of ${returned.length} pages`,
      sentence: 'All pages of the form are there, in their order.',
    });
  }
  for (const page of missing.length === returnedPages.length ? [] : [...before, ...after]) {
    findings.push({
      check: 'ADDED_PAGES',
      result: 'INFO',
      page: page + 1,
      evidence: `“${maskedText(words(returned[page] ?? []), 400)}”`,
      sentence: 'This page was added to the form.',
    });
  }
  return findings;
}

function missingPages(missing: readonly number[], count: number, returned: readonly PageText[]): BindingFinding {
  const characters = returned.reduce((sum, page) => sum + page.length, 0);
  const evidence = `issued pages ${missing.join(', ')} of ${count}; ${characters} characters in the file`;
  if (missing.length < count) {
    const sentence = 'Pages of the form are missing.';
    return { check: 'PAGES', result: 'FAILED', evidence, sentence };
  }
  return {
    check: 'PAGES',
    result: 'INDETERMINATE',
    evidence,
    sentence:
      characters < LEAST_CHARACTERS
        ? 'The file has no text: it may be a scan, or printed to a file as pictures or curves.'
        : 'The text of the form was not found: the file is another document, or its text cannot be read as text.',
  };
}
