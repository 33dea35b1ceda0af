/** A fault in Norwegian, by what it says in English; groups of the pattern stand in the texts as $1. */
export interface FaultWords {
  readonly en: RegExp;
  readonly nb: string;
  readonly nn: string;
}
