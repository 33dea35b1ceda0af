import { type Alignment, alignPage, pyramidOf } from './align-page.js';
import { comparePage } from './compare-page.js';
import { flattenPage } from './flatten-page.js';
import type { GrayPicture } from './gray-picture.js';
import { scaleAt, turnAt } from './homography.js';
import { COMPARED_SCALE } from './issued-page.js';
import { codeCorners, type ReadyPage } from './issued-pages.js';
import { alignedPng, differencesPng } from './mark-differences.js';
import { measureFields } from './measure-fields.js';
import type { FoundCode } from './read-page-codes.js';
import type { DerivedPicture, PageAlignment, PageComparison } from './scan-report.js';

export interface ExaminedPage {
  readonly comparison: PageComparison;
  readonly pictures: readonly DerivedPicture[];
}

/** Draws a scanned page straight and holds it against the issued one; null when it cannot be found in the picture. */
export async function examinePage(
  number: number,
  picture: GrayPicture,
  code: FoundCode,
  page: ReadyPage,
  withPictures: boolean,
): Promise<ExaminedPage | null> {
  const { issued, printed, fields } = page;
  const pyramid = pyramidOf(picture);
  const alignment = alignPage(issued, pyramid, codeCorners(page.code, code));
  if (alignment === null) return null;
  const { width, height } = issued.fine;
  const flat = flattenPage(pyramid, alignment.placement, width, height, COMPARED_SCALE);
  const compared = comparePage(printed, flat, isBlackAndWhite(picture), fields, [page.code]);
  const seen = flat.seen.reduce((sum, pixel) => sum + pixel, 0) / flat.seen.length;
  const pictures: DerivedPicture[] = withPictures
    ? [
        { page: number, kind: 'ALIGNED', png: await alignedPng(flat) },
        { page: number, kind: 'DIFFERENCES', png: await differencesPng(flat, compared, fields) },
        { page: number, kind: 'ISSUED', png: await alignedPng(issued.fine) },
      ]
    : [];
  return {
    comparison: {
      alignment: describe(alignment, issued, seen),
      differences: compared.differences,
      more: compared.more,
      creases: compared.creases.length,
      fields: measureFields(printed, compared.scanned, flat, compared.creases, fields),
    },
    pictures,
  };
}

function describe(alignment: Alignment, page: { width: number; height: number }, seen: number): PageAlignment {
  const { homography } = alignment.placement;
  const middle = { x: page.width / 2, y: page.height / 2 };
  return {
    found: Number(alignment.found.toFixed(3)),
    deviation: Number(alignment.deviation.toFixed(3)),
    dotsPerInch: Math.round(scaleAt(homography, middle) * 72),
    turn: Number(turnAt(homography, middle).toFixed(1)) % 360,
    seen: Number(seen.toFixed(4)),
  };
}

/** Next to no half tones, compared with what is dark: a scan in black and white, perhaps compressed since. */
export function isBlackAndWhite({ data }: GrayPicture): boolean {
  let [dark, between] = [0, 0];
  for (const shade of data) {
    if (shade < 60) dark++;
    else if (shade < 195) between++;
  }
  return between < 0.6 * dark;
}
