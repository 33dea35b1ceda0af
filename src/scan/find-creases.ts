import type { InkMap } from './ink-map.js';

/** A line right across the sheet, from edge to edge, where it was folded. */
export interface Crease {
  readonly direction: 'ACROSS' | 'DOWN';
  /** For each piece of so many pixels along it, how far (pixels) it is from the upper or left edge of the page. */
  readonly places: readonly number[];
}

const BIN = 16;
const LINE = 3;
/** A crease runs across the text and both margins: no line of text and no stroke of a pen does. */
const LEAST_COVERED = 0.8;
const STEEPEST = 0.04;
const LEAST_INK = 24;
const MOST_CREASES = 6;

/** So far (pixels) it may be from a straight line. */
const WANDERS = 14;
/** Half the width of what a crease darkens, in pixels. */
const CREASE_HALF = 9;

export function findCreases(excess: InkMap): Crease[] {
  return [...search(excess, 'ACROSS'), ...search(excess, 'DOWN')];
}

function search(excess: InkMap, direction: Crease['direction']): Crease[] {
  const { width, height, data } = excess;
  const [length, depth] = direction === 'ACROSS' ? [width, height] : [height, width];
  const bins = Math.floor(length / BIN);
  const lines = Math.ceil(depth / LINE);
  const marked = new Uint8Array(bins * lines);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] ?? 0) < LEAST_INK) continue;
      const [along, away] = direction === 'ACROSS' ? [x, y] : [y, x];
      const bin = Math.floor(along / BIN);
      if (bin < bins) marked[Math.floor(away / LINE) * bins + bin] = 1;
    }
  }
  const creases: Crease[] = [];
  const steepest = Math.ceil((length * STEEPEST) / LINE);
  for (let start = 1; start < lines - 1 && creases.length < MOST_CREASES; start++) {
    const best = steepestThrough(marked, bins, lines, start, steepest);
    if (best === null) continue;
    const straight = Array.from({ length: bins }, (_, bin) => (start + ((best - start) * (bin + 0.5)) / bins) * LINE);
    creases.push({ direction, places: straight.map((place, bin) => darkest(excess, direction, bin, place)) });
    start += Math.ceil((2 * CREASE_HALF) / LINE);
  }
  return creases;
}

/** Where the best covered line from a start ends; null when none is covered enough. */
function steepestThrough(
  marked: Uint8Array,
  bins: number,
  lines: number,
  start: number,
  steepest: number,
): number | null {
  let best: { end: number; covered: number } | null = null;
  for (let end = Math.max(1, start - steepest); end <= Math.min(lines - 2, start + steepest); end++) {
    let covered = 0;
    for (let bin = 0; bin < bins; bin++) {
      const line = Math.round(start + ((end - start) * (bin + 0.5)) / bins);
      const at = line * bins + bin;
      if (marked[at] === 1 || marked[at - bins] === 1 || marked[at + bins] === 1) covered++;
      // Too many bins are empty for the rest to make up for.
      if (bin - covered > bins * (1 - LEAST_COVERED)) break;
    }
    if (covered >= bins * LEAST_COVERED && (best === null || covered > best.covered)) best = { end, covered };
  }
  return best?.end ?? null;
}

/** Paper bends: near the straight line, the place where one piece of the crease is darkest. */
function darkest({ width, height, data }: InkMap, direction: Crease['direction'], bin: number, near: number): number {
  let best = { place: Math.round(near), ink: 0 };
  for (let place = Math.round(near) - WANDERS; place <= Math.round(near) + WANDERS; place++) {
    if (place < 0 || place >= (direction === 'ACROSS' ? height : width)) continue;
    let ink = 0;
    for (let along = bin * BIN; along < (bin + 1) * BIN; along++) {
      ink += data[direction === 'ACROSS' ? place * width + along : along * width + place] ?? 0;
    }
    if (ink > best.ink) best = { place, ink };
  }
  return best.place;
}

/** Takes away what lies on the creases. */
export function withoutCreases(ink: InkMap, creases: readonly Crease[]): InkMap {
  if (creases.length === 0) return ink;
  const { width, height } = ink;
  const data = ink.data.slice();
  for (const { direction, places } of creases) {
    const [length, depth] = direction === 'ACROSS' ? [width, height] : [height, width];
    for (let along = 0; along < length; along++) {
      const bin = Math.min(places.length - 1, Math.floor(along / BIN));
      const [here, next] = [places[bin] ?? 0, places[Math.min(places.length - 1, bin + 1)] ?? 0];
      const first = Math.max(0, Math.min(here, next) - CREASE_HALF);
      const last = Math.min(depth - 1, Math.max(here, next) + CREASE_HALF);
      for (let away = first; away <= last; away++) {
        data[direction === 'ACROSS' ? away * width + along : along * width + away] = 0;
      }
    }
  }
  return { width, height, data };
}
