import { type Box, grow, union } from './geometry.js';
import type { Glyph, PdfPage, Raster } from './pdf-page.js';
import { type TextRuns, textRuns } from './text-anchors.js';

/** What of a page has to be found again. Boxes are in its user space, in points. */
export interface IssuedPage {
  readonly glyphs: readonly Glyph[];
  readonly runs: TextRuns;
  /** Where the municipality writes: the form fields that take up room. */
  readonly fields: readonly Box[];
  /** All that the page prints on, and a little around it: beyond it is margin. */
  readonly content: Box;
  readonly pictures: readonly Box[];
}

/** FPDF_ANNOT_WIDGET of fpdf_annot.h. */
export const WIDGET = 20;
/** Points around what is printed that belong to it. */
const AROUND = 4;
const PIXELS_PER_POINT = 100 / 72;
/** Lighter than this is paper. */
const PAPER = 250;

export function readIssuedPage(page: PdfPage): IssuedPage {
  const glyphs = page.glyphs();
  const fields = page
    .annotations()
    .filter(({ subtype, box }) => subtype === WIDGET && box.right > box.left && box.top > box.bottom)
    .map(({ box }) => box);
  return { glyphs, runs: textRuns(glyphs), fields, content: contentBox(page, fields), pictures: page.pictures() };
}

/** The box around everything on the page that is not paper, and around the fields. */
function contentBox(page: PdfPage, fields: readonly Box[]): Box {
  const width = Math.ceil(page.shownWidth * PIXELS_PER_POINT);
  const height = Math.ceil(page.shownHeight * PIXELS_PER_POINT);
  const printed = printedPixels(page.render(width, height));
  const boxes = printed === null ? fields : [page.toUserSpace(printed, width, height), ...fields];
  const [first, ...others] = boxes;
  return first === undefined ? page.box : grow(others.reduce(union, first), AROUND);
}

function printedPixels({ width, height, pixels }: Raster): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((pixels[y * width + x] ?? 255) >= PAPER) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  return right < 0 ? null : { left, bottom: top, right, top: bottom };
}
