/** How far a pattern stands from what was read, and where in the text. */
export interface NoisyMatch {
  /** In characters: 1 for each that is quite another, less for those that recognition takes for one another. */
  readonly cost: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Characters that recognition of print takes for one another, with what such a mistake costs. References are held
 * against a text in capital letters, names in small ones.
 */
const ALIKE: readonly (readonly [characters: string, cost: number])[] = [
  ['0OQDØ@', 0.25],
  ['1LI|!JÍ', 0.25],
  ['1li|!j', 0.25],
  ['17/T', 0.4],
  ['2Z', 0.25],
  ['38B&', 0.4],
  ['4A', 0.4],
  ['5S$', 0.3],
  ['6GC', 0.4],
  ['Q9', 0.3],
  ['069', 0.5],
  ['56', 0.5],
  ['UVY', 0.4],
  ['KX', 0.4],
  ['EF', 0.4],
  ['MNHW', 0.5],
  ['PR', 0.5],
  ['9gq', 0.3],
  ['ce', 0.4],
  ['ao', 0.5],
  ['ft', 0.5],
  ['øogeaq@0jd', 0.25],
  ['åa&', 0.15],
  ['æea', 0.25],
];
/** Letters that come apart into two; the Norwegian ones also in texts that had no such letters to begin with. */
const APART: Readonly<Record<string, readonly string[]>> = {
  æ: ['ae', 'ee', 'ze', 'ce', 'eae'],
  ø: ['oe'],
  å: ['aa'],
  m: ['rn', 'nn'],
  d: ['cl'],
  n: ['ri'],
};
const APART_COST = 0.3;
/** Hyphens and dots come and go, letters far apart are taken for words, and accents are lost. */
const SLIGHT = new Set(' -–—.,:;_·\'"*');
const SLIGHT_COST = 0.15;

const pairKey = (one: string, other: string): number => one.charCodeAt(0) * 0x10000 + other.charCodeAt(0);

const costs = new Map<number, number>();
for (const [characters, cost] of ALIKE) {
  const [first = '', ...others] = characters;
  // A group that begins with a letter of Norwegian is about that letter only.
  const pairs = /[æøå]/.test(first)
    ? others.map((other) => [first, other])
    : [...characters].flatMap((one) => [...characters].map((other) => [one, other]));
  for (const [one = '', other = ''] of pairs) {
    for (const key of [pairKey(one, other), pairKey(other, one)]) costs.set(key, Math.min(cost, costs.get(key) ?? 1));
  }
}

/** Asked for each letter of each pattern and text: every pair is thought about once. */
function replaced(expected: string, read: string): number {
  if (expected === read) return 0;
  const key = pairKey(expected, read);
  let cost = costs.get(key);
  if (cost === undefined) {
    const bare = (character: string): string => character.normalize('NFD').charAt(0);
    const slight = SLIGHT.has(expected) && SLIGHT.has(read);
    cost = slight || bare(expected) === bare(read) ? SLIGHT_COST : 1;
    costs.set(key, cost);
  }
  return cost;
}

const lost = (character: string): number => (SLIGHT.has(character) ? SLIGHT_COST : 1);

/** For the pattern up to one of its characters: what reading it up to each place of the text costs, and from where. */
interface Row {
  readonly cost: Float64Array;
  readonly from: Int32Array;
}

/** The place in a text that a pattern stands least far from; all of the text when `whole`. */
export function matchNoisy(pattern: string, text: string, whole: boolean): NoisyMatch {
  let row: Row = { cost: new Float64Array(text.length + 1), from: new Int32Array(text.length + 1) };
  for (let j = 1; j <= text.length; j++) {
    row.cost[j] = whole ? (row.cost[j - 1] ?? 0) + lost(text.charAt(j - 1)) : 0;
    row.from[j] = whole ? 0 : j;
  }
  for (const expected of pattern) row = nextRow(row, expected, text);
  const { cost, from } = row;
  let best = text.length;
  if (!whole) for (let j = 0; j <= text.length; j++) if ((cost[j] ?? 0) < (cost[best] ?? 0)) best = j;
  return { cost: cost[best] ?? 0, from: from[best] ?? 0, to: best };
}

function nextRow(before: Row, expected: string, text: string): Row {
  const cost = new Float64Array(text.length + 1);
  const from = new Int32Array(text.length + 1);
  const apart = APART[expected] ?? [];
  for (let j = 0; j <= text.length; j++) {
    let [least, start] = [(before.cost[j] ?? 0) + lost(expected), before.from[j] ?? 0];
    const consider = (value: number, begun: number): void => {
      if (value < least) [least, start] = [value, begun];
    };
    if (j > 0) {
      const read = text.charAt(j - 1);
      consider((before.cost[j - 1] ?? 0) + replaced(expected, read), before.from[j - 1] ?? 0);
      consider((cost[j - 1] ?? 0) + lost(read), from[j - 1] ?? 0);
      for (const letters of apart) {
        const k = j - letters.length;
        if (k >= 0 && text.startsWith(letters, k)) consider((before.cost[k] ?? 0) + APART_COST, before.from[k] ?? 0);
      }
    }
    cost[j] = least;
    from[j] = start;
  }
  return { cost, from };
}
