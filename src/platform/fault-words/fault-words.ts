/** A fault, or a phrase of one, in both forms of Norwegian. */
export interface FaultWords {
  /** What it says in English, whole: the text itself, or a pattern whose groups stand in the others as $1. */
  readonly en: string | RegExp;
  readonly nb: string;
  readonly nn: string;
}

/** The fault in Norwegian, by the first words of the catalogue that fit it; undefined where none do. */
export function faultIn(catalogue: readonly FaultWords[], language: 'nb' | 'nn', fault: string): string | undefined {
  const words = catalogue.find(({ en }) => (typeof en === 'string' ? en === fault : en.test(fault)));
  return words && (typeof words.en === 'string' ? words[language] : fault.replace(words.en, words[language]));
}
