import type { InkMap } from './ink-map.js';

/** Less than this much more is noise, and is taken off what is found; in shades of ink. */
export const TOLERANCE = 44;

/**
 * The ink of one map that no ink of the other explains. `slack` (0 to 1) says how far a pixel may also take its
 * explanation from its eight neighbours: what is printed never lies on exactly the same pixels again.
 */
export function excessInk(ink: InkMap, explained: InkMap, slack: number): InkMap {
  const { width, height } = ink;
  const across = widestOfThree(explained);
  const data = new Uint8Array(ink.data.length);
  for (let y = 0; y < height; y++) {
    const above = y > 0 ? -width : 0;
    const below = y + 1 < height ? width : 0;
    for (let at = y * width; at < (y + 1) * width; at++) {
      const value = (ink.data[at] ?? 0) - TOLERANCE;
      if (value <= 0) continue;
      const here = explained.data[at] ?? 0;
      const most = Math.max(across[at + above] ?? 0, across[at] ?? 0, across[at + below] ?? 0);
      const expected = here + slack * (most - here);
      if (value > expected) data[at] = value - expected;
    }
  }
  return { width, height, data };
}

function widestOfThree({ width, height, data }: InkMap): Uint8Array {
  const across = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let before = data[row] ?? 0;
    let here = before;
    for (let x = 0; x < width; x++) {
      const next = x + 1 < width ? (data[row + x + 1] ?? 0) : here;
      across[row + x] = before > here ? (before > next ? before : next) : here > next ? here : next;
      before = here;
      here = next;
    }
  }
  return across;
}
