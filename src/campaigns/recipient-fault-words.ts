import type { FaultWords } from '../platform/fault-words/index.js';

/** What a dry run finds where a definition is held against the register and the day. */
export const RECIPIENT_FAULT_WORDS: readonly FaultWords[] = [
  {
    en: /^the rule gives (.+) municipalities, (.+) were expected: check the register, the rule and the exceptions$/,
    nb: 'regelen gir $1 kommuner, $2 var ventet: se over registeret, regelen og unntakene',
    nn: 'regelen gjev $1 kommunar, $2 var venta: sjå over registeret, regelen og unntaka',
  },
  {
    en: /^the recipients hold (.+) people, (.+) were expected: check the register's populations, the rule and the exceptions$/,
    nb: 'mottakerne har $1 innbyggere, $2 var ventet: se over folketallene i registeret, regelen og unntakene',
    nn: 'mottakarane har $1 innbyggjarar, $2 var venta: sjå over folketala i registeret, regelen og unntaka',
  },
  {
    en: /^no municipality of the register lies in "(.+)": correct the name$/,
    nb: 'ingen kommune i registeret ligger i «$1»: rett navnet',
    nn: 'ingen kommune i registeret ligg i «$1»: rett namnet',
  },
  {
    en: /^municipality (.+) is outside the rule anyway: remove the exception$/,
    nb: 'kommune $1 faller utenfor regelen uansett: fjern unntaket',
    nn: 'kommune $1 fell utanfor regelen uansett: fjern unntaket',
  },
  {
    en: /^the register has no municipality (.+): correct the number$/,
    nb: 'registeret har ingen kommune $1: rett nummeret',
    nn: 'registeret har ingen kommune $1: rett nummeret',
  },
  {
    en: /^(.+) \((.+)\) would get both a declaration and a copy: keep one$/,
    nb: '$1 ($2) ville få både erklæring og kopi: behold én av dem',
    nn: '$1 ($2) ville få både erklæring og kopi: hald på éin av dei',
  },
  {
    en: /^(.+) \((.+)\) has no e-mail address: add it$/,
    nb: '$1 ($2) har ingen e-postadresse: legg den til',
    nn: '$1 ($2) har inga e-postadresse: legg ho til',
  },
  {
    en: /^the deadline (.+) has passed: set a later one$/,
    nb: 'fristen $1 er forbi: sett en senere',
    nn: 'fristen $1 er forbi: set ein seinare',
  },
];
