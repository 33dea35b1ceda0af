import type { GrayPicture } from './gray-picture.js';
import type { Point } from './homography.js';
import { placedScale, type Placement, placePoint } from './placement.js';

/** A picture and its halves, so that it can be read at any scale without losing fine lines. */
export type Pyramid = readonly GrayPicture[];

/** What a search found: where the patch stands, as a shift on the page in points, and how alike it is (at most 1). */
export interface FoundPatch {
  readonly shift: Point;
  readonly likeness: number;
}

/**
 * Reads a square of a scan as it would look on the page: `size` pixels a side around `centre` (points), each
 * `1 / pixelsPerPoint` points wide. Null where the square is not wholly inside the picture.
 */
export function readSquare(
  pyramid: Pyramid,
  placement: Placement,
  centre: Point,
  size: number,
  pixelsPerPoint: number,
): Float32Array | null {
  const half = size / 2 / pixelsPerPoint;
  const origin = placePoint(placement, { x: centre.x - half, y: centre.y - half });
  const right = placePoint(placement, { x: centre.x + half, y: centre.y - half });
  const below = placePoint(placement, { x: centre.x - half, y: centre.y + half });
  const ratio = placedScale(placement, centre) / pixelsPerPoint;
  if (!(ratio > 0.05 && ratio < 64)) return null;
  const level = Math.min(pyramid.length - 1, Math.max(0, Math.floor(Math.log2(ratio) + 0.3)));
  const picture = pyramid[level];
  if (picture === undefined) return null;
  const shrink = 1 / 2 ** level;
  const [ax, ay] = [((right.x - origin.x) / size) * shrink, ((right.y - origin.y) / size) * shrink];
  const [bx, by] = [((below.x - origin.x) / size) * shrink, ((below.y - origin.y) / size) * shrink];
  const [ox, oy] = [origin.x * shrink - 0.5 + (ax + bx) / 2, origin.y * shrink - 0.5 + (ay + by) / 2];
  const corners = [0, size - 1].flatMap((i) => [0, size - 1].map((j) => [ox + i * ax + j * bx, oy + i * ay + j * by]));
  for (const [x = -1, y = -1] of corners) {
    if (!(x >= 0 && y >= 0 && x < picture.width - 1 && y < picture.height - 1)) return null;
  }
  const { data, width } = picture;
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    let [x, y] = [ox + row * bx, oy + row * by];
    for (let at = row * size; at < (row + 1) * size; at++, x += ax, y += ay) {
      const [left, top] = [x | 0, y | 0];
      const [fx, fy] = [x - left, y - top];
      const from = top * width + left;
      const upper = (data[from] ?? 0) * (1 - fx) + (data[from + 1] ?? 0) * fx;
      const lower = (data[from + width] ?? 0) * (1 - fx) + (data[from + width + 1] ?? 0) * fx;
      values[at] = upper * (1 - fy) + lower * fy;
    }
  }
  return values;
}

/**
 * Finds a square of the issued page (`half` pixels to each side of `centre`, in points) in the scan, at most `radius`
 * pixels from where the placement expects it, by normalised cross-correlation: light and contrast do not matter.
 */
