import { boxBlur, type GrayPicture } from './gray-picture.js';
import type { InkMap } from './ink-map.js';

/** A way to soften print as scanning did: so many times over one and two pixels to each side. */
interface Softening {
  readonly light: number;
  readonly box: number;
}

const SOFTENINGS: readonly Softening[] = [
  { light: 0, box: 0 },
  { light: 1, box: 0 },
  { light: 2, box: 0 },
  { light: 0, box: 2 },
  { light: 0, box: 3 },
];
const SIDE = 64;
const SAMPLES = 40;

/**
 * Softens the issued page's ink as much as makes it most like the scan's. `deviation` is what remains, root mean square
 * in shades of ink over the print that was compared: the scan's noise.
 */
export function matchSharpness(printed: InkMap, scanned: InkMap): { readonly ink: InkMap; readonly deviation: number } {
  const tiles = printedTiles(printed);
  let best: { softening: Softening; deviation: number } = { softening: { light: 0, box: 0 }, deviation: Infinity };
  for (const softening of SOFTENINGS) {
    let [squares, count] = [0, 0];
    for (const tile of tiles) {
      const soft = soften(cut(printed, tile), softening);
      const other = cut(scanned, tile);
      for (let y = 3; y < SIDE - 3; y++) {
        for (let at = y * SIDE + 3; at < (y + 1) * SIDE - 3; at++) {
          const difference = (soft.data[at] ?? 0) - (other.data[at] ?? 0);
          // A changed word must not decide on the sharpness of the page.
          squares += Math.min(difference * difference, 6400);
          count++;
        }
      }
    }
    const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
    if (deviation < best.deviation) best = { softening, deviation };
  }
  return { ink: soften(printed, best.softening), deviation: best.deviation };
}

interface Tile {
  readonly left: number;
  readonly top: number;
}

/** The squares of the page with the most print, spread over it. */
function printedTiles(printed: InkMap): Tile[] {
  const tiles: (Tile & { ink: number })[] = [];
  for (let top = 0; top + SIDE <= printed.height; top += SIDE) {
    for (let left = 0; left + SIDE <= printed.width; left += SIDE) {
      let ink = 0;
      for (let y = top; y < top + SIDE; y += 2) {
        for (let x = left; x < left + SIDE; x += 2) ink += (printed.data[y * printed.width + x] ?? 0) > 90 ? 1 : 0;
      }
      if (ink > 20) tiles.push({ left, top, ink });
    }
  }
  const step = Math.max(1, tiles.length / SAMPLES);
  return Array.from({ length: Math.min(SAMPLES, tiles.length) }, (_, index) => tiles[Math.floor(index * step)] as Tile);
}

function cut(picture: GrayPicture, { left, top }: Tile): GrayPicture {
  const data = new Uint8Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++) {
    const from = (top + row) * picture.width + left;
    data.set(picture.data.subarray(from, from + SIDE), row * SIDE);
  }
  return { width: SIDE, height: SIDE, data };
}

function soften(picture: GrayPicture, { light, box }: Softening): GrayPicture {
  let soft = picture;
  for (let time = 0; time < light; time++) soft = smoothed(soft);
  for (let time = 0; time < box; time++) soft = boxBlur(soft, 1);
  return soft;
}

/** Weights 1 2 1 across and down. */
function smoothed({ width, height, data }: GrayPicture): GrayPicture {
  const across = new Uint8Array(data.length);
  for (let at = 1; at < data.length - 1; at++) {
    across[at] = ((data[at - 1] ?? 0) + 2 * (data[at] ?? 0) + (data[at + 1] ?? 0) + 2) >> 2;
  }
  const out = new Uint8Array(data.length);
  for (let at = width; at < data.length - width; at++) {
    out[at] = ((across[at - width] ?? 0) + 2 * (across[at] ?? 0) + (across[at + width] ?? 0) + 2) >> 2;
  }
  return { width, height, data: out };
}
