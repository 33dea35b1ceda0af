import type { FaultWords } from './fault-words.js';

type Words = Readonly<Record<'nb' | 'nn', string>>;

/** How many there may be, as zod writes it. */
const HOW_MANY: Readonly<Record<string, Words>> = {
  '<=': { nb: 'kan ha høyst', nn: 'kan ha høgst' },
  '<': { nb: 'må ha færre enn', nn: 'må ha færre enn' },
  '>=': { nb: 'må ha minst', nn: 'må ha minst' },
  '>': { nb: 'må ha mer enn', nn: 'må ha meir enn' },
  'exactly ': { nb: 'må ha nøyaktig', nn: 'må ha nøyaktig' },
};

/** How large it may be. */
const HOW_LARGE: Readonly<Record<string, Words>> = {
  '<=': { nb: 'kan ikke være større enn', nn: 'kan ikkje vere større enn' },
  '<': { nb: 'må være mindre enn', nn: 'må vere mindre enn' },
  '>=': { nb: 'må være minst', nn: 'må vere minst' },
  '>': { nb: 'må være større enn', nn: 'må vere større enn' },
  'exactly ': { nb: 'må være', nn: 'må vere' },
};

/** What is counted, of one and of several. */
const UNITS: Readonly<Record<string, { readonly one: Words; readonly several: Words }>> = {
  characters: { one: { nb: 'tegn', nn: 'teikn' }, several: { nb: 'tegn', nn: 'teikn' } },
  bytes: { one: { nb: 'byte', nn: 'byte' }, several: { nb: 'byte', nn: 'byte' } },
  items: { one: { nb: 'element', nn: 'element' }, several: { nb: 'elementer', nn: 'element' } },
  entries: { one: { nb: 'oppføring', nn: 'oppføring' }, several: { nb: 'oppføringer', nn: 'oppføringar' } },
};

/** Faults of what is too small or too big: texts, lists and files by what they hold, all else by its own value. */
export const BOUND_FAULT_WORDS: readonly FaultWords[] = [
  ...Object.entries(UNITS).flatMap(([unit, { one, several }]) =>
    Object.entries(HOW_MANY).flatMap(([bound, { nb, nn }]) => [
      bounded(`to have ${bound}(1) ${unit}`, `${nb} $1 ${one.nb}`, `${nn} $1 ${one.nn}`),
      bounded(`to have ${bound}(\\d+) ${unit}`, `${nb} $1 ${several.nb}`, `${nn} $1 ${several.nn}`),
    ]),
  ),
  ...Object.entries(HOW_LARGE).map(([bound, { nb, nn }]) => bounded(`to be ${bound}(.+)`, `${nb} $1`, `${nn} $1`)),
];

function bounded(rest: string, nb: string, nn: string): FaultWords {
  return { en: new RegExp(`^Too (?:small|big): expected \\w+ ${rest}$`), nb, nn };
}
