import type { SeededRandom } from '../seeded-random.js';
import type { Stroke } from './pen-alphabet.js';

/** A picture with one byte a pixel, row by row from the top: 0 black, 255 white. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Draws a stroke of a round pen over the picture; points and radius in pixels, y downwards. */
export function drawStroke(picture: GreyPicture, stroke: Stroke, radius: number, ink: number): void {
  for (let index = 1; index < stroke.length; index++) {
    const [x0, y0] = stroke[index - 1] ?? [0, 0];
    const [x1, y1] = stroke[index] ?? [0, 0];
    drawSegment(picture, x0, y0, x1, y1, radius, ink);
  }
}

function drawSegment(
  { width, height, data }: GreyPicture,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  radius: number,
  ink: number,
): void {
  const reach = radius + 1;
  const [left, right] = [
    Math.max(0, Math.floor(Math.min(x0, x1) - reach)),
    Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach)),
  ];
  const [top, bottom] = [
    Math.max(0, Math.floor(Math.min(y0, y1) - reach)),
    Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach)),
  ];
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length));
      const [ox, oy] = [x - x0 - along * dx, y - y0 - along * dy];
      const coverage = radius + 0.5 - Math.sqrt(ox * ox + oy * oy);
      if (coverage <= 0) continue;
      const shade = 255 - Math.min(1, coverage) * (255 - ink);
      const at = y * width + x;
      if (shade < (data[at] ?? 0)) data[at] = shade;
    }
  }
}

const PAPER = 250;
/** Entries of the table of grain; a power of two. */
const GRAINS = 8192;

/**
 * What a scanner makes of a sheet: turned by up to three quarters of a degree, moved a little, paler ink, greyer paper
 * towards the foot, and grain.
 */
export function scanSheet(sheet: GreyPicture, random: SeededRandom): GreyPicture {
  const { width, height, data } = sheet;
  const angle = ((random.fraction() - 0.5) * 1.5 * Math.PI) / 180;
  // Places in the sheet are whole numbers of 1/65536 pixels: the same sums on every processor.
  const cosine = Math.round(Math.cos(angle) * 65536);
  const sine = Math.round(Math.sin(angle) * 65536);
  const [middleX, middleY] = [width >> 1, height >> 1];
  const originX = (middleX + random.integer(-5, 5)) * 65536 - middleX * cosine - middleY * sine;
  const originY = (middleY + random.integer(-5, 5)) * 65536 + middleX * sine - middleY * cosine;
  const tones = toneCurve(random);
  const grains = grainTable(random);
  const shadow = 10 * random.fraction();
  const scanned = new Uint8ClampedArray(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    const dim = Math.round((shadow * y) / height);
    let grain = random.uint32();
    let fromX = originX + y * sine;
    let fromY = originY + y * cosine;
    for (let x = 0; x < width; x++, to++, grain++, fromX += cosine, fromY -= sine) {
      const [px, py] = [fromX >> 16, fromY >> 16];
      let tone = PAPER;
      if (px >= 0 && py >= 0 && px < width - 1 && py < height - 1) {
        const at = py * width + px;
        const [bx, by] = [(fromX >> 8) & 255, (fromY >> 8) & 255];
        const upper = data[at]! * (256 - bx) + data[at + 1]! * bx;
        const lower = data[at + width]! * (256 - bx) + data[at + width + 1]! * bx;
        tone = (upper * (256 - by) + lower * by) >> 16;
      }
      scanned[to] = tones[tone]! - dim + grains[grain & (GRAINS - 1)]!;
    }
  }
  return { width, height, data: new Uint8Array(scanned.buffer) };
}

/** From the sheet's tones to the scan's: toner is not black, and paper not white. */
function toneCurve(random: SeededRandom): Uint8Array {
  const [black, white] = [random.integer(14, 44), random.integer(236, 250)];
  return Uint8Array.from({ length: 256 }, (_, tone) => black + Math.round((tone / 255) * (white - black)));
}

/** −3 to 3, the middle most often. Every row begins at another place in the table. */
function grainTable(random: SeededRandom): Int8Array {
  const table = new Int8Array(GRAINS);
  for (let index = 0; index < GRAINS; index++) {
    const bits = random.uint32();
    table[index] = (bits & 3) + ((bits >>> 8) & 3) - 3;
  }
  return table;
}
