import type { FlattenedPage } from './flatten-page.js';
import type { GrayPicture } from './gray-picture.js';

/** How much ink lies on each pixel of a page: 0 is paper, 255 as dark as the darkest print of this scan. */
export type InkMap = GrayPicture;

const CELL = 16;
/** The shade of paper: of a cell's pixels the lightest but this share, so that neither print nor glints decide. */
const PAPER_QUANTILE = 0.8;

/** The ink of the issued page itself, whose paper is white and whose print is as dark as it was made. */
export function printedInk(issued: GrayPicture): InkMap {
  const data = new Uint8Array(issued.data.length);
  for (let at = 0; at < data.length; at++) data[at] = 255 - (issued.data[at] ?? 255);
  return { width: issued.width, height: issued.height, data };
}

/**
 * The ink of a scan that was drawn in the page's frame. Shadows, folds and yellow paper are taken off: what counts as
 * paper is decided cell by cell; what counts as full ink by how dark the scan shows what is printed black.
 */
export function scannedInk(scan: FlattenedPage, printed: InkMap): InkMap {
  const { width, height } = scan;
  const paper = paperShades(scan, printed);
  const black = blackLevel(scan, printed, paper);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.max(0, Math.min(paper.rows - 1.001, (y + 0.5) / CELL - 0.5));
    const [top, fy] = [row | 0, row - (row | 0)];
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (scan.seen[at] === 0) continue;
      const column = Math.max(0, Math.min(paper.columns - 1.001, (x + 0.5) / CELL - 0.5));
      const left = column | 0;
      const fx = column - left;
      const from = top * paper.columns + left;
      const upper = (paper.shades[from] ?? 0) * (1 - fx) + (paper.shades[from + 1] ?? 0) * fx;
      const lower =
        (paper.shades[from + paper.columns] ?? 0) * (1 - fx) + (paper.shades[from + paper.columns + 1] ?? 0) * fx;
      const white = upper * (1 - fy) + lower * fy;
      const dark = 1 - (scan.data[at] ?? 255) / white;
      data[at] = dark <= 0 ? 0 : Math.min(255, (255 * dark) / black);
    }
  }
  return { width, height, data };
}

interface PaperShades {
  readonly columns: number;
  readonly rows: number;
  readonly shades: Float32Array;
}

function paperShades(scan: FlattenedPage, printed: InkMap): PaperShades {
  const columns = Math.ceil(scan.width / CELL);
  const rows = Math.ceil(scan.height / CELL);
  const shades = new Float32Array(columns * rows);
  const counts = new Uint16Array(256);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      shades[row * columns + column] = paperShade(scan, printed, column * CELL, row * CELL, counts);
    }
  }
  return { columns, rows, shades: fillAndSmooth(shades, columns, rows) };
}

/** 0 where the scan does not show the cell, or where it is all print. */
function paperShade(scan: FlattenedPage, printed: InkMap, left: number, top: number, counts: Uint16Array): number {
  counts.fill(0);
  let [total, tint] = [0, 0];
  for (let y = top; y < Math.min(scan.height, top + CELL); y++) {
    for (let x = left; x < Math.min(scan.width, left + CELL); x++) {
      const at = y * scan.width + x;
      const ink = printed.data[at] ?? 0;
      if (scan.seen[at] === 0 || ink > 40) continue;
      const shade = scan.data[at] ?? 0;
      counts[shade] = (counts[shade] ?? 0) + 1;
      total++;
      tint += ink;
    }
  }
  if (total < (CELL * CELL) / 8) return 0;
  let below = 0;
  let shade = 0;
  while (shade < 255 && below + (counts[shade] ?? 0) < total * PAPER_QUANTILE) below += counts[shade++] ?? 0;
  // A panel in a light tint is not a shadow: its paper would be lighter by as much.
  return shade / (1 - tint / total / 255);
}

/** Cells without paper take after their neighbours; one cell that is darker than all around it is a mark, not a shadow. */
function fillAndSmooth(shades: Float32Array, columns: number, rows: number): Float32Array {
  let filled = shades;
  for (let round = 0; round < columns + rows && filled.some((shade) => shade === 0); round++) {
    const before = filled;
    filled = before.map((shade, at) => (shade > 0 ? shade : middle(around(before, at, columns, rows)) || 0));
    if (filled.every((shade) => shade === 0)) return shades.map(() => 255);
  }
  return filled.map((_, at) => middle(around(filled, at, columns, rows)));
}

function around(shades: Float32Array, at: number, columns: number, rows: number): number[] {
  const [column, row] = [at % columns, Math.floor(at / columns)];
  const values: number[] = [];
  for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
      const shade = shades[r * columns + c] ?? 0;
      if (shade > 0) values.push(shade);
    }
  }
  return values;
}

function middle(values: number[]): number {
  values.sort((one, other) => one - other);
  return values[values.length >> 1] ?? 0;
}

/** How dark (0 to 1) the scan shows what is printed full black: the median over solid print, at least 0.3. */
function blackLevel(scan: FlattenedPage, printed: InkMap, paper: PaperShades): number {
  const counts = new Uint32Array(101);
  let total = 0;
  const { width } = scan;
  for (let y = 1; y < scan.height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      if ((printed.data[at] ?? 0) < 200 || scan.seen[at] === 0) continue;
      const solid =
        (printed.data[at - 1] ?? 0) > 180 &&
        (printed.data[at + 1] ?? 0) > 180 &&
        (printed.data[at - width] ?? 0) > 180 &&
        (printed.data[at + width] ?? 0) > 180;
      if (!solid) continue;
      const white = paper.shades[Math.floor(y / CELL) * paper.columns + Math.floor(x / CELL)] ?? 255;
      const dark = Math.round(100 * Math.max(0, Math.min(1, 1 - (scan.data[at] ?? 255) / white)));
      counts[dark] = (counts[dark] ?? 0) + 1;
      total++;
    }
  }
  if (total < 50) return 0.85;
  let below = 0;
  let level = 0;
  while (level < 100 && below + (counts[level] ?? 0) < total / 2) below += counts[level++] ?? 0;
  return Math.max(0.3, level / 100);
}
