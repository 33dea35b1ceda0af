/** Pixels that touch each other (also at the corners) and belong together. The box's right and bottom are beyond it. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly pixels: number;
  /** The sum of the map's values over the region. */
  readonly mass: number;
}

/** The regions of a map where its values are at least `least`. Stops at `most` regions: so many are noise. */
export function connectedRegions(
  map: { readonly width: number; readonly height: number; readonly data: Uint8Array },
  least: number,
  most: number,
): Region[] {
  const { width, height, data } = map;
  const visited = new Uint8Array(data.length);
  const regions: Region[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length && regions.length < most; start++) {
    if ((data[start] ?? 0) < least || visited[start] === 1) continue;
    let [left, top, right, bottom, pixels, mass] = [width, height, 0, 0, 0, 0];
    visited[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      pixels++;
      mass += data[at] ?? 0;
      for (let dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
        for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
          const next = at + dy * width + dx;
          if (visited[next] === 1 || (data[next] ?? 0) < least) continue;
          visited[next] = 1;
          stack.push(next);
        }
      }
    }
    regions.push({ left, top, right, bottom, pixels, mass });
  }
  return regions;
}
