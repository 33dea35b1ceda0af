import { findPatch, type Pyramid } from './find-patch.js';
import { type GrayPicture, halvePicture } from './gray-picture.js';
import { fitHomography, type Homography, mapPoint, type Point, type PointPair, scaleAt } from './homography.js';
import { COMPARED_SCALE, type IssuedPage, PATCH_HALF } from './issued-page.js';
import { fitShifts, type MeasuredShift, type Placement, placePoint, shiftAt } from './placement.js';

/** How the page lies in the picture, and how surely that is known. */
export interface Alignment {
  readonly placement: Placement;
  /** Share of the page's places that can be found again which were found where they should be: 0 to 1. */
  readonly found: number;
  /** How far those stand from where they should, root mean square, in points. */
  readonly deviation: number;
}

/** Two places of the page and of the picture that belong together: the corners of the page's code. */
export interface CodeCorners {
  readonly page: readonly Point[];
  readonly picture: readonly Point[];
}

/** From the code outwards: so far (points) is looked for the next places once those nearer by are found. */
const REACHES = [110, 180, 260, 350, 460, 620, Infinity];
const COARSE_SCALE = COMPARED_SCALE / 2;
const COARSE_RADIUS = 7;
const FAR_RADIUS = 12;
const MOST_PER_REACH = 60;
const LIKE = 0.45;
/** With fewer than this share of the places found, the guess is too far off for a close look. */
const FEW = 0.75;

export function pyramidOf(picture: GrayPicture): Pyramid {
  const levels = [picture];
  for (let level = picture; Math.min(level.width, level.height) >= 128 && levels.length < 6;) {
    level = halvePicture(level);
    levels.push(level);
  }
  return levels;
}

/**
 * Finds how the issued page lies in a scan, beginning at the page's code, whose corners give the first guess, and from
 * there outwards: each ring of places that are found again makes the guess good enough for the next. Null when too
 * little of the page is found: then the picture does not show this page, or too badly.
 */
export function alignPage(issued: IssuedPage, pyramid: Pyramid, code: CodeCorners): Alignment | null {
  const corners = code.page.flatMap((page, index) => {
    const picture = code.picture[index];
    return picture === undefined ? [] : [{ page, picture, weight: 1 }];
  });
  const centre = middleOf(code.page);
  // Four corners read to a pixel say little of the perspective: that guess is only tried when the plainer one fails.
  for (const kind of ['affine', 'projective'] as const) {
    let homography = fitHomography(corners, kind);
    if (homography === null) continue;
    for (const reach of REACHES) homography = widen(issued, pyramid, homography, corners, centre, reach) ?? homography;
    const alignment = refine(issued, pyramid, homography);
    if (alignment !== null) return alignment;
  }
  return null;
}

function middleOf(points: readonly Point[]): Point {
  return {
    x: points.reduce((sum, point) => sum + point.x, 0) / points.length,
    y: points.reduce((sum, point) => sum + point.y, 0) / points.length,
  };
}

function widen(
  issued: IssuedPage,
  pyramid: Pyramid,
  before: Homography,
  corners: readonly PointPair[],
  centre: Point,
  reach: number,
): Homography | null {
  const all = issued.anchors.filter((anchor) => Math.hypot(anchor.x - centre.x, anchor.y - centre.y) <= reach);
  const near = thin(all, MOST_PER_REACH);
  // The corners hold the map where few places were found; they are read to a pixel only.
  const held = corners.map((corner) => ({ ...corner, weight: reach < 250 ? 0.3 : 0.1 }));
  const look = (map: Homography, { picture, scale, radius }: Look): PointPair[] =>
    near.flatMap((anchor) => {
      const placement: Placement = { homography: map, shifts: null };
      const patch = findPatch(picture, scale, pyramid, placement, anchor, PATCH_HALF, radius);
      if (patch === null || patch.likeness < LIKE) return [];
      const found = placePoint(placement, added(anchor, patch.shift));
      return [{ page: anchor, picture: found, weight: patch.likeness ** 2 }];
    });
  const fit = (pairs: readonly PointPair[]): Homography | null =>
    fitRobustly([...pairs, ...held], reach > 150 && pairs.length >= 12 ? 'projective' : 'affine', before);
  const close: Look = { picture: issued.coarse, scale: COARSE_SCALE, radius: COARSE_RADIUS };
  const found = look(before, close);
  if (found.length >= FEW * near.length) return fit(found);
  // From farther away more of the page is in sight, though less sharply.
  const far: Look = { picture: issued.coarsest, scale: COARSE_SCALE / 2, radius: FAR_RADIUS };
  const guess = fit(look(before, far));
  if (guess === null) return fit(found);
  const again = look(guess, close);
  return again.length > found.length ? fit(again) : fit(found);
}

