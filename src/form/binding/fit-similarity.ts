import type { Matrix } from './geometry.js';

/** A place on the issued page and where the same print stands on the returned one, in points. */
export interface PlacePair {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

/** Least squares for a similarity without mirroring: scale, turn and shift. Null where no two places differ. */
export function fitSimilarity(pairs: readonly PlacePair[]): Matrix | null {
  const count = pairs.length;
  const mean = (pick: (pair: PlacePair) => number): number => pairs.reduce((sum, pair) => sum + pick(pair), 0) / count;
  const [fromX, fromY] = [mean(({ from }) => from[0]), mean(({ from }) => from[1])];
  const [toX, toY] = [mean(({ to }) => to[0]), mean(({ to }) => to[1])];
  let [spread, along, across] = [0, 0, 0];
  for (const { from, to } of pairs) {
    const [x, y, u, v] = [from[0] - fromX, from[1] - fromY, to[0] - toX, to[1] - toY];
    spread += x * x + y * y;
    along += x * u + y * v;
    across += x * v - y * u;
  }
  if (spread === 0) return null;
  const [a, b] = [along / spread, across / spread];
  return [a, b, -b, a, toX - a * fromX + b * fromY, toY - b * fromX - a * fromY];
}

/** The largest of its residuals that still counts as the same place, in points of the returned page. */
const SAME_PLACE = 1.5;
const MOST_TRIALS = 48;

/**
 * As `fitSimilarity`, but for pairs of which some are wrong or moved: the similarity that most of them agree on. Null
 * when fewer than `least` agree. Deterministic: each of some pairs is tried with the one farthest from it.
 */
export function fitMostPairs(
  pairs: readonly PlacePair[],
  least: number,
): { matrix: Matrix; agreeing: PlacePair[] } | null {
  let best: PlacePair[] = [];
  const step = Math.max(1, Math.floor(pairs.length / MOST_TRIALS));
  for (let index = 0; index < pairs.length; index += step) {
    const one = pairs[index];
    const other = one && farthest(pairs, one);
    const matrix = one && other && fitSimilarity([one, other]);
    if (!matrix) continue;
    const agreeing = agreeingWith(matrix, pairs);
    if (agreeing.length > best.length) best = agreeing;
  }
  // The pairs that agree with the fit to all of them: once more, for those at the border.
  for (let round = 0; round < 2; round++) {
    const matrix = fitSimilarity(best);
    if (matrix !== null) best = agreeingWith(matrix, pairs);
  }
  const matrix = best.length < least ? null : fitSimilarity(best);
  return matrix === null ? null : { matrix, agreeing: best };
}

function agreeingWith([a, b, c, d, e, f]: Matrix, pairs: readonly PlacePair[]): PlacePair[] {
  return pairs.filter(
    ({ from: [x, y], to: [u, v] }) => Math.hypot(a * x + c * y + e - u, b * x + d * y + f - v) <= SAME_PLACE,
  );
}

function farthest(pairs: readonly PlacePair[], from: PlacePair): PlacePair | undefined {
  let [found, longest]: [PlacePair | undefined, number] = [undefined, 0];
  for (const pair of pairs) {
    const distance = Math.hypot(pair.from[0] - from.from[0], pair.from[1] - from.from[1]);
    if (distance > longest) [found, longest] = [pair, distance];
  }
  return found;
}
