import type { Pyramid } from './find-patch.js';
import type { GrayPicture } from './gray-picture.js';
import { placedScale, type Placement, placePoint } from './placement.js';

/** A scan drawn as the page that it shows. */
export interface FlattenedPage extends GrayPicture {
  /** 1 where the scan shows this part of the page, 0 beyond its edge. */
  readonly seen: Uint8Array;
}

const CELL = 16;

/** Draws the scan in the page's own frame: `width` × `height` pixels, `pixelsPerPoint` to a point. */
export function flattenPage(
  pyramid: Pyramid,
  placement: Placement,
  width: number,
  height: number,
  pixelsPerPoint: number,
): FlattenedPage {
  const data = new Uint8Array(width * height).fill(255);
  const seen = new Uint8Array(width * height);
  const middle = { x: width / 2 / pixelsPerPoint, y: height / 2 / pixelsPerPoint };
  const ratio = placedScale(placement, middle) / pixelsPerPoint;
  const level = Math.min(pyramid.length - 1, Math.max(0, Math.floor(Math.log2(ratio) + 0.3)));
  const picture = pyramid[level];
  if (picture === undefined) return { width, height, data, seen };
  const shrink = 1 / 2 ** level;
  // Between the nodes of a grid the map is as good as linear; only the nodes are mapped one by one.
  const node = (column: number, row: number): [number, number] => {
    const at = { x: (column * CELL + 0.5) / pixelsPerPoint, y: (row * CELL + 0.5) / pixelsPerPoint };
    const placed = placePoint(placement, at);
    return [placed.x * shrink - 0.5, placed.y * shrink - 0.5];
  };
  const columns = Math.ceil(width / CELL);
  let upper = Array.from({ length: columns + 1 }, (_, column) => node(column, 0));
  for (let row = 0; row * CELL < height; row++) {
    const lower = Array.from({ length: columns + 1 }, (_, column) => node(column, row + 1));
    for (let column = 0; column < columns; column++) {
      const corners = [upper[column], upper[column + 1], lower[column], lower[column + 1]] as Corners;
      drawCell(picture, corners, { data, seen, width, height }, column * CELL, row * CELL);
    }
    upper = lower;
  }
  return { width, height, data, seen };
}

type Corners = readonly [[number, number], [number, number], [number, number], [number, number]];

function drawCell(
  { data, width: stride, height: lines }: GrayPicture,
  [a, b, c, d]: Corners,
  target: { data: Uint8Array; seen: Uint8Array; width: number; height: number },
  left: number,
  top: number,
): void {
  const right = Math.min(target.width, left + CELL);
  const bottom = Math.min(target.height, top + CELL);
  for (let row = top; row < bottom; row++) {
    const down = (row - top) / CELL;
    let x = a[0] + (c[0] - a[0]) * down;
    let y = a[1] + (c[1] - a[1]) * down;
    const stepX = (b[0] + (d[0] - b[0]) * down - x) / CELL;
    const stepY = (b[1] + (d[1] - b[1]) * down - y) / CELL;
    const end = row * target.width + right;
    for (let at = row * target.width + left; at < end; at++, x += stepX, y += stepY) {
      if (!(x >= 0 && y >= 0 && x < stride - 1 && y < lines - 1)) continue;
      const [ix, iy] = [x | 0, y | 0];
      const [fx, fy] = [x - ix, y - iy];
      const from = iy * stride + ix;
      const above = (data[from] ?? 0) * (1 - fx) + (data[from + 1] ?? 0) * fx;
      const under = (data[from + stride] ?? 0) * (1 - fx) + (data[from + stride + 1] ?? 0) * fx;
      target.data[at] = above * (1 - fy) + under * fy + 0.5;
      target.seen[at] = 1;
    }
  }
}
