import type { BindingFinding } from './binding.js';
import { BINDING_LIMITS, NotComparable } from './binding-limits.js';
import { comparePage } from './compare-page.js';
import { findHiddenLayers } from './hidden-layers.js';
import { pagesFindings, referenceFindings } from './file-findings.js';
import { type IssuedPage, readIssuedPage } from './page-facts.js';
import { pairPages } from './pair-pages.js';
import { PdfFile } from './pdf-file.js';
import { type Pdfium, startPdfium } from './pdfium.js';
import { sharedText, textRuns } from './text-anchors.js';

export interface RewrittenComparison {
  /** Every page of the issued form was found again unchanged, and nothing speaks against it. */
  readonly same: boolean;
  readonly findings: readonly BindingFinding[];
}

/**
 * Tier B: is this the issued form, written anew by another program? Renders both, so it is to be run where it can be
 * killed. Throws BindingError when the renderer is not whole.
 */
export async function compareRewritten(returned: Uint8Array, issued: Uint8Array): Promise<RewrittenComparison> {
  const pdfium = await startPdfium();
  try {
    const original = openPdf(pdfium, issued, 'the issued form');
    const pages = original.eachPage(readIssuedPage);
    const findings = compareFiles(original, pages, openPdf(pdfium, returned, 'the file'));
    if (findings.every(passes)) findings.push(await layersFinding(returned));
    const unchanged = findings.filter(({ check, result }) => check === 'PICTURE' && result === 'PASSED').length;
    return { same: pages.length > 0 && unchanged === pages.length && findings.every(passes), findings };
  } catch (error) {
    return { same: false, findings: [notCompared(asNotComparable(error))] };
  }
}

function openPdf(pdfium: Pdfium, bytes: Uint8Array, which: string): PdfFile {
  if (bytes.length > BINDING_LIMITS.bytes) throw new NotComparable('LIMITS', `${which} has ${bytes.length} bytes`);
  const file = PdfFile.open(pdfium, bytes);
  if (file === null) throw new NotComparable('READABLE', `${which} is no document that opens without a password`);
  return file;
}

/** A file that breaks the renderer is no fault of ours; WebAssembly says so by an error of this name. */
function asNotComparable(error: unknown): NotComparable {
  if (error instanceof NotComparable) return error;
  if (error instanceof Error && error.name === 'RuntimeError') {
    return new NotComparable('READABLE', `the renderer broke: ${error.message.slice(0, 100)}`);
  }
  throw error;
}

const passes = ({ result }: BindingFinding): boolean => result === 'PASSED' || result === 'INFO';

function compareFiles(original: PdfFile, pages: readonly IssuedPage[], file: PdfFile): BindingFinding[] {
  if (file.pageCount > BINDING_LIMITS.returnedPages) throw new NotComparable('LIMITS', `${file.pageCount} pages`);
  const returned = file.eachPage((page) => page.glyphs());
  const runs = returned.map(textRuns);
  const pairs = pairPages(
    pages.map((page) => runs.map((other) => sharedText(page.runs, other))),
    returned.length,
  );
  const compared = pages.flatMap((facts, index): BindingFinding[] => {
    const there = pairs.returnedPages[index] ?? null;
    if (there === null) return [];
    const found = original.withPage(index, (issuedPage) =>
      file.withPage(there, (returnedPage) =>
        comparePage({ issued: issuedPage, facts, returned: returnedPage, pageNumber: there + 1 }),
      ),
    );
    return found.every(passes) ? [...found, unchangedFinding(index, there)] : found;
  });
  const issued = pages.map(({ glyphs }) => glyphs);
  return [...referenceFindings(returned, issued), ...pagesFindings(pairs, returned), ...compared];
}

function unchangedFinding(issued: number, returned: number): BindingFinding {
  return {
    check: 'PICTURE',
    result: 'PASSED',
    page: returned + 1,
    evidence: `issued page ${issued + 1}`,
    sentence: `Text and picture of page ${issued + 1} of the form are those that we issued.`,
  };
}

async function layersFinding(returned: Uint8Array): Promise<BindingFinding> {
  const layers = await findHiddenLayers(returned);
  if (layers === 'NONE') {
    return {
      check: 'HIDDEN_LAYERS',
      result: 'PASSED',
      evidence: 'no optional content',
      sentence: 'The file has no layers that could be shown or hidden.',
    };
  }
  return {
    check: 'HIDDEN_LAYERS',
    result: 'INDETERMINATE',
    evidence: layers === 'SOME' ? 'optional content' : 'the objects of the file could not all be read',
    sentence:
      layers === 'SOME'
        ? 'The file has layers that can be shown or hidden, so it may show something else to another reader.'
        : 'It could not be established whether the file has layers that can be shown or hidden.',
  };
}

function notCompared({ check, evidence }: NotComparable): BindingFinding {
  return {
    check,
    result: 'INDETERMINATE',
    evidence,
    sentence:
      check === 'LIMITS'
        ? 'The file is larger or more complicated than what is compared with the issued form.'
        : 'The file could not be opened to compare it with the issued form.',
  };
}