export function findPatch(
  issued: GrayPicture,
  pixelsPerPoint: number,
  pyramid: Pyramid,
  placement: Placement,
  centre: Point,
  half: number,
  radius: number,
): FoundPatch | null {
  const side = 2 * half;
  const patch = patchOf(issued, Math.round(centre.x * pixelsPerPoint), Math.round(centre.y * pixelsPerPoint), half);
  if (patch === null) return null;
  // Read around the very middle of the patch's pixels.
  const middle = {
    x: Math.round(centre.x * pixelsPerPoint) / pixelsPerPoint,
    y: Math.round(centre.y * pixelsPerPoint) / pixelsPerPoint,
  };
  const size = side + 2 * radius;
  const square = readSquare(pyramid, placement, middle, size, pixelsPerPoint);
  if (square === null) return null;
  const span = 2 * radius + 1;
  const lengths = lengthsOf(square, size, side, span);
  const likenesses = new Float32Array(span * span);
  let best = 0;
  for (let dy = 0; dy < span; dy++) {
    for (let dx = 0; dx < span; dx++) {
      const at = dy * span + dx;
      const length = lengths[at] ?? 0;
      likenesses[at] = length === 0 ? 0 : product(patch, square, side, dy * size + dx, size) / length;
      if ((likenesses[at] ?? 0) > (likenesses[best] ?? 0)) best = at;
    }
  }
  const [row, column] = [Math.floor(best / span), best % span];
  // At the rim the best place is likely beyond it.
  if (row === 0 || column === 0 || row === span - 1 || column === span - 1) return null;
  const at = (dx: number, dy: number): number => likenesses[best + dy * span + dx] ?? 0;
  const top = at(0, 0);
  return {
    shift: {
      x: (column - radius + peak(at(-1, 0), top, at(1, 0))) / pixelsPerPoint,
      y: (row - radius + peak(at(0, -1), top, at(0, 1))) / pixelsPerPoint,
    },
    likeness: top,
  };
}

/** The square of the issued page with mean 0 and length 1; null at the rim or where all is one shade. */
function patchOf(picture: GrayPicture, x: number, y: number, half: number): Float32Array | null {
  if (x < half || y < half || x + half > picture.width || y + half > picture.height) return null;
  const side = 2 * half;
  const values = new Float32Array(side * side);
  let sum = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const value = picture.data[(y - half + row) * picture.width + x - half + column] ?? 0;
      values[row * side + column] = value;
      sum += value;
    }
  }
  const mean = sum / values.length;
  let squares = 0;
  for (let at = 0; at < values.length; at++) {
    const value = (values[at] ?? 0) - mean;
    values[at] = value;
    squares += value * value;
  }
  if (squares < values.length) return null;
  const length = Math.sqrt(squares);
  for (let at = 0; at < values.length; at++) values[at] = (values[at] ?? 0) / length;
  return values;
}

/** The patch has mean 0, so the mean of what it is laid on takes no part. */
function product(patch: Float32Array, square: Float32Array, side: number, start: number, size: number): number {
  let sum = 0;
  let at = 0;
  for (let row = 0; row < side; row++) {
    const first = start + row * size;
    for (let from = first; from < first + side; from++, at++) sum += (square[from] ?? 0) * (patch[at] ?? 0);
  }
  return sum;
}

/** For each place of the patch in the square, the length of what lies under it, its mean taken off; 0 where all is one shade. */
function lengthsOf(square: Float32Array, size: number, side: number, span: number): Float32Array {
  const stride = size + 1;
  const sums = new Float64Array(stride * stride);
  const squares = new Float64Array(stride * stride);
  for (let row = 0; row < size; row++) {
    let [sum, squared] = [0, 0];
    for (let column = 0; column < size; column++) {
      const value = square[row * size + column] ?? 0;
      sum += value;
      squared += value * value;
      const at = (row + 1) * stride + column + 1;
      sums[at] = (sums[at - stride] ?? 0) + sum;
      squares[at] = (squares[at - stride] ?? 0) + squared;
    }
  }
  const within = (table: Float64Array, at: number): number =>
    (table[at + side * stride + side] ?? 0) -
    (table[at + side] ?? 0) -
    (table[at + side * stride] ?? 0) +
    (table[at] ?? 0);
  const count = side * side;
  const lengths = new Float32Array(span * span);
  for (let dy = 0; dy < span; dy++) {
    for (let dx = 0; dx < span; dx++) {
      const at = dy * stride + dx;
      const variance = within(squares, at) - within(sums, at) ** 2 / count;
      lengths[dy * span + dx] = variance < count ? 0 : Math.sqrt(variance);
    }
  }
  return lengths;
}

/** The top of the parabola through three values one apart, the middle one the highest: from -0.5 to 0.5. */
function peak(before: number, top: number, after: number): number {
  const bend = before - 2 * top + after;
  return bend >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
}
