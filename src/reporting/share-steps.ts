import { endOfDay, localDate, type LocalDate } from '../platform/calendar/index.js';
import { categorise, type DeclarationFacts, type ShareCategory } from './share.policy.js';

/** Something that became known at an instant: of one declaration, or that some were issued, who are silent then. */
export type ShareChange = {
  /** Of the declaration, or of all that were issued at that instant together. */
  readonly population: number;
  readonly at: Date;
} & (
  | { readonly id: null; readonly fact: 'ISSUED'; readonly value: null }
  | ({ readonly id: string } & (
      | { readonly fact: 'WITHDRAWN'; readonly value: null }
      | { readonly fact: 'RETURN'; readonly value: DeclarationFacts['returnState'] }
      | { readonly fact: 'RESOLUTION'; readonly value: NonNullable<DeclarationFacts['resolution']> }
    ))
);

/** Where the campaign stood at the end of a day, in people. */
export interface ShareStep {
  readonly on: LocalDate;
  readonly base: number;
  readonly accepted: number;
  /** Accepted and adopted-not-received together. */
  readonly forecast: number;
}

/** The figures at the end of each local day on which something became known. `changes` in the order in which they did. */
export function shareSteps(changes: readonly ShareChange[], zone: string): ShareStep[] {
  const known = new Map<string, DeclarationFacts>();
  const people: Record<ShareCategory, number> = {
    ACCEPTED: 0,
    IN_REVIEW: 0,
    ADOPTED_NOT_RECEIVED: 0,
    DECLINED: 0,
    POSTPONED: 0,
    SILENT: 0,
  };
  let base = 0;
  const steps = new Map<LocalDate, ShareStep>();
  // Changes come in their order: the day is worked out anew only when one is past its end.
  let on: LocalDate = '';
  let lastOfDay = -Infinity;
  for (const change of changes) {
    if (change.fact === 'ISSUED') {
      base += change.population;
      people[categorise(NOTHING_KNOWN)] += change.population;
    } else {
      const before = known.get(change.id) ?? NOTHING_KNOWN;
      const after = changed(before, change);
      known.set(change.id, after);
      people[categorise(before)] -= change.population;
      people[categorise(after)] += change.population;
    }
    if (change.at.getTime() > lastOfDay) {
      on = localDate(change.at, zone);
      lastOfDay = endOfDay(on, zone).getTime();
    }
    const forecast = people.ACCEPTED + people.ADOPTED_NOT_RECEIVED;
    steps.set(on, { on, base, accepted: people.ACCEPTED, forecast });
  }
  return [...steps.values()];
}

const NOTHING_KNOWN: DeclarationFacts = { returnState: 'NONE', resolution: null, withdrawn: false };

function changed(facts: DeclarationFacts, change: Exclude<ShareChange, { fact: 'ISSUED' }>): DeclarationFacts {
  switch (change.fact) {
    case 'WITHDRAWN':
      return { ...facts, withdrawn: true };
    case 'RETURN':
      return { ...facts, returnState: change.value };
    case 'RESOLUTION':
      return { ...facts, resolution: change.value };
  }
}
