import { type Box, contains, grow, type Matrix, transform, transformBox, union } from './geometry.js';
import type { Glyph } from './pdf-page.js';

/**
 * How far a character may stand from its place, in points. Programs that write a file anew round places to a tenth of a
 * point or finer, and move what follows a ligature by up to half a point; no character is as narrow as that.
 */
const SAME_PLACE = 0.6;
/** Characters no farther from each other than this are one spot, in points. */
const SAME_SPOT = 9;
/** So much of the line is told around a spot, in points. */
const AROUND = 30;

/** A place where the text differs: what stands there on the issued page, and what on the returned one. */
export interface TextSpot {
  readonly box: Box;
  readonly issued: string;
  readonly returned: string;
}

export interface TextComparison {
  readonly changed: readonly TextSpot[];
  /** Text beyond the area that the form prints on, in the order of the page. */
  readonly beyond: string;
  readonly matched: readonly { readonly issued: Glyph; readonly returned: Glyph }[];
}

export interface TextAreas {
  /** What the issued page prints on; text beyond it is no change of the form. */
  readonly content: Box;
  /** Where the municipality writes. */
  readonly fields: readonly Box[];
}

/** `fromReturned` maps the returned page's user space to the issued page's; the areas are on the issued page. */
export function compareText(
  issued: readonly Glyph[],
  returnedAsIs: readonly Glyph[],
  fromReturned: Matrix,
  { content, fields }: TextAreas,
): TextComparison {
  const returned = returnedAsIs.map((glyph): Glyph => {
    const [x, y] = transform(fromReturned, glyph.x, glyph.y);
    return { ...glyph, x, y, box: transformBox(fromReturned, glyph.box) };
  });
  const index = new GlyphIndex(returned);
  const [missing, matched]: [Glyph[], { issued: Glyph; returned: Glyph }[]] = [[], []];
  issued.forEach((glyph, at) => {
    const found = index.take(glyph, isLigature(issued, at));
    if (found === null) missing.push(glyph);
    else matched.push({ issued: glyph, returned: returnedAsIs[found] ?? glyph });
  });
  const [added, beyond]: [Glyph[], Glyph[]] = [[], []];
  for (const glyph of index.left()) {
    if (fields.some((field) => contains(grow(field, 1), centre(glyph)))) continue;
    (contains(content, centre(glyph)) ? added : beyond).push(glyph);
  }
  return {
    changed: spots([...missing, ...added].map(({ box }) => box)).map((box) => ({
      box,
      issued: textAround(box, issued),
      returned: textAround(box, returned),
    })),
    beyond: words(beyond),
    matched,
  };
}

/** Text of characters that follow each other, with the spaces between words. */
export function words(glyphs: readonly Glyph[]): string {
  return glyphs.map(({ text, startsWord }, index) => (startsWord && index > 0 ? ` ${text}` : text)).join('');
}

/** One printed shape that stands for several characters: all of them have its origin. */
function isLigature(glyphs: readonly Glyph[], at: number): boolean {
  const glyph = glyphs[at];
  return [glyphs[at - 1], glyphs[at + 1]].some(
    (neighbour) => neighbour !== undefined && neighbour.x === glyph?.x && neighbour.y === glyph.y,
  );
}

function centre({ box }: Glyph): Box {
  const [x, y] = [(box.left + box.right) / 2, (box.bottom + box.top) / 2];
  return { left: x, right: x, bottom: y, top: y };
}

function spots(boxes: readonly Box[]): Box[] {
  const found: Box[] = [];
  for (const box of boxes) {
    const near = found.findIndex((spot) => {
      const level = Math.min(spot.top, box.top) > Math.max(spot.bottom, box.bottom);
      return level && box.left - spot.right < SAME_SPOT && spot.left - box.right < SAME_SPOT;
    });
    const spot = found[near];
    if (spot === undefined) found.push(box);
    else found[near] = union(spot, box);
  }
  return found;
}

function textAround(spot: Box, glyphs: readonly Glyph[]): string {
  const area = { ...spot, left: spot.left - AROUND, right: spot.right + AROUND };
  return words(glyphs.filter((glyph) => contains(grow(area, 1), centre(glyph))));
}

/** Finds characters by their place; each is found once. */
class GlyphIndex {
  readonly #cells = new Map<string, number[]>();
  readonly #taken = new Set<number>();

  constructor(private readonly glyphs: readonly Glyph[]) {
    glyphs.forEach(({ x, y }, index) => {
      const key = `${Math.floor(x)}/${Math.floor(y)}`;
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [index]);
      else cell.push(index);
    });
  }

  /**
   * The index of the same character at the same place. Where programs set a ligature anew they often lose what it stands
   * for, so any character may take a ligature's place: the picture tells whether it looks the same.
   */
  take(glyph: Glyph, ligature: boolean): number | null {
    const near = this.#near(glyph);
    const same = near.find((index) => this.glyphs[index]?.text === glyph.text && !this.#taken.has(index));
    const found = same ?? (ligature ? near[0] : undefined);
    if (found === undefined) return null;
    this.#taken.add(found);
    return found;
  }

  left(): Glyph[] {
    return this.glyphs.filter((_, index) => !this.#taken.has(index));
  }

  #near({ x, y }: Glyph): number[] {
    const near: { index: number; distance: number }[] = [];
    for (let column = Math.floor(x - SAME_PLACE); column <= Math.floor(x + SAME_PLACE); column++) {
      for (let row = Math.floor(y - SAME_PLACE); row <= Math.floor(y + SAME_PLACE); row++) {
        for (const index of this.#cells.get(`${column}/${row}`) ?? []) {
          const glyph = this.glyphs[index];
          const distance = glyph === undefined ? Infinity : Math.hypot(glyph.x - x, glyph.y - y);
          if (distance <= SAME_PLACE) near.push({ index, distance });
        }
      }
    }
    return near.sort((one, other) => one.distance - other.distance).map(({ index }) => index);
  }
}
