import { connectedRegions } from './connected-regions.js';
import { boxBlur, type GrayPicture, halvePicture } from './gray-picture.js';
import { turnPicture } from './turn-picture.js';

/** How the print of a picture lies in it. */
export interface TextPlace {
  /** Clockwise turn of the lines in degrees from -90 up to 90: which way up the letters stand is not told by it. */
  readonly turn: number;
  /** The box around the print once the picture is turned back by that, as shares of that picture's width and height. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Long side (pixels) at which lines of text are still apart. */
const LONG_SIDE = 900;
const NEIGHBOURHOOD = 8;
/** Shades darker than the surroundings: print, neither shadow nor noise. */
const LEAST_INK = 30;
/** Letters, words and the page's code (20 mm) are smaller to either side; frames, folds and the sheet's edge are not. */
const LARGEST_MARK = 80;
/** Grains of dust and of noise. */
const LEAST_MARK = 4;
const MOST_MARKS = 20_000;
const LEAST_POINTS = 200;
/** Of the ink so much may lie outside the box: specks at the edge. */
const STRAY = 0.004;

/**
 * Finds the lines of text in a picture: along them ink and paper take turns the most sharply. Null when next to nothing
 * is printed.
 */
export function findText(picture: GrayPicture): TextPlace | null {
  const small = shrunk(picture);
  const points = inkPoints(small);
  if (points.x.length < LEAST_POINTS) return null;
  const reach = Math.ceil(Math.hypot(small.width, small.height));
  const sharpest = (from: number, to: number, step: number): number => {
    let [best, most] = [from, -1];
    for (let degrees = from; degrees < to; degrees += step) {
      const contrast = lineContrast(points, degrees, reach);
      if (contrast > most) [best, most] = [degrees, contrast];
    }
    return best;
  };
  const about = sharpest(-90, 90, 1);
  const exact = sharpest(about - 1, about + 1.05, 0.1);
  const turn = Number((exact >= 90 ? exact - 180 : exact < -90 ? exact + 180 : exact).toFixed(1));
  return { turn, ...boxAround(points, turn, small) };
}

function shrunk(picture: GrayPicture): GrayPicture {
  let small = picture;
  while (Math.max(small.width, small.height) > 2 * LONG_SIDE) small = halvePicture(small);
  const scale = LONG_SIDE / Math.max(small.width, small.height);
  return scale < 1 ? turnPicture(small, 0, scale) : small;
}

interface Points {
  readonly x: Int16Array;
  readonly y: Int16Array;
}

/** The pixels of marks as large as letters, from the middle of the picture. */
function inkPoints(picture: GrayPicture): Points {
  const { data, width, height } = picture;
  const around = boxBlur(picture, NEIGHBOURHOOD).data;
  const ink = data.map((shade, at) => Math.max(0, (around[at] ?? 0) - shade - LEAST_INK));
  const marks = connectedRegions({ width, height, data: ink }, 1, MOST_MARKS).filter((mark) => {
    const longer = Math.max(mark.right - mark.left, mark.bottom - mark.top);
    return longer <= LARGEST_MARK && mark.pixels >= LEAST_MARK;
  });
  const [x, y]: [number[], number[]] = [[], []];
  for (const { left, top, right, bottom } of marks) {
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        if ((ink[row * width + column] ?? 0) === 0) continue;
        x.push(column);
        y.push(row);
      }
    }
  }
  return { x: Int16Array.from(x), y: Int16Array.from(y) };
}

/** How much the ink of neighbouring lines of pixels differs, when the picture is read at this turn. */
function lineContrast({ x, y }: Points, degrees: number, reach: number): number {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const rows = new Float32Array(2 * reach + 3);
  for (let index = 0; index < x.length; index++) {
    const row = (y[index] ?? 0) * cos - (x[index] ?? 0) * sin + reach;
    // Shared between two rows: at half a right angle pixels would fall now on one row, now on none.
    const whole = Math.floor(row);
    rows[whole] = (rows[whole] ?? 0) + 1 - (row - whole);
    rows[whole + 1] = (rows[whole + 1] ?? 0) + row - whole;
  }
  let sum = 0;
  for (let row = 2; row < rows.length; row++) sum += ((rows[row] ?? 0) - (rows[row - 2] ?? 0)) ** 2;
  return sum;
}

function boxAround({ x, y }: Points, degrees: number, { width, height }: GrayPicture): Omit<TextPlace, 'turn'> {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const across = new Float64Array(x.length);
  const down = new Float64Array(x.length);
  for (let index = 0; index < x.length; index++) {
    const [dx, dy] = [(x[index] ?? 0) + 0.5 - width / 2, (y[index] ?? 0) + 0.5 - height / 2];
    across[index] = dx * cos + dy * sin;
    down[index] = dy * cos - dx * sin;
  }
  across.sort();
  down.sort();
  const wide = Math.abs(width * cos) + Math.abs(height * sin);
  const high = Math.abs(width * sin) + Math.abs(height * cos);
  const stray = Math.floor(STRAY * x.length);
  const share = (sorted: Float64Array, at: number, whole: number): number => 0.5 + (sorted[at] ?? 0) / whole;
  return {
    left: share(across, stray, wide),
    right: share(across, x.length - 1 - stray, wide),
    top: share(down, stray, high),
    bottom: share(down, x.length - 1 - stray, high),
  };
}
