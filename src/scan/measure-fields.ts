import { INK_AREA, pixelsOf } from './compare-page.js';
import { connectedRegions } from './connected-regions.js';
import type { FlattenedPage } from './flatten-page.js';
import { excessInk, TOLERANCE } from './excess-ink.js';
import { type Crease, withoutCreases } from './find-creases.js';
import type { InkMap } from './ink-map.js';
import { COMPARED_SCALE } from './issued-page.js';
import type { FieldInk, FieldPlace, FieldState, PageBox } from './scan-report.js';

/** So far (points) inside its box begins what is written: the frame itself is print. */
const INSET = 2;
const INSET_TICK = 1.2;
/** Regions with less (pixels of full ink) are dust. */
const DUST = 4;
/** mm² of ink: below the first a field is empty, from the second on something is written. */
const LEAST_TRACE = 0.25;
const LEAST_INK = 0.7;
/** Of the inside of a box to tick. */
const TICKED = 0.06;
const UNTICKED = 0.015;
const LEAST_SEEN = 0.98;

/** How much ink stands in each field that the issued form left blank. */
export function measureFields(
  printed: InkMap,
  scanned: InkMap,
  scan: FlattenedPage,
  creases: readonly Crease[],
  fields: readonly FieldPlace[],
): FieldInk[] {
  const written = withoutCreases(excessInk(scanned, printed, 1), creases);
  return fields.map((field) => measureField(written, scan, field));
}

function measureField(written: InkMap, scan: FlattenedPage, { name, kind, box }: FieldPlace): FieldInk {
  const { left, top, right, bottom } = pixelsOf(box, kind === 'TICK' ? -INSET_TICK : -INSET, written);
  const [width, height] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  const data = new Uint8Array(width * height);
  let seen = 0;
  for (let row = 0; row < height; row++) {
    const from = (top + row) * written.width + left;
    data.set(written.data.subarray(from, from + width), row * width);
    for (let at = from; at < from + width; at++) seen += scan.seen[at] ?? 0;
  }
  if (seen < LEAST_SEEN * width * height || width * height === 0) {
    return { name, kind, state: 'NOT_SEEN', ink: 0, share: 0, box: null, ticked: null };
  }
  const regions = connectedRegions({ width, height, data }, 1, 2000).filter((region) => region.mass >= DUST * 255);
  const pixels = regions.reduce((sum, region) => sum + (region.mass + TOLERANCE * region.pixels) / 255, 0);
  const share = pixels / (width * height);
  const ink = pixels * INK_AREA;
  const state: FieldState = ink < LEAST_TRACE ? 'EMPTY' : ink < LEAST_INK ? 'TRACE' : 'INK';
  const around: PageBox | null =
    regions.length === 0
      ? null
      : {
          x: rounded((left + Math.min(...regions.map((region) => region.left))) / COMPARED_SCALE),
          y: rounded((top + Math.min(...regions.map((region) => region.top))) / COMPARED_SCALE),
          width: rounded(span(regions.map(({ left: from, right: to }) => [from, to])) / COMPARED_SCALE),
          height: rounded(span(regions.map(({ top: from, bottom: to }) => [from, to])) / COMPARED_SCALE),
        };
  const ticked = kind !== 'TICK' ? null : share >= TICKED ? true : share <= UNTICKED ? false : null;
  return { name, kind, state, ink: rounded(ink, 2), share: rounded(share, 4), box: around, ticked };
}

function span(ranges: readonly (readonly [number, number])[]): number {
  return Math.max(...ranges.map(([, to]) => to)) - Math.min(...ranges.map(([from]) => from));
}

function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
