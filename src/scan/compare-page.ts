import { connectedRegions, type Region } from './connected-regions.js';
import { excessInk } from './excess-ink.js';
import { type Crease, findCreases, withoutCreases } from './find-creases.js';
import type { FlattenedPage } from './flatten-page.js';
import { type InkMap, scannedInk } from './ink-map.js';
import { COMPARED_SCALE } from './issued-page.js';
import { matchSharpness } from './match-sharpness.js';
import type { Difference, DifferenceKind, FieldPlace, PageBox } from './scan-report.js';

/** A page drawn from a scan, held against the issued one. */
export interface InkComparison {
  readonly scanned: InkMap;
  readonly added: InkMap;
  readonly missing: InkMap;
  readonly creases: readonly Crease[];
  readonly differences: readonly Difference[];
  readonly more: boolean;
}

/** How strictly scans are held against what was issued. */
interface Strictness {
  /** See excessInk. */
  readonly slack: number;
  /** Print lighter than this (shades of ink) may be lost. */
  readonly faint: number;
  /** A change on or beside print counts from this much ink on (pixels of full ink). */
  readonly least: number;
}

const GRAY: Strictness = { slack: 0.3, faint: 140, least: 0.9 };
/** Without half tones it is a matter of chance where an edge falls and whether grey print is there at all. */
const BLACK_AND_WHITE: Strictness = { slack: 1, faint: 180, least: 2.2 };
/** Near the edge of the sheet (pixels) copiers leave shadows. */
const EDGE = 8;
/** And on bare paper, where dust lies. */
const LEAST_ON_PAPER = 6;
/** A region no larger than this to either side (pixels, half a millimetre) that only adds ink is a grain of dust. */
const GRAIN = 3;
/** What belongs to one change is less than so far (pixels) apart; less ink than this is not even gathered. */
const TOGETHER = 9;
const LEAST_GATHERED = 0.35;
const MOST_REGIONS = 4000;
const MOST_LISTED = 60;
const BESIDE = 4;

/** Pixels of full ink to mm². */
export const INK_AREA = (25.4 / (72 * COMPARED_SCALE)) ** 2;

/**
 * Finds what differs between a scan and the issued page, outside the fields and the page's code. Figures, words and
 * ticks do; grains of dust below about half a millimetre, the noise of compression, shadows and folds do not.
 */
export function comparePage(
  printed: InkMap,
  scan: FlattenedPage,
  blackAndWhite: boolean,
  fields: readonly FieldPlace[],
  ignored: readonly PageBox[],
): InkComparison {
  const scanned = scannedInk(scan, printed);
  const { ink: soft } = matchSharpness(printed, scanned);
  const { slack, faint, least } = blackAndWhite ? BLACK_AND_WHITE : GRAY;
  const unseen = unseenMask(scan);
  const allAdded = excessInk(scanned, blackAndWhite ? fullTones(printed) : darkest(printed, soft), slack);
  const creases = findCreases(allAdded);
  const added = withoutCreases(allAdded, creases);
  const missing = withoutCreases(excessInk(lightest(printed, soft, faint), scanned, slack), creases);
  const boxes = [...fields.map((field) => field.box), ...ignored];
  blank(added, unseen, boxes);
  blank(missing, unseen, boxes);
  const gathered = gather(added, missing, printed, least);
  const differences = gathered.map((cluster) => describe(cluster, fields)).sort((one, other) => other.ink - one.ink);
  return {
    scanned,
    added,
    missing,
    creases,
    differences: differences.slice(0, MOST_LISTED),
    more: differences.length > MOST_LISTED,
  };
}

/** What either the sharp or the softened print explains. */
function darkest(one: InkMap, other: InkMap): InkMap {
  return { ...one, data: one.data.map((ink, at) => Math.max(ink, other.data[at] ?? 0)) };
}

/** What both show, faint print left out. */
function lightest(one: InkMap, other: InkMap, faint: number): InkMap {
  return { ...one, data: one.data.map((ink, at) => (ink < faint ? 0 : Math.min(ink, other.data[at] ?? 0))) };
}

/** Grey print comes out black. */
function fullTones(printed: InkMap): InkMap {
  return { ...printed, data: printed.data.map((ink) => Math.min(255, 2 * ink)) };
}

/** 1 where the scan does not show the page, or is too near to where it ends. */
function unseenMask({ width, height, seen }: FlattenedPage): Uint8Array {
  const mask = new Uint8Array(width * height);
  const hide = (x: number, y: number): void => {
    for (let row = Math.max(0, y - EDGE); row <= Math.min(height - 1, y + EDGE); row++) {
      mask.fill(1, row * width + Math.max(0, x - EDGE), row * width + Math.min(width, x + EDGE + 1));
    }
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (seen[at] === 1) continue;
      const rim =
        x === 0 ||
        y === 0 ||
        seen[at - 1] === 1 ||
        seen[at + 1] === 1 ||
        seen[at - width] === 1 ||
        seen[at + width] === 1;
      mask[at] = 1;
      if (rim) hide(x, y);
    }
  }
  for (let y = 0; y < height; y++) {
    if (y < EDGE || y >= height - EDGE) mask.fill(1, y * width, (y + 1) * width);
    mask.fill(1, y * width, y * width + EDGE);
    mask.fill(1, (y + 1) * width - EDGE, (y + 1) * width);
  }
  return mask;
}

