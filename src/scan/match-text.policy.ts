import { matchNoisy } from './noisy-match.js';
import { type NamePlace, namePlaces } from './name-places.js';
import type { KnownDeclaration, PageText, TextCandidate, TextFact } from './scan-report.js';

/** So many characters quite other than expected, and a reference is no longer alike at all: of short ones a third. */
const FAR = 6;
const FAR_SHARE = 1 / 3;
/** From here on a reference is a candidate; from here on it is the page's, if no other comes so near to it. */
const LEAST_LIKENESS = 0.35;
const SURE = 0.75;
const APART = 0.25;
/** A name alone never makes sure whose a page is; with one more fact it may, if no other name is as good as alone. */
const NAME_ALONE = 0.5;
const RIVAL = 0.4;
const LEAST_NAMED = 0.2;
const NAME_WITH: Readonly<Record<'NUMBER' | 'ORGANIZATION_NUMBER' | 'COUNTY', number>> = {
  NUMBER: 0.85,
  ORGANIZATION_NUMBER: 0.9,
  COUNTY: 0.8,
};
/** Names that are read as well as the best one within this cost are as likely. */
const NEARLY = 0.45;
/** Letters of a name that is seldom read where there is none. */
const LONG_NAME = 5;
const MOST_CANDIDATES = 5;

/**
 * Whose page it is by its recognised text. A reference decides when it is read nearly whole and no other is nearly as
 * alike; a municipality's name only together with its number, its organisation number or its county; two that
 * contradict each other decide nothing.
 */
export function matchText(
  lines: readonly string[],
  known: readonly KnownDeclaration[],
): Pick<PageText, 'candidates' | 'identified'> {
  const byReference = referenceCandidates(lines, known);
  const best = Math.max(0, ...byReference.map(({ likeness }) => likeness));
  const byName = nameCandidates(lines, known, best < SURE && bearsOtherReference(lines));
  const candidates = merged([...byReference, ...byName]).slice(0, MOST_CANDIDATES);
  const [first, ...others] = candidates;
  if (first === undefined || first.likeness < SURE) return { candidates, identified: null };
  return { candidates, identified: others.some((other) => isInTheWay(other, first)) ? null : first.reference };
}

/** A text may well name a neighbour: beside a reference only one whose number or county stands there is in the way. */
function isInTheWay(other: TextCandidate, first: TextCandidate): boolean {
  if (other.by === 'REFERENCE') return other.likeness > (first.by === 'REFERENCE' ? first.likeness - APART : RIVAL);
  return other.likeness >= (first.by === 'REFERENCE' ? SURE : RIVAL);
}

/** One candidate for each reference, the likeliest first: the better of what speaks for it, with all facts. */
function merged(found: readonly TextCandidate[]): TextCandidate[] {
  const byReference = new Map<string, TextCandidate>();
  for (const candidate of found) {
    const before = byReference.get(candidate.reference);
    const better = before !== undefined && before.likeness >= candidate.likeness ? before : candidate;
    const facts = [...new Set([...(before?.facts ?? []), ...candidate.facts])];
    byReference.set(candidate.reference, { ...better, facts });
  }
  return [...byReference.values()].sort(
    (one, other) => other.likeness - one.likeness || (one.reference < other.reference ? -1 : 1),
  );
}

function referenceCandidates(lines: readonly string[], known: readonly KnownDeclaration[]): TextCandidate[] {
  const texts = lines.map((line) => {
    const text = line.toUpperCase();
    return { text, read: line, grams: new Set(gramsOf(coarse(text))) };
  });
  return known.flatMap(({ reference }) => {
    const pattern = reference.toUpperCase();
    // What tells references of one campaign apart stands at their end: without any of that it is another.
    const tail = gramsOf(coarse(pattern).slice(-TAIL));
    let [cost, read] = [Infinity, ''];
    for (const line of texts) {
      if (!tail.some((gram) => line.grams.has(gram))) continue;
      const match = matchNoisy(pattern, line.text, false);
      if (match.cost < cost) [cost, read] = [match.cost, line.read.slice(match.from, match.to).trim()];
    }
    const likeness = rounded(1 - cost / Math.min(FAR, FAR_SHARE * reference.length));
    return likeness < LEAST_LIKENESS ? [] : [{ reference, by: 'REFERENCE', likeness, facts: ['REFERENCE'], read }];
  });
}

const TAIL = 9;
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/[OQDØ@6G9C38B&5S$]/g, '0'],
  [/[LI|!/7TJ]/g, '1'],
  [/[Z]/g, '2'],
  [/[A]/g, '4'],
  [/[UY]/g, 'V'],
  [/[NHW]/g, 'M'],
  [/[X]/g, 'K'],
  [/[F]/g, 'E'],
  [/[R]/g, 'P'],
  [/[^0-9A-Z]/g, ''],
];

