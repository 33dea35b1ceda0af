import type { FoundCode } from './read-page-codes.js';
import type { CodeCorners } from './align-page.js';
import { halvePicture } from './gray-picture.js';
import type { Point } from './homography.js';
import { COMPARED_DPI, type IssuedPage, prepareIssuedPage } from './issued-page.js';
import { printedInk, type InkMap } from './ink-map.js';
import { PdfiumDocument } from './pdfium-document.js';
import { ScanError } from './scan.errors.js';
import type { FieldPlace, IssuedForm, PageBox } from './scan-report.js';

/** One page of an issued form, drawn and made ready. */
export interface ReadyPage {
  readonly issued: IssuedPage;
  readonly printed: InkMap;
  readonly code: PageBox;
  readonly fields: readonly FieldPlace[];
}

/** Draws the pages of the issued forms when they are first asked for. */
export class IssuedPages {
  readonly #pages = new Map<string, Promise<ReadyPage | null>>();

  constructor(private readonly forms: readonly IssuedForm[]) {}

  has(reference: string): boolean {
    return this.forms.some((form) => form.reference === reference);
  }

  /** Null when the form has no such page (counted from 1), or no code is said to stand on it. Throws SCAN_NO_FORM. */
  async page(reference: string, number: number): Promise<ReadyPage | null> {
    const form = this.forms.find((candidate) => candidate.reference === reference);
    if (form === undefined) return null;
    const key = `${reference}/${number}`;
    let page = this.#pages.get(key);
    if (page === undefined) {
      page = makeReady(form, number);
      this.#pages.set(key, page);
    }
    return await page;
  }
}

async function makeReady(form: IssuedForm, number: number): Promise<ReadyPage | null> {
  const code = form.codes.find((candidate) => candidate.page === number)?.box;
  if (code === undefined) return null;
  let document: PdfiumDocument;
  try {
    document = await PdfiumDocument.open(form.bytes);
  } catch (cause) {
    throw new ScanError('SCAN_NO_FORM', `The issued form ${form.reference} cannot be opened.`, { cause });
  }
  try {
    if (number < 1 || number > document.pageCount) return null;
    // Letters are drawn on whole pixels: drawn twice as fine, they stand where they do on paper.
    const fine = await document.withPage(number - 1, async (page) => halvePicture(page.render(2 * COMPARED_DPI)));
    const issued = prepareIssuedPage(fine);
    const fields = form.fields.filter((field) => field.page === number);
    return { issued, printed: printedInk(fine), code, fields };
  } finally {
    document.close();
  }
}

/** The corners of the code on the page and in the picture. */
export function codeCorners({ x, y, width, height }: PageBox, found: FoundCode): CodeCorners {
  const page: Point[] = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
  return { page, picture: found.corners };
}
