import { type Homography, mapPoint, type Point, scaleAt } from './homography.js';

/** Small shifts of a sheet that does not lie flat: at the nodes of a square grid, in points of the page. */
export interface ShiftGrid {
  readonly spacing: number;
  readonly columns: number;
  readonly rows: number;
  readonly dx: Float32Array;
  readonly dy: Float32Array;
}

/** Where the points of a page stand in a picture: each is shifted first, and then mapped. */
export interface Placement {
  readonly homography: Homography;
  readonly shifts: ShiftGrid | null;
}

/** Between the nodes of the grid the shift is bilinear. */
export function shiftAt(grid: ShiftGrid, { x, y }: Point): Point {
  const column = Math.max(0, Math.min(grid.columns - 1.0001, x / grid.spacing));
  const row = Math.max(0, Math.min(grid.rows - 1.0001, y / grid.spacing));
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [fx, fy] = [column - left, row - top];
  const at = top * grid.columns + left;
  const mix = (values: Float32Array): number => {
    const upper = (values[at] ?? 0) * (1 - fx) + (values[at + 1] ?? 0) * fx;
    const lower = (values[at + grid.columns] ?? 0) * (1 - fx) + (values[at + grid.columns + 1] ?? 0) * fx;
    return upper * (1 - fy) + lower * fy;
  };
  return { x: mix(grid.dx), y: mix(grid.dy) };
}

export function placePoint(placement: Placement, point: Point): Point {
  if (placement.shifts === null) return mapPoint(placement.homography, point);
  const shift = shiftAt(placement.shifts, point);
  return mapPoint(placement.homography, { x: point.x + shift.x, y: point.y + shift.y });
}

/** Pixels of the picture to one point of the page, near a point. */
export function placedScale(placement: Placement, point: Point): number {
  return scaleAt(placement.homography, point);
}

/** What was measured: the page's point is shown where `shift` more would be mapped to. */
export interface MeasuredShift {
  readonly page: Point;
  readonly shift: Point;
  readonly weight: number;
}

const SPACING = 36;
const REACH = 46;
/** As if each node had been measured once with no shift at all, with this weight: far from any text nothing is shifted. */
const STIFFNESS = 0.25;

/** A smooth grid of shifts through what was measured; what departs from its surroundings counts less. */
export function fitShifts(measured: readonly MeasuredShift[], width: number, height: number): ShiftGrid {
  const columns = Math.ceil(width / SPACING) + 2;
  const rows = Math.ceil(height / SPACING) + 2;
  let grid: ShiftGrid = {
    spacing: SPACING,
    columns,
    rows,
    dx: new Float32Array(columns * rows),
    dy: new Float32Array(columns * rows),
  };
  for (let round = 0; round < 3; round++) grid = smooth(measured, grid, round);
  return grid;
}

function smooth(measured: readonly MeasuredShift[], before: ShiftGrid, round: number): ShiftGrid {
  const { columns, rows, spacing } = before;
  const sums = [0, 1, 2].map(() => new Float64Array(columns * rows)) as [Float64Array, Float64Array, Float64Array];
  for (const { page, shift, weight } of measured) {
    const expected = shiftAt(before, page);
    const departure = Math.hypot(shift.x - expected.x, shift.y - expected.y);
    const trust = round === 0 ? weight : weight / (1 + (departure / 0.5) ** 2);
    spread(sums, page, shift, trust, { columns, rows, spacing });
  }
  const [weights, xs, ys] = sums;
  return {
    ...before,
    dx: Float32Array.from(weights, (weight, at) => (xs[at] ?? 0) / (weight + STIFFNESS)),
    dy: Float32Array.from(weights, (weight, at) => (ys[at] ?? 0) / (weight + STIFFNESS)),
  };
}

function spread(
  [weights, xs, ys]: readonly [Float64Array, Float64Array, Float64Array],
  page: Point,
  shift: Point,
  trust: number,
  grid: { readonly columns: number; readonly rows: number; readonly spacing: number },
): void {
  const reach = Math.ceil((2 * REACH) / grid.spacing);
  const [column, row] = [Math.round(page.x / grid.spacing), Math.round(page.y / grid.spacing)];
  for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++) {
    for (let c = Math.max(0, column - reach); c <= Math.min(grid.columns - 1, column + reach); c++) {
      const distance = Math.hypot(c * grid.spacing - page.x, r * grid.spacing - page.y);
      const weight = trust * Math.exp(-((distance / REACH) ** 2) / 0.5);
      const at = r * grid.columns + c;
      weights[at] = (weights[at] ?? 0) + weight;
      xs[at] = (xs[at] ?? 0) + weight * shift.x;
      ys[at] = (ys[at] ?? 0) + weight * shift.y;
    }
  }
}
