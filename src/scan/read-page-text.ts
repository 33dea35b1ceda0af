import { type TextPlace, findText } from './find-text.js';
import { cropPicture, type GrayPicture } from './gray-picture.js';
import { matchText } from './match-text.policy.js';
import { recogniseText } from './recognise-text.js';
import type { KnownDeclaration, PageText } from './scan-report.js';
import { turnPicture } from './turn-picture.js';

/** Long side (pixels) of a page whose text is recognised: 200 to the inch of A4, at which print is read best. */
const LONG_SIDE = 2340;
const DPI = 200;
/** Shares of the print's height: below stands the reference, above the municipality's name. */
const FOOT = 0.13;
const HEAD = 0.24;
/** Of the width: at the foot, right of it, stands the code, which would be read as letters. */
const BESIDE_CODE = 0.8;
/** Around the print, pixels. */
const MARGIN = 24;
/** Degrees: less does not matter to the recognition, more is no perspective. */
const LEAST_TURN = 0.4;
const MOST_TURN = 12;

export interface ReadText {
  readonly text: PageText;
  /** How many strips it took. */
  readonly strips: number;
}

/**
 * Reads the print of a page, whichever way it lies, strip by strip until it is clear whose it is, at most `strips` of
 * them: the foot and the head, the right way up and upside down.
 */
export async function readPageText(
  picture: GrayPicture,
  known: readonly KnownDeclaration[],
  strips: number,
): Promise<ReadText> {
  const place = findText(picture);
  if (place === null) return { text: { state: 'READ', candidates: [], identified: null, turn: null }, strips: 0 };
  const scale = LONG_SIDE / Math.max(picture.width, picture.height);
  const upright = turnPicture(picture, place.turn, scale);
  const ways: Way[] = [
    { turn: place.turn, print: printOf(upright, place), lines: [], confidence: 0 },
    { turn: place.turn + 180, print: turnPicture(printOf(upright, place), 180, 1), lines: [], confidence: 0 },
  ];
  let used = 0;
  for (const part of ['FOOT', 'HEAD'] as const) {
    // What stands on its head is read with little confidence.
    ways.sort((one, other) => other.confidence - one.confidence);
    for (const way of ways) {
      if (used >= strips) break;
      used++;
      const read = await recogniseText(strip(way.print, part), DPI);
      if (read === null) continue;
      way.lines.push(...read.lines);
      way.confidence += read.confidence;
      const text = asText(way, known);
      if (text.identified !== null) return { text, strips: used };
    }
  }
  const [best] = ways.sort((one, other) => other.confidence - one.confidence) as [Way, Way];
  return { text: asText(best, known), strips: used };
}

/** One of the two ways up that the lines of a page may stand. */
interface Way {
  readonly turn: number;
  readonly print: GrayPicture;
  readonly lines: string[];
  confidence: number;
}

function printOf(upright: GrayPicture, { left, top, right, bottom }: TextPlace): GrayPicture {
  const { width, height } = upright;
  return cropPicture(upright, {
    left: left * width - MARGIN,
    top: top * height - MARGIN,
    right: right * width + MARGIN,
    bottom: bottom * height + MARGIN,
  });
}

/** Seen by a camera, lines at the foot run otherwise than those at the head: each strip is straightened by itself. */
function strip(print: GrayPicture, part: 'FOOT' | 'HEAD'): GrayPicture {
  const { width, height } = print;
  const box =
    part === 'FOOT'
      ? { left: 0, right: width * BESIDE_CODE, top: height * (1 - FOOT) - MARGIN, bottom: height }
      : { left: 0, right: width, top: 0, bottom: height * HEAD + MARGIN };
  const cut = cropPicture(print, box);
  const turn = findText(cut)?.turn ?? 0;
  return Math.abs(turn) < LEAST_TURN || Math.abs(turn) > MOST_TURN ? cut : turnPicture(cut, turn, 1);
}

function asText({ turn, lines }: Way, known: readonly KnownDeclaration[]): PageText {
  return { state: 'READ', ...matchText(lines, known), turn: Number(((turn + 360) % 360).toFixed(1)) };
}
