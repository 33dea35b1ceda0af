import { faultIn, SCHEMA_FAULT_WORDS, type FaultWords } from '../platform/fault-words/index.js';
import { RECIPIENT_FAULT_WORDS } from './recipient-fault-words.js';
import { YAML_FAULT_WORDS } from './yaml-fault-words.js';

/** All that may be wrong with a campaign's definition. */
export const DEFINITION_FAULT_WORDS: readonly FaultWords[] = [
  ...RECIPIENT_FAULT_WORDS,
  { en: /^is empty: write the text$/, nb: 'er tomt: skriv teksten', nn: 'er tomt: skriv teksten' },
  {
    en: /^starts or ends with white space: remove it$/,
    nb: 'begynner eller slutter med mellomrom: fjern det',
    nn: 'byrjar eller sluttar med mellomrom: fjern det',
  },
  {
    en: /^holds a line break or control character: write it as one line \(">-"\)$/,
    nb: 'har et linjeskift eller styretegn: skriv det på én linje (">-")',
    nn: 'har eit linjeskift eller styreteikn: skriv det på éi linje (">-")',
  },
  {
    en: /^is not a date: write a day that exists as YYYY-MM-DD$/,
    nb: 'er ikke en dato: skriv en dag som finnes, som ÅÅÅÅ-MM-DD',
    nn: 'er ikkje ein dato: skriv ein dag som finst, som ÅÅÅÅ-MM-DD',
  },
  {
    en: /^is not an instant: write it with its offset, as (.+)$/,
    nb: 'er ikke et tidspunkt: skriv det med avstand til UTC, som $1',
    nn: 'er ikkje eit tidspunkt: skriv det med avstand til UTC, som $1',
  },
  {
    en: /^is not a time of day: write it as HH:MM$/,
    nb: 'er ikke et klokkeslett: skriv det som TT:MM',
    nn: 'er ikkje eit klokkeslett: skriv det som TT:MM',
  },
  { en: /^is not a well-formed e-mail address$/, nb: 'er ikke en e-postadresse', nn: 'er ikkje ei e-postadresse' },
  {
    en: /^is not a web address: it must start with https:\/\/$/,
    nb: 'er ikke en nettadresse: den må begynne med https://',
    nn: 'er ikkje ei nettadresse: ho må byrje med https://',
  },
  {
    en: /^is not a key: use a–z, 0–9 and hyphens, starting with a letter$/,
    nb: 'er ikke en nøkkel: bruk a–z, 0–9 og bindestrek, med en bokstav først',
    nn: 'er ikkje ein nøkkel: bruk a–z, 0–9 og bindestrek, med ein bokstav først',
  },
  {
    en: /^is not a code: use A–Z, 0–9 and hyphens, as (.+)$/,
    nb: 'er ikke en kode: bruk A–Z, 0–9 og bindestrek, som $1',
    nn: 'er ikkje ein kode: bruk A–Z, 0–9 og bindestrek, som $1',
  },
  {
    en: /^is not a municipality number: four digits, in quotation marks$/,
    nb: 'er ikke et kommunenummer: fire sifre i anførselstegn',
    nn: 'er ikkje eit kommunenummer: fire siffer i hermeteikn',
  },
  {
    en: /^is not a time zone: use an IANA name such as (.+)$/,
    nb: 'er ikke en tidssone: bruk et navn fra IANA, som $1',
    nn: 'er ikkje ei tidssone: bruk eit namn frå IANA, som $1',
  },
  {
    en: /^is not a file name: it must end in \.pdf and hold none of (.+)$/,
    nb: 'er ikke et filnavn: det må slutte på .pdf og ikke ha noen av $1',
    nn: 'er ikkje eit filnamn: det må slutte på .pdf og ikkje ha nokon av $1',
  },
  { en: /^is a section without text$/, nb: 'er et avsnitt uten tekst', nn: 'er eit avsnitt utan tekst' },
  {
    en: /^must be a list of days before the deadline, as (.+), or the words at-once$/,
    nb: 'må være en liste over dager før fristen, som $1, eller ordene at-once',
    nn: 'må vere ei liste over dagar før fristen, som $1, eller orda at-once',
  },
  { en: /^must be after (\S+) \((.+)\)$/, nb: 'må være etter $1 ($2)', nn: 'må vere etter $1 ($2)' },
  {
    en: /^is more than the whole: the numerator may not exceed the denominator$/,
    nb: 'er mer enn det hele: telleren kan ikke være større enn nevneren',
    nn: 'er meir enn det heile: teljaren kan ikkje vere større enn nemnaren',
  },
  {
    en: /^must be less than the row before \((.+)\): the first row that fits is used$/,
    nb: 'må være mindre enn i raden før ($1): den første raden som passer, gjelder',
    nn: 'må vere mindre enn i rada før ($1): den første rada som passar, gjeld',
  },
  {
    en: /^must count down, as (.+), each day once$/,
    nb: 'må telle ned, som $1, hver dag én gang',
    nn: 'må telje ned, som $1, kvar dag éin gong',
  },
  {
    en: /^must be 0 in the last row, so that every period has a plan$/,
    nb: 'må være 0 i den siste raden, så hver periode har en plan',
    nn: 'må vere 0 i den siste rada, så kvar periode har ein plan',
  },
  {
    en: /^has another offset than (\S+) has on that day \((.+)\)$/,
    nb: 'har en annen avstand til UTC enn $1 har den dagen ($2)',
    nn: 'har ein annan avstand til UTC enn $1 har den dagen ($2)',
  },
  {
    en: /^must not be after the day of the event$/,
    nb: 'kan ikke være etter dagen for arrangementet',
    nn: 'kan ikkje vere etter dagen for arrangementet',
  },
  {
    en: /^names "(.+)" twice: keep one of them$/,
    nb: 'nevner «$1» to ganger: behold én',
    nn: 'nemner «$1» to gonger: hald på éin',
  },
  {
    en: /^uses YAML aliases \(\*name\): write the value out$/,
    nb: 'bruker aliaser i YAML (*navn): skriv verdien ut',
    nn: 'bruker alias i YAML (*namn): skriv verdien ut',
  },
  {
    en: /^is not a known key: remove it or correct its spelling$/,
    nb: 'er ikke et kjent felt: fjern det, eller rett skrivemåten',
    nn: 'er ikkje eit kjent felt: fjern det, eller rett skrivemåten',
  },
  { en: /^is missing: add it$/, nb: 'mangler: legg det til', nn: 'manglar: legg det til' },
  // Of types, in the words of somebody who writes YAML.
  {
    en: /^Invalid input: expected (?:int|number), received .+$/,
    nb: 'er ikke et tall: skriv det uten anførselstegn',
    nn: 'er ikkje eit tal: skriv det utan hermeteikn',
  },
  {
    en: /^Invalid input: expected string, received .+$/,
    nb: 'er ikke en tekst: sett den i anførselstegn',
    nn: 'er ikkje ein tekst: set han i hermeteikn',
  },
  {
    en: /^Invalid input: expected object, received .+$/,
    nb: 'er ikke en gruppe av felt',
    nn: 'er ikkje ei gruppe av felt',
  },
  ...SCHEMA_FAULT_WORDS,
  ...YAML_FAULT_WORDS,
];

/** A fault of `parseCampaignDefinition` or of a dry run in the reader's language; in English where there are no words for it. */
export function definitionFaultIn(
  language: 'nb' | 'nn' | 'en',
  message: string,
): { readonly language: 'nb' | 'nn' | 'en'; readonly message: string } {
  const told = language === 'en' ? undefined : faultIn(DEFINITION_FAULT_WORDS, language, message);
  return told === undefined ? { language: 'en', message } : { language, message: told };
}
