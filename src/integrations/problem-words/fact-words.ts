import type { FaultWords } from '../../platform/fault-words/index.js';

/** Facts of errors that are phrases themselves, as they stand in a detail. */
export const FACT_WORDS: readonly FaultWords[] = [
  // What a campaign cannot be in its state.
  { en: 'issued', nb: 'sendes ut', nn: 'sendast ut' },
  { en: 'changed', nb: 'endres', nn: 'endrast' },
  { en: 'closed', nb: 'avsluttes', nn: 'avsluttast' },
  // Since when a report tells changes.
  { en: 'the beginning', nb: 'begynnelsen', nn: 'byrjinga' },
  { en: /^(\d{4,}-\d\d-\d\dT[\d:.]+Z)$/, nb: '$1', nn: '$1' },
];