/** Characters that may be taken for one another made one, all others than letters and digits left out. */
function coarse(text: string): string {
  return CLASSES.reduce((seen, [pattern, replacement]) => seen.replace(pattern, replacement), text);
}

function gramsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 2) }, (_, index) => text.slice(index, index + 3));
}

const REFERENCE_LABEL = 'referanse';

/** Does the page bear a reference, if none that is known: then it is of something else, whatever names it bears. */
function bearsOtherReference(lines: readonly string[]): boolean {
  return lines.some((line) => {
    const label = matchNoisy(REFERENCE_LABEL, line.toLowerCase(), false);
    if (label.cost > 1.5 || label.from > 2) return false;
    const rest = line.slice(label.to).replace(/[^\p{L}\p{N}]/gu, '');
    return rest.length >= 8 && /\d/.test(rest);
  });
}

interface Named {
  readonly place: NamePlace;
  readonly declaration: KnownDeclaration;
  readonly facts: readonly (keyof typeof NAME_WITH)[];
  /** How many declarations the words may name. */
  readonly rivals: number;
  readonly cost: number;
}

function nameCandidates(
  lines: readonly string[],
  known: readonly KnownDeclaration[],
  otherReference: boolean,
): TextCandidate[] {
  const named = namePlaces(lines).flatMap((place) => namedAt(place, lines, known));
  const best = new Map<string, TextCandidate>();
  for (const { place, declaration, facts, rivals, cost } of named) {
    const alone = (NAME_ALONE * (1 - cost / 4) * Math.min(1, declaration.name.length / LONG_NAME)) / rivals;
    const likeness = rounded(otherReference ? alone : Math.max(alone, ...facts.map((fact) => NAME_WITH[fact])));
    if (likeness < LEAST_NAMED || likeness <= (best.get(declaration.reference)?.likeness ?? 0)) continue;
    const all: TextFact[] = ['NAME', ...facts];
    best.set(declaration.reference, {
      reference: declaration.reference,
      by: 'NAME',
      likeness,
      facts: all,
      read: place.words,
    });
  }
  return [...best.values()];
}

function namedAt(place: NamePlace, lines: readonly string[], known: readonly KnownDeclaration[]): Named[] {
  const words = place.words.toLowerCase();
  const alike = known.flatMap((declaration) => {
    const { name } = declaration;
    if (Math.abs(name.length - words.length) > 2) return [];
    const { cost } = matchNoisy(name.toLowerCase(), words, true);
    return cost <= Math.max(0.3, 0.12 * name.length) ? [{ declaration, cost }] : [];
  });
  const least = Math.min(...alike.map(({ cost }) => cost));
  const likely = alike.filter(({ cost }) => cost <= least + NEARLY);
  return likely.map(({ declaration, cost }) => {
    const facts = factsAbout(declaration, place, lines);
    return { place, declaration, cost, facts, rivals: likely.length };
  });
}

function factsAbout(
  declaration: KnownDeclaration,
  place: NamePlace,
  lines: readonly string[],
): (keyof typeof NAME_WITH)[] {
  const line = lines[place.line] ?? '';
  const numbers = [...digitsOf(line), ...underLabel(lines, 'kommunenummer').flatMap(digitsOf)];
  const facts: (keyof typeof NAME_WITH)[] = [];
  if (numbers.includes(declaration.number)) facts.push('NUMBER');
  const organization = declaration.organizationNumber;
  if (organization !== undefined && lines.some((text) => text.replace(/[\s.]/g, '').includes(organization))) {
    facts.push('ORGANIZATION_NUMBER');
  }
  const county = declaration.county?.toLowerCase();
  const counties = [line, ...lines.filter((text) => /fylke/i.test(text))];
  if (county !== undefined && counties.some((text) => hasWords(text.replace(place.words, ' ').toLowerCase(), county))) {
    facts.push('COUNTY');
  }
  return facts;
}

/** Numbers of four digits that stand by themselves; a letter that looks like a digit counts as that. */
function digitsOf(line: string): string[] {
  const digits = line.replace(/(?<=\d)[OoQ]|[OoQ](?=\d)/g, '0').replace(/(?<=\d)[lI|]|[lI|](?=\d)/g, '1');
  return [...digits.matchAll(/(?<![\d./-])\d{4}(?![\d/-])/g)].map(([number]) => number);
}

/** The line with a label and the one under it, where forms print what the label is about. */
function underLabel(lines: readonly string[], label: string): string[] {
  return lines.flatMap((line, index) =>
    matchNoisy(label, line.toLowerCase(), false).cost > 1.5 ? [] : [line, lines[index + 1] ?? ''],
  );
}

function hasWords(text: string, words: string): boolean {
  const at = text.indexOf(words);
  const letter = /\p{L}/u;
  return at >= 0 && !letter.test(text.charAt(at - 1)) && !letter.test(text.charAt(at + words.length));
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