/** How far (points) beyond its box a field's own frame may be drawn or a letter reach. */
const FRAME = 2.2;

function blank(map: InkMap, mask: Uint8Array, boxes: readonly PageBox[]): void {
  for (let at = 0; at < mask.length; at++) if (mask[at] === 1) map.data[at] = 0;
  for (const box of boxes) {
    const { left, top, right, bottom } = pixelsOf(box, FRAME, map);
    for (let y = top; y < bottom; y++) map.data.fill(0, y * map.width + left, y * map.width + right);
  }
}

/** The pixels of a box on the page, made `margin` points larger on each side and clipped to the map. */
export function pixelsOf(
  box: PageBox,
  margin: number,
  { width, height }: InkMap,
): { left: number; top: number; right: number; bottom: number } {
  const clip = (value: number, most: number): number => Math.max(0, Math.min(most, value));
  return {
    left: clip(Math.floor((box.x - margin) * COMPARED_SCALE), width),
    top: clip(Math.floor((box.y - margin) * COMPARED_SCALE), height),
    right: clip(Math.ceil((box.x + box.width + margin) * COMPARED_SCALE), width),
    bottom: clip(Math.ceil((box.y + box.height + margin) * COMPARED_SCALE), height),
  };
}

interface Cluster {
  left: number;
  top: number;
  right: number;
  bottom: number;
  added: number;
  missing: number;
  besidePrint: boolean;
  /** Nothing but grains of dust so far. */
  grains: boolean;
}

/** Regions of both kinds that lie together are one change; what is left below the least ink is noise or dust. */
function gather(added: InkMap, missing: InkMap, printed: InkMap, least: number): Cluster[] {
  const regions = [
    ...connectedRegions(added, 1, MOST_REGIONS).map((region) => ({ region, kind: 'added' as const })),
    ...connectedRegions(missing, 1, MOST_REGIONS).map((region) => ({ region, kind: 'missing' as const })),
  ];
  const clusters: Cluster[] = [];
  const strongFirst = regions
    .filter(({ region }) => region.mass >= LEAST_GATHERED * 255)
    .sort((one, other) => other.region.mass - one.region.mass);
  for (const { region, kind } of strongFirst) {
    let cluster = clusters.find((candidate) => distance(candidate, region) < TOGETHER);
    if (cluster === undefined) {
      cluster = { ...boxOf(region), added: 0, missing: 0, besidePrint: false, grains: true };
      clusters.push(cluster);
    }
    cluster[kind] += region.mass / 255;
    cluster.besidePrint ||= isBesidePrint(region, printed);
    cluster.grains &&= kind === 'added' && isGrain(region);
    cluster.left = Math.min(cluster.left, region.left);
    cluster.top = Math.min(cluster.top, region.top);
    cluster.right = Math.max(cluster.right, region.right);
    cluster.bottom = Math.max(cluster.bottom, region.bottom);
  }
  return clusters.filter((cluster) => {
    const print = cluster.besidePrint && !cluster.grains;
    return cluster.added + cluster.missing >= (print ? least : LEAST_ON_PAPER);
  });
}

function isGrain({ left, top, right, bottom }: Region): boolean {
  return right - left <= GRAIN && bottom - top <= GRAIN;
}

function boxOf({ left, top, right, bottom }: Region): Pick<Region, 'left' | 'top' | 'right' | 'bottom'> {
  return { left, top, right, bottom };
}

function distance(one: Pick<Region, 'left' | 'top' | 'right' | 'bottom'>, other: Region): number {
  const dx = Math.max(0, one.left - other.right, other.left - one.right);
  const dy = Math.max(0, one.top - other.bottom, other.top - one.bottom);
  return Math.max(dx, dy);
}

function isBesidePrint(region: Region, printed: InkMap): boolean {
  const reach = 2;
  for (let y = Math.max(0, region.top - reach); y < Math.min(printed.height, region.bottom + reach); y++) {
    for (let x = Math.max(0, region.left - reach); x < Math.min(printed.width, region.right + reach); x++) {
      if ((printed.data[y * printed.width + x] ?? 0) >= 90) return true;
    }
  }
  return false;
}

function describe(cluster: Cluster, fields: readonly FieldPlace[]): Difference {
  const box: PageBox = {
    x: rounded(cluster.left / COMPARED_SCALE),
    y: rounded(cluster.top / COMPARED_SCALE),
    width: rounded((cluster.right - cluster.left) / COMPARED_SCALE),
    height: rounded((cluster.bottom - cluster.top) / COMPARED_SCALE),
  };
  const whole = cluster.added + cluster.missing;
  const kind: DifferenceKind =
    cluster.added > 0.85 * whole ? 'ADDED' : cluster.missing > 0.85 * whole ? 'MISSING' : 'CHANGED';
  const beside = fields.find((field) => kind === 'ADDED' && touches(box, field.box));
  return { kind, box, ink: rounded(whole * INK_AREA, 2), besideField: beside?.name ?? null };
}

function touches(one: PageBox, other: PageBox): boolean {
  const margin = FRAME + BESIDE;
  return (
    one.x <= other.x + other.width + margin &&
    other.x <= one.x + one.width + margin &&
    one.y <= other.y + other.height + margin &&
    other.y <= one.y + one.height + margin
  );
}

function rounded(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
