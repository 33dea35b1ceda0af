import { type GrayPicture, halvePicture } from './gray-picture.js';
import type { Point } from './homography.js';

/** The resolution in which pages are compared, in dots per inch. */
export const COMPARED_DPI = 150;
/** Pixels of a compared page to one point. */
export const COMPARED_SCALE = COMPARED_DPI / 72;

/** A page of the issued form as it should look, made ready to look for it in scans. */
export interface IssuedPage {
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** At the resolution of comparison, at half, and at a quarter of it. */
  readonly fine: GrayPicture;
  readonly coarse: GrayPicture;
  readonly coarsest: GrayPicture;
  /** Places (points) where something stands that can be found again, neither blank nor only a line. */
  readonly anchors: readonly Point[];
}

/** Half a side of the squares that are looked for, in pixels at half the resolution of comparison. */
export const PATCH_HALF = 10;
const STEP = 14;
const MOST_ANCHORS = 260;
const MOST_PER_AREA = 6;
const AREA = 70;
/** The least structure in both directions: below it there is only a line or nothing. In squared shades per pixel. */
const LEAST_STRUCTURE = 40;

/** Makes an issued page ready from its picture at the resolution of comparison. */
export function prepareIssuedPage(fine: GrayPicture): IssuedPage {
  const coarse = halvePicture(fine);
  return {
    width: fine.width / COMPARED_SCALE,
    height: fine.height / COMPARED_SCALE,
    fine,
    coarse,
    coarsest: halvePicture(coarse),
    anchors: findAnchors(coarse),
  };
}

function findAnchors(picture: GrayPicture): Point[] {
  const found: { x: number; y: number; structure: number }[] = [];
  for (let y = PATCH_HALF + 1; y < picture.height - PATCH_HALF - 1; y += STEP) {
    for (let x = PATCH_HALF + 1; x < picture.width - PATCH_HALF - 1; x += STEP) {
      const structure = structureAt(picture, x, y);
      if (structure >= LEAST_STRUCTURE) found.push({ x, y, structure });
    }
  }
  found.sort((one, other) => other.structure - one.structure);
  const taken = new Map<string, number>();
  const anchors: Point[] = [];
  for (const { x, y } of found) {
    const area = `${Math.floor(x / AREA)}/${Math.floor(y / AREA)}`;
    const count = taken.get(area) ?? 0;
    if (count >= MOST_PER_AREA || anchors.length >= MOST_ANCHORS) continue;
    taken.set(area, count + 1);
    anchors.push({ x: (2 * x) / COMPARED_SCALE, y: (2 * y) / COMPARED_SCALE });
  }
  return anchors;
}

/** The smaller eigenvalue of the gradients' covariance (Shi and Tomasi): how well a square can be told from its shifts. */
function structureAt({ data, width }: GrayPicture, centreX: number, centreY: number): number {
  let [xx, xy, yy] = [0, 0, 0];
  for (let y = centreY - PATCH_HALF; y < centreY + PATCH_HALF; y++) {
    for (let x = centreX - PATCH_HALF; x < centreX + PATCH_HALF; x++) {
      const at = y * width + x;
      const dx = (data[at + 1] ?? 0) - (data[at - 1] ?? 0);
      const dy = (data[at + width] ?? 0) - (data[at - width] ?? 0);
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
  }
  const count = (2 * PATCH_HALF) ** 2;
  const half = (xx + yy) / 2;
  return (half - Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy)) / count;
}
