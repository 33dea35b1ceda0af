import type { FaultWords } from '../../platform/fault-words/index.js';

/** What refusals say of one field or one case, where no schema but the state of things is against it. */
export const REFUSAL_FAULT_WORDS: readonly FaultWords[] = [
  { en: 'is taken', nb: 'er i bruk', nn: 'er i bruk' },
  { en: 'is empty', nb: 'er tom', nn: 'er tom' },
  { en: 'is not right', nb: 'er feil', nn: 'er feil' },
  { en: 'must be in the future', nb: 'må ligge i framtida', nn: 'må liggje i framtida' },
  { en: 'lies in the future', nb: 'ligger i framtida', nn: 'ligg i framtida' },
  {
    en: "is not before the report's own instant",
    nb: 'er ikke før tidspunktet rapporten gjelder for',
    nn: 'er ikkje før tidspunktet rapporten gjeld for',
  },
  { en: 'is needed for this message', nb: 'trengs for denne meldingen', nn: 'trengst for denne meldinga' },
  {
    en: 'is not one ETag in quotes',
    nb: 'er ikke én ETag i anførselstegn',
    nn: 'er ikkje éin ETag i hermeteikn',
  },
  {
    en: 'must be 1 to 255 printable ASCII characters',
    nb: 'må være 1 til 255 synlige tegn av ASCII',
    nn: 'må vere 1 til 255 synlege teikn av ASCII',
  },
  { en: 'does not answer', nb: 'svarer ikke', nn: 'svarer ikkje' },
  {
    en: /^is the code of the campaign «(.+)»$/,
    nb: 'er koden til kampanjen «$1»',
    nn: 'er koden til kampanjen «$1»',
  },
  // Of passwords.
  {
    en: /^is too short: take at least (\d+) characters$/,
    nb: 'er for kort: ta minst $1 tegn',
    nn: 'er for kort: ta minst $1 teikn',
  },
  {
    en: /^is too long: take at most (\d+) characters$/,
    nb: 'er for langt: ta høyst $1 tegn',
    nn: 'er for langt: ta høgst $1 teikn',
  },
  {
    en: 'is one of those that are tried first: take a few words that do not belong together',
    nb: 'er et av dem som prøves først: ta noen ord som ikke hører sammen',
    nn: 'er eit av dei som blir prøvde først: ta nokre ord som ikkje høyrer saman',
  },
  {
    en: 'is made of your own name or address: take other words',
    nb: 'er laget av navnet eller adressen din: ta andre ord',
    nn: 'er laga av namnet eller adressa di: ta andre ord',
  },
  // Of extensions.
  {
    en: 'there is no declaration with this reference',
    nb: 'det er ingen erklæring med denne referansen',
    nn: 'det er inga erklæring med denne referansen',
  },
  {
    en: 'they belong to more than one campaign',
    nb: 'de hører til mer enn én kampanje',
    nn: 'dei høyrer til meir enn éin kampanje',
  },
  {
    en: 'has been changed since it was read',
    nb: 'er endret siden den ble lest',
    nn: 'er endra sidan ho vart lesen',
  },
  {
    en: /^the campaign is (\w+), not RUNNING$/,
    nb: 'kampanjen er $1, ikke RUNNING',
    nn: 'kampanjen er $1, ikkje RUNNING',
  },
  {
    en: 'the declaration has been withdrawn',
    nb: 'erklæringen er trukket tilbake',
    nn: 'erklæringa er trekt tilbake',
  },
  {
    en: 'the signed declaration is accepted already',
    nb: 'den signerte erklæringen er alt godtatt',
    nn: 'den signerte erklæringa er alt godteken',
  },
  {
    en: /^the deadline is (\S+): choose a later day than that$/,
    nb: 'fristen er $1: velg en senere dag',
    nn: 'fristen er $1: vel ein seinare dag',
  },
  {
    en: /^(\S+) has passed: choose a day to come$/,
    nb: '$1 er forbi: velg en dag som kommer',
    nn: '$1 er forbi: vel ein dag som kjem',
  },
  // Of a webhook's address.
  { en: 'must begin with https://', nb: 'må begynne med https://', nn: 'må byrje med https://' },
  {
    en: 'must not hold a user name or password',
    nb: 'kan ikke ha brukernavn eller passord i seg',
    nn: 'kan ikkje ha brukarnamn eller passord i seg',
  },
  {
    en: 'must not hold a fragment (#)',
    nb: 'kan ikke ha et fragment (#)',
    nn: 'kan ikkje ha eit fragment (#)',
  },
  {
    en: 'is not on the public internet',
    nb: 'er ikke på det offentlige internettet',
    nn: 'er ikkje på det offentlege internettet',
  },
  // Of a letter as a mail message.
  {
    en: /^("[^]*") is not a plain e-mail address$/,
    nb: '$1 er ikke en enkel e-postadresse',
    nn: '$1 er ikkje ei enkel e-postadresse',
  },
  { en: /^("[^]*") is not a Message-ID$/, nb: '$1 er ikke en Message-ID', nn: '$1 er ikkje ein Message-ID' },
  { en: 'is not a date', nb: 'er ikke en dato', nn: 'er ikkje ein dato' },
  {
    en: 'is not a header that may be added',
    nb: 'er ikke et hode som kan legges til',
    nn: 'er ikkje eit hovud som kan leggjast til',
  },
  { en: 'is written by the letter itself', nb: 'skrives av brevet selv', nn: 'blir skrive av brevet sjølv' },
  {
    en: 'is too long or holds a line break',
    nb: 'er for langt eller har et linjeskift',
    nn: 'er for langt eller har eit linjeskift',
  },
];
