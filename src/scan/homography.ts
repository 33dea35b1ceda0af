/** A point of a page (points, 1/72 inch) or of a picture (pixels), from the upper left corner, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a point of the page stands in the picture; `weight` says how far to trust it. */
export interface PointPair {
  readonly page: Point;
  readonly picture: Point;
  readonly weight: number;
}

/** A projective map of the plane: nine numbers, row by row, the last of them 1. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

export function mapPoint(h: Homography, { x, y }: Point): Point {
  const depth = h[6] * x + h[7] * y + h[8];
  return { x: (h[0] * x + h[1] * y + h[2]) / depth, y: (h[3] * x + h[4] * y + h[5]) / depth };
}

/** How many pixels one point of the page is long at a place: the root of the map's area factor there. */
export function scaleAt(h: Homography, at: Point): number {
  const step = 1;
  const origin = mapPoint(h, at);
  const right = mapPoint(h, { x: at.x + step, y: at.y });
  const down = mapPoint(h, { x: at.x, y: at.y + step });
  const area = (right.x - origin.x) * (down.y - origin.y) - (right.y - origin.y) * (down.x - origin.x);
  return Math.sqrt(Math.abs(area));
}

/** The clockwise turn of the page in the picture, in degrees from 0 up to 360, at a place. */
export function turnAt(h: Homography, at: Point): number {
  const origin = mapPoint(h, at);
  const right = mapPoint(h, { x: at.x + 1, y: at.y });
  const degrees = (Math.atan2(right.y - origin.y, right.x - origin.x) * 180) / Math.PI;
  return (degrees + 360) % 360;
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Centre and extent of the points: numbers near 1 keep the equations well conditioned. */
function frameOf(points: readonly Point[]): Frame {
  const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
  const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
  const size = points.reduce((sum, point) => sum + Math.hypot(point.x - x, point.y - y), 0) / points.length;
  return { x, y, size: size || 1 };
}

/**
 * The affine or projective map that takes the page's points nearest to the picture's, by weighted least squares. Null
 * when the points do not determine one (fewer than three or four, or in one line).
 */
export function fitHomography(pairs: readonly PointPair[], kind: 'affine' | 'projective'): Homography | null {
  const unknowns = kind === 'affine' ? 6 : 8;
  if (pairs.length * 2 < unknowns) return null;
  const page = frameOf(pairs.map((pair) => pair.page));
  const picture = frameOf(pairs.map((pair) => pair.picture));
  const normal = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  for (const pair of pairs) {
    const x = (pair.page.x - page.x) / page.size;
    const y = (pair.page.y - page.y) / page.size;
    const u = (pair.picture.x - picture.x) / picture.size;
    const v = (pair.picture.y - picture.y) / picture.size;
    accumulate(normal, [x, y, 1, 0, 0, 0, -u * x, -u * y], u, pair.weight);
    accumulate(normal, [0, 0, 0, x, y, 1, -v * x, -v * y], v, pair.weight);
  }
  const solution = solve(normal);
  if (solution === null) return null;
  const [a = 1, b = 0, c = 0, d = 0, e = 1, f = 0, g = 0, h = 0] = solution;
  return denormalise([a, b, c, d, e, f, g, h, 1], page, picture);
}

function accumulate(normal: Float64Array[], row: readonly number[], value: number, weight: number): void {
  const unknowns = normal.length;
  for (let i = 0; i < unknowns; i++) {
    const left = (row[i] ?? 0) * weight;
    const line = normal[i];
    if (line === undefined || left === 0) continue;
    for (let j = 0; j < unknowns; j++) line[j] = (line[j] ?? 0) + left * (row[j] ?? 0);
    line[unknowns] = (line[unknowns] ?? 0) + left * value;
  }
}

/** Gaussian elimination with pivoting on rows that end in the right-hand side; null when there is no one solution. */
function solve(rows: Float64Array[]): number[] | null {
  const count = rows.length;
  for (let column = 0; column < count; column++) {
    let best = column;
    for (let row = column + 1; row < count; row++) {
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0)) best = row;
    }
    const [pivot, other] = [rows[best], rows[column]];
    if (pivot === undefined || other === undefined || Math.abs(pivot[column] ?? 0) < 1e-9) return null;
    rows[best] = other;
    rows[column] = pivot;
    for (let row = column + 1; row < count; row++) {
      const line = rows[row];
      if (line === undefined) continue;
      const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
      for (let i = column; i <= count; i++) line[i] = (line[i] ?? 0) - factor * (pivot[i] ?? 0);
    }
  }
  const solution = Array.from({ length: count }, () => 0);
  for (let row = count - 1; row >= 0; row--) {
    const line = rows[row];
    let value = line?.[count] ?? 0;
    for (let i = row + 1; i < count; i++) value -= (line?.[i] ?? 0) * (solution[i] ?? 0);
    solution[row] = value / (line?.[row] ?? 1);
  }
  return solution.every((value) => Number.isFinite(value)) ? solution : null;
}

function denormalise(h: Homography, page: Frame, picture: Frame): Homography | null {
  // The page's frame is taken off on the right, the picture's is put back on the left.
  const [a, b, c, d, e, f, g, k] = h;
  const toPage = (p: number, q: number, r: number): [number, number, number] => [
    p / page.size,
    q / page.size,
    r - (p * page.x + q * page.y) / page.size,
  ];
  const [top, middle, bottom] = [toPage(a, b, c), toPage(d, e, f), toPage(g, k, 1)];
  const row = (line: [number, number, number], shift: number): [number, number, number] => [
    line[0] * picture.size + bottom[0] * shift,
    line[1] * picture.size + bottom[1] * shift,
    line[2] * picture.size + bottom[2] * shift,
  ];
  const [upper, lower, last] = [row(top, picture.x), row(middle, picture.y), bottom[2]];
  if (Math.abs(last) < 1e-12) return null;
  return [
    upper[0] / last,
    upper[1] / last,
    upper[2] / last,
    lower[0] / last,
    lower[1] / last,
    lower[2] / last,
    bottom[0] / last,
    bottom[1] / last,
    1,
  ];
}
