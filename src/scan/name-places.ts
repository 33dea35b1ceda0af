import { matchNoisy } from './noisy-match.js';

/** Words that stand where a municipality's name belongs. */
export interface NamePlace {
  /** Of the lines, counted from 0. */
  readonly line: number;
  readonly words: string;
}

/** "Nore og Uvdal" and "Evje og Hornnes" are the longest, and hyphens may have been lost. */
const MOST_WORDS = 4;
/** Letters may have been read for some of its digits. */
const NUMBER_IN_BRACKETS = /^\([\dOoQlI|]{4}\)/;
const AFTER = ['kommune', 'kommunes', 'kommunestyre', 'herad', 'heradsstyre'];

/**
 * The places of a text that speak of one municipality: a line of its own, perhaps after "Kommune"; words before
 * "kommune" or before a number in brackets. Names in running text name others too, and are left alone.
 */
export function namePlaces(lines: readonly string[]): NamePlace[] {
  return lines.flatMap((line, index) => {
    const words = line.split(/\s+/).filter((word) => /[\p{L}\p{N}&@]/u.test(word));
    const places: NamePlace[] = [];
    for (let from = 0; from < words.length; from++) {
      for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS); to++) {
        const [before, after] = [words.slice(0, from), words.slice(to)];
        if (!isPlace(before, after)) continue;
        const name = words.slice(from, to).map(bare).join(' ');
        if (/\p{L}/u.test(name)) places.push({ line: index, words: name });
      }
    }
    return places;
  });
}

function isPlace(before: readonly string[], after: readonly string[]): boolean {
  const [next = ''] = after;
  if (NUMBER_IN_BRACKETS.test(next)) return true;
  if (isOneOf(next, AFTER)) return true;
  const labelled = before.length === 0 || (before.length === 1 && isOneOf(before[0] ?? '', ['kommune', 'kommunen']));
  return labelled && after.length === 0;
}

function isOneOf(word: string, words: readonly string[]): boolean {
  const read = bare(word).toLowerCase();
  return words.some((expected) => matchNoisy(expected, read, true).cost <= 0.6);
}

/** Without what stands around a word; a sign that may be a letter stays. */
function bare(word: string): string {
  return word.replace(/^[^\p{L}\p{N}&@]+|[^\p{L}\p{N}&@]+$/gu, '');
}
