import { BOUND_FAULT_WORDS } from './bound-fault-words.js';
import type { FaultWords } from './fault-words.js';
import { FORMAT_FAULT_WORDS } from './format-fault-words.js';

/** What a value should have been, by the names that zod gives types. */
const TYPES: readonly (readonly [en: string, nb: string, nn: string])[] = [
  ['string', 'må være en tekst', 'må vere ein tekst'],
  ['number', 'må være et tall', 'må vere eit tal'],
  ['(?:int|bigint)', 'må være et helt tall', 'må vere eit heilt tal'],
  ['boolean', 'må være true eller false', 'må vere true eller false'],
  ['null', 'må være null', 'må vere null'],
  ['(?:undefined|void|never)', 'kan ikke være med', 'kan ikkje vere med'],
  ['date', 'må være et tidspunkt', 'må vere eit tidspunkt'],
  ['(?:array|tuple|set)', 'må være en liste', 'må vere ei liste'],
  ['(?:object|record|map)', 'må være et objekt', 'må vere eit objekt'],
  ['file', 'må være en fil', 'må vere ei fil'],
];

/**
 * What zod says by itself, in the English of its own locale: each code of its issues. It has a locale of bokmål, in
 * other words than these, and none of nynorsk.
 */
export const SCHEMA_FAULT_WORDS: readonly FaultWords[] = [
  {
    en: /^Invalid input: expected (?!undefined|void|never)[^"]+, received undefined$/,
    nb: 'mangler',
    nn: 'manglar',
  },
  ...TYPES.map(([type, nb, nn]) => ({ en: new RegExp(`^Invalid input: expected ${type}, received .+$`), nb, nn })),
  { en: /^Invalid input: expected (\w+), received \w+$/, nb: 'må være av typen $1', nn: 'må vere av typen $1' },
  { en: /^Invalid input: expected ([^]+)$/, nb: 'må være $1', nn: 'må vere $1' },
  { en: /^Invalid option: expected one of ([^]+)$/, nb: 'må være en av $1', nn: 'må vere ein av $1' },
  { en: /^Invalid discriminator value\. Expected ([^]+)$/, nb: 'må være en av $1', nn: 'må vere ein av $1' },
  ...BOUND_FAULT_WORDS,
  ...FORMAT_FAULT_WORDS,
  {
    en: /^Invalid number: must be a multiple of (\S+)$/,
    nb: 'må være delelig med $1',
    nn: 'må vere deleleg med $1',
  },
  { en: /^Unrecognized key: ([^]+)$/, nb: 'har et ukjent felt: $1', nn: 'har eit ukjent felt: $1' },
  { en: /^Unrecognized keys: ([^]+)$/, nb: 'har ukjente felt: $1', nn: 'har ukjende felt: $1' },
  { en: /^Invalid key in \w+$/, nb: 'har en ugyldig nøkkel', nn: 'har ein ugyldig nøkkel' },
  { en: /^Invalid value in \w+$/, nb: 'har en ugyldig verdi', nn: 'har ein ugyldig verdi' },
  {
    en: 'Invalid input: more than one option matched',
    nb: 'passer med mer enn ett av valgene',
    nn: 'passar med meir enn eitt av vala',
  },
  // Of a union, or of a check that says no more.
  { en: 'Invalid input', nb: 'er ikke gyldig', nn: 'er ikkje gyldig' },
];
