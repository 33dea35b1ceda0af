import type { PlacePair } from './fit-similarity.js';
import type { Glyph } from './pdf-page.js';

/** So many characters in a row tell one place of a form from the others often enough to find the page by them. */
const LENGTH = 6;

/** Runs of characters of one page: where each begins, or null when it stands there more than once. */
export type TextRuns = ReadonlyMap<string, number | null>;

/** In the order of the content, which is a line's own order even where programs move whole lines about. */
export function textRuns(glyphs: readonly Glyph[]): TextRuns {
  const runs = new Map<string, number | null>();
  for (let start = 0; start + LENGTH <= glyphs.length; start++) {
    let run = '';
    for (let index = start; index < start + LENGTH; index++) run += glyphs[index]?.text ?? '';
    runs.set(run, runs.has(run) ? null : start);
  }
  return runs;
}

/** How much of the first page's text stands on the second: 0 to 1. */
export function sharedText(issued: TextRuns, returned: TextRuns): number {
  if (issued.size === 0) return 0;
  let shared = 0;
  for (const run of issued.keys()) if (returned.has(run)) shared += 1;
  return shared / issued.size;
}

/** The places of the runs that stand on both pages exactly once. */
export function commonPlaces(
  issued: { readonly runs: TextRuns; readonly glyphs: readonly Glyph[] },
  returned: { readonly runs: TextRuns; readonly glyphs: readonly Glyph[] },
): PlacePair[] {
  const pairs: PlacePair[] = [];
  for (const [run, start] of issued.runs) {
    const other = returned.runs.get(run);
    if (start === null || other === null || other === undefined) continue;
    const [from, to] = [issued.glyphs[start], returned.glyphs[other]];
    if (from && to) pairs.push({ from: [from.x, from.y], to: [to.x, to.y] });
  }
  return pairs;
}
