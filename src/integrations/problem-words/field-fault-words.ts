import type { FaultWords } from '../../platform/fault-words/index.js';

/** What the schemas of requests say of a field in words of their own. */
export const FIELD_FAULT_WORDS: readonly FaultWords[] = [
  {
    en: /^is not the short name of a campaign, such as (\S+)$/,
    nb: 'er ikke kortnavnet på en kampanje, som $1',
    nn: 'er ikkje kortnamnet på ein kampanje, som $1',
  },
  {
    en: /^is not a reference: it looks like (\S+)$/,
    nb: 'er ikke en referanse: den ser ut som $1',
    nn: 'er ikkje ein referanse: han ser ut som $1',
  },
  {
    en: 'is not a municipality number: four digits',
    nb: 'er ikke et kommunenummer: fire sifre',
    nn: 'er ikkje eit kommunenummer: fire siffer',
  },
  {
    en: "is not a county's number: two digits",
    nb: 'er ikke et fylkesnummer: to sifre',
    nn: 'er ikkje eit fylkesnummer: to siffer',
  },
  {
    en: /^must lie between (\S+) and (\S+)$/,
    nb: 'må ligge mellom $1 og $2',
    nn: 'må liggje mellom $1 og $2',
  },
  { en: 'lies in no campaign', nb: 'ligger ikke i noen kampanje', nn: 'ligg ikkje i nokon kampanje' },
  {
    en: 'holds a line break or another control character: write it as one line',
    nb: 'har et linjeskift eller et annet styretegn: skriv det på én linje',
    nn: 'har eit linjeskift eller eit anna styreteikn: skriv det på éi linje',
  },
  {
    en: 'holds a control character other than line breaks and tabs',
    nb: 'har et annet styretegn enn linjeskift og tabulatorer',
    nn: 'har eit anna styreteikn enn linjeskift og tabulatorar',
  },
  { en: 'holds a control character', nb: 'har et styretegn', nn: 'har eit styreteikn' },
  {
    en: 'is not a cursor of this list: take nextCursor as it was given',
    nb: 'er ikke en cursor for denne lista: ta nextCursor slik den ble gitt',
    nn: 'er ikkje ein cursor for denne lista: ta nextCursor slik han vart gjeven',
  },
  {
    en: 'belongs to another order: ask with the sort and order of the page before',
    nb: 'hører til en annen rekkefølge: spør med samme sort og order som for siden før',
    nn: 'høyrer til ei anna rekkjefølgje: spør med same sort og order som for sida før',
  },
  {
    en: 'must be the definition as application/yaml, or the JSON object {"yaml": "…"}',
    nb: 'må være definisjonen som application/yaml, eller JSON-objektet {"yaml": "…"}',
    nn: 'må vere definisjonen som application/yaml, eller JSON-objektet {"yaml": "…"}',
  },
  {
    en: /^is not a domain in lower case, such as (\S+)$/,
    nb: 'er ikke et domene med små bokstaver, som $1',
    nn: 'er ikkje eit domene med små bokstavar, som $1',
  },
  {
    en: /^is not a file name: it may hold none of (.+)$/,
    nb: 'er ikke et filnavn: det kan ikke ha noen av $1',
    nn: 'er ikkje eit filnamn: det kan ikkje ha nokon av $1',
  },
  {
    en: /^is not a reason: it looks like (\S+)$/,
    nb: 'er ikke en grunn: den ser ut som $1',
    nn: 'er ikkje ein grunn: han ser ut som $1',
  },
  {
    en: 'is not an address: send it without angle brackets',
    nb: 'er ikke en adresse: send den uten vinkelklammer',
    nn: 'er ikkje ei adresse: send ho utan vinkelklammer',
  },
  {
    en: 'is not a URL in ASCII characters',
    nb: 'er ikke en URL med tegn av ASCII',
    nn: 'er ikkje ein URL med teikn av ASCII',
  },
  { en: 'is not a URL', nb: 'er ikke en URL', nn: 'er ikkje ein URL' },
  {
    en: 'takes 1 to 63 lower-case letters, digits and inner hyphens',
    nb: 'tar 1 til 63 små bokstaver, sifre og bindestreker inni',
    nn: 'tek 1 til 63 små bokstavar, siffer og bindestrekar inni',
  },
];
