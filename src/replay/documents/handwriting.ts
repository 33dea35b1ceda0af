import type { SeededRandom } from '../seeded-random.js';
import { penLetter, type Point, type Stroke } from './pen-alphabet.js';

/** Points (1/72 inch) on a page, y upwards. */
export interface Box {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

/** What makes one person's hand differ from another's. */
export interface Hand {
  /** Height of a capital in points. */
  readonly capital: number;
  /** How far the hand leans over: x per y. */
  readonly slant: number;
  /** Gap between letters, and how far the points of a letter stray, in units of the alphabet. */
  readonly gap: number;
  readonly tremor: number;
  /** Half the breadth of the pen in points. */
  readonly pen: number;
  /** 0 black, 255 white. */
  readonly ink: number;
}

export function drawHand(random: SeededRandom): Hand {
  const between = (least: number, most: number): number => least + (most - least) * random.fraction();
  return {
    capital: between(8.5, 11.5),
    slant: between(-0.05, 0.4),
    gap: between(1.2, 3.4),
    tremor: between(0.15, 0.5),
    pen: between(0.38, 0.62),
    ink: random.integer(18, 70),
  };
}

/** Points that a smooth line needs between two given ones. */
const STEPS = 5;
const CAPITAL_UNITS = 17;

/** Writes a line of text into the box: from its left edge, smaller where it would not fit. Strokes in points. */
export function writeLine(text: string, box: Box, hand: Hand, random: SeededRandom): Stroke[] {
  const characters = Array.from(text.normalize('NFC'), penLetter);
  const units = characters.reduce((sum, { width }) => sum + width + hand.gap, 0);
  const scale = Math.min(hand.capital / CAPITAL_UNITS, (box.width - 8) / Math.max(1, units + 6));
  const start = box.left + 4 + 3 * random.fraction();
  const rise = (random.fraction() - 0.4) * 0.02;
  const baseline = box.bottom + box.height * 0.3;
  const strokes: Stroke[] = [];
  let along = 0;
  for (const { strokes: drawing, width } of characters) {
    const lift = (random.fraction() - 0.5) * 1.2;
    for (const stroke of drawing) {
      const shaken = stroke.map(([x, y]): Point => [
        x + (random.fraction() - 0.5) * 2 * hand.tremor,
        y + lift + (random.fraction() - 0.5) * 2 * hand.tremor,
      ]);
      strokes.push(
        smooth(shaken).map(([x, y]) => {
          const across = (along + x + y * hand.slant) * scale;
          return [start + across, baseline + y * scale + across * rise];
        }),
      );
    }
    along += width + hand.gap * (0.8 + 0.4 * random.fraction());
  }
  return strokes;
}

/**
 * A signature: for each part of the name its first letter, large, and a running line that grows flatter, and at last a
 * flourish below. Nobody's own: it follows from the name and the draw alone.
 */
export function writeSignature(name: string, box: Box, hand: Hand, random: SeededRandom): Stroke[] {
  const strokes: Stroke[] = [];
  let x = 0;
  for (const part of name.normalize('NFC').split(/[\s-]+/)) {
    const [first = '', ...rest] = part;
    const initial = penLetter(first.toUpperCase());
    strokes.push(...initial.strokes.map((stroke) => smooth(stroke.map(([px, py]): Point => [x + px * 1.5, py * 1.5]))));
    x += initial.width * 1.5;
    const line: Point[] = [[x - 2, 3]];
    const swing = 7 + 6 * random.fraction();
    rest.slice(0, 9).forEach((letter, index) => {
      const tall = /[bdfhkltåæø]/.test(letter) ? 1.7 : 1;
      const height = swing * tall * (1 - index / (rest.length + 2)) * (0.7 + 0.6 * random.fraction());
      const pace = 3 + 3 * random.fraction();
      line.push([x + pace * 0.6, height], [x + pace, (random.fraction() - 0.4) * 3]);
      x += pace + 1;
    });
    line.push([x + 8, 2 + 3 * random.fraction()]);
    strokes.push(smooth(line));
    x += 10 + 6 * random.fraction();
  }
  const dip = -4 - 5 * random.fraction();
  strokes.push(
    smooth([
      [x - 4, 6],
      [x + 6, 12],
      [x, dip],
      [x * 0.3, dip - 3 * random.fraction()],
      [x * 1.1, dip + 4],
    ]),
  );
  return intoBox(strokes, box, hand, random);
}

/** Leans the strokes over and places them in the box, a little off its middle. */
function intoBox(strokes: readonly Stroke[], box: Box, hand: Hand, random: SeededRandom): Stroke[] {
  const leaning = strokes.map((stroke) => stroke.map(([x, y]): Point => [x + y * (hand.slant + 0.15), y]));
  const [xs, ys] = [leaning.flat().map(([x]) => x), leaning.flat().map(([, y]) => y)];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = 0.7 + 0.2 * random.fraction();
  const scale = Math.min((box.width * room) / (right - left), (box.height * 0.75) / (top - bottom), 1.4);
  const atX = box.left + (box.width - (right - left) * scale) * (0.3 + 0.4 * random.fraction());
  const atY = box.bottom + (box.height - (top - bottom) * scale) * (0.3 + 0.4 * random.fraction());
  return leaning.map((stroke) => stroke.map(([x, y]): Point => [atX + (x - left) * scale, atY + (y - bottom) * scale]));
}

/** A curve through the points (Catmull and Rom's spline). */
function smooth(points: readonly Point[]): Point[] {
  if (points.length < 3) return [...points];
  const at = (index: number): Point => points[Math.max(0, Math.min(points.length - 1, index))] ?? [0, 0];
  const curve: Point[] = [at(0)];
  for (let index = 0; index < points.length - 1; index++) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS;
      const blend = (axis: 0 | 1): number =>
        from[axis] +
        0.5 *
          t *
          (to[axis] -
            before[axis] +
            t *
              (2 * before[axis] -
                5 * from[axis] +
                4 * to[axis] -
                after[axis] +
                t * (3 * (from[axis] - to[axis]) + after[axis] - before[axis])));
      curve.push([blend(0), blend(1)]);
    }
  }
  return curve;
}