interface Look {
  readonly picture: GrayPicture;
  readonly scale: number;
  /** Pixels at that scale. */
  readonly radius: number;
}

function thin<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const step = items.length / most;
  return Array.from({ length: most }, (_, index) => items[Math.floor(index * step)] as Item);
}

const added = (one: Point, other: Point): Point => ({ x: one.x + other.x, y: one.y + other.y });

/** Least squares in which pairs that depart from the others lose their weight, round by round (Tukey). */
function fitRobustly(
  pairs: readonly PointPair[],
  kind: 'affine' | 'projective',
  before: Homography,
): Homography | null {
  let fitted = fitHomography(pairs, kind);
  for (let round = 0; round < 6 && fitted !== null; round++) {
    const map = fitted;
    const departures = pairs.map((pair) => departure(map, pair));
    const limit = Math.max(0.9, 4 * medianOf(departures));
    const weighted = pairs.map((pair, index) => {
      const share = Math.min(1, (departures[index] ?? Infinity) / limit);
      return { ...pair, weight: pair.weight * (1 - share * share) ** 2 };
    });
    fitted = fitHomography(weighted, kind);
  }
  // A map that turns the page inside out or shrinks it away was fitted to noise.
  return fitted !== null && isPlausible(fitted, before, pairs) ? fitted : null;
}

/** In points of the page. */
function departure(map: Homography, pair: PointPair): number {
  const mapped = mapPoint(map, pair.page);
  return Math.hypot(mapped.x - pair.picture.x, mapped.y - pair.picture.y) / Math.max(1e-6, scaleAt(map, pair.page));
}

function isPlausible(map: Homography, before: Homography, pairs: readonly PointPair[]): boolean {
  return pairs.every((pair) => {
    const ratio = scaleAt(map, pair.page) / scaleAt(before, pair.page);
    return ratio > 0.5 && ratio < 2;
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}

const FINE_HALF = 14;
const LEAST_FOUND = 0.3;
const MOST_MEASURED = 180;

/** Measures the places once more: how far the sheet departs from a plane, and then what is left of that. */
function refine(issued: IssuedPage, pyramid: Pyramid, homography: Homography): Alignment | null {
  const flat: Placement = { homography, shifts: null };
  const coarse = measure(issued.coarse, COARSE_SCALE, issued, pyramid, flat, PATCH_HALF, 6);
  const bent = { homography, shifts: fitShifts(coarse.shifts, issued.width, issued.height) };
  const fine = measure(issued.fine, COMPARED_SCALE, issued, pyramid, bent, FINE_HALF, 3);
  const placement = { homography, shifts: fitShifts(fine.shifts, issued.width, issued.height) };
  if (fine.found < LEAST_FOUND) return null;
  const left = fine.shifts.map(({ page, shift }) => {
    const expected = shiftAt(placement.shifts, page);
    return (shift.x - expected.x) ** 2 + (shift.y - expected.y) ** 2;
  });
  const deviation = Math.sqrt(left.reduce((sum, square) => sum + square, 0) / Math.max(1, left.length));
  return { placement, found: fine.found, deviation };
}

function measure(
  picture: GrayPicture,
  scale: number,
  issued: IssuedPage,
  pyramid: Pyramid,
  placement: Placement,
  half: number,
  radius: number,
): { readonly shifts: readonly MeasuredShift[]; readonly found: number } {
  const shifts: MeasuredShift[] = [];
  const anchors = thin(issued.anchors, MOST_MEASURED);
  for (const anchor of anchors) {
    const patch = findPatch(picture, scale, pyramid, placement, anchor, half, radius);
    if (patch === null || patch.likeness < LIKE) continue;
    const moved = added(anchor, patch.shift);
    const already = placement.shifts === null ? { x: 0, y: 0 } : shiftAt(placement.shifts, moved);
    shifts.push({ page: anchor, shift: added(patch.shift, already), weight: patch.likeness ** 2 });
  }
  return { shifts, found: anchors.length === 0 ? 0 : shifts.length / anchors.length };
}
