import type { PageLanguage } from '../../../platform/pages/index.js';

/** The words of the page about steering reports; a missing one does not compile. */
export interface ReportsTexts {
  readonly title: string;
  readonly explanation: string;
  readonly day: string;
  readonly dayRules: string;
  readonly time: string;
  readonly language: string;
  readonly since: string;
  readonly sincePrevious: string;
  readonly choose: string;
  readonly dayInvalid: string;
  readonly timeInvalid: string;
  readonly timeWithoutDay: string;
  readonly inFuture: string;
  readonly sinceNotBefore: string;
  readonly nothingIssued: string;
  readonly chosen: (instant: string) => string;
  readonly changesSince: (instant: string) => string;
  readonly changesFromStart: string;
  readonly open: string;
  readonly giveOutExplanation: string;
  readonly giveOut: string;
  readonly isGivenOut: string;
  readonly issuedOtherwise: string;
  readonly done: string;
  readonly list: string;
  readonly none: string;
  readonly asOf: string;
  readonly sinceColumn: string;
  readonly fromStart: string;
  readonly givenOut: string;
  readonly by: string;
  readonly digest: string;
  readonly digestExplanation: string;
}

export const reportsTexts: Readonly<Record<PageLanguage, ReportsTexts>> = {
  nb: {
    title: 'Styringsrapporter',
    explanation:
      'En rapport på én eller to sider viser status, andel, prognose og endringer på et tidspunkt. Samme tidspunkt gir alltid samme rapport. En rapport som gis ut, blir tatt vare på, og den neste forteller hva som har endret seg siden.',
    day: 'Dag',
    dayRules: 'Tomt felt betyr nå.',
    time: 'Klokkeslett',
    language: 'Språk',
    since: 'Endringer siden',
    sincePrevious: 'Rapporten før',
    choose: 'Velg',
    dayInvalid: 'Skriv dagen som år, måned og dag, for eksempel 2020-06-10.',
    timeInvalid: 'Skriv klokkeslettet som timer og minutter, for eksempel 12:00.',
    timeWithoutDay: 'Velg også dagen, eller la begge feltene stå tomme for å få rapporten slik det er nå.',
    inFuture: 'Tidspunktet ligger i fremtiden, og ingen vet hva rapporten vil vise. Velg et som har vært.',
    sinceNotBefore: 'Endringene må være siden et tidspunkt før rapportens eget. Velg et tidligere.',
    nothingIssued: 'Kampanjen er ikke utstedt, så det er ingenting å rapportere ennå.',
    chosen: (instant) => `Rapporten for ${instant}`,
    changesSince: (instant) => `Den viser endringene siden ${instant}.`,
    changesFromStart: 'Den viser endringene fra begynnelsen.',
    open: 'Åpne rapporten (PDF)',
    giveOutExplanation:
      'Når rapporten gis ut, blir akkurat disse sidene tatt vare på. Det kan ikke gjøres om. Den neste rapporten regner endringene fra dette tidspunktet.',
    giveOut: 'Gi ut rapporten',
    isGivenOut: 'Rapporten er gitt ut.',
    issuedOtherwise:
      'En rapport for dette tidspunktet er allerede gitt ut, med endringer siden et annet tidspunkt. Den blir ikke endret. Velg «Rapporten før» for å se den, eller velg et annet tidspunkt.',
    done: 'Rapporten er gitt ut og tatt vare på.',
    list: 'Rapporter som er gitt ut',
    none: 'Ingen rapport er gitt ut ennå.',
    asOf: 'Tidspunkt',
    sinceColumn: 'Endringer siden',
    fromStart: 'Begynnelsen',
    givenOut: 'Gitt ut',
    by: 'Av',
    digest: 'SHA-256',
    digestExplanation: 'SHA-256 er filens fingeravtrykk: en kopi med samme verdi er den samme rapporten.',
  },
  nn: {
    title: 'Styringsrapportar',
    explanation:
      'Ein rapport på éi eller to sider viser status, del, prognose og endringar på eit tidspunkt. Same tidspunkt gir alltid same rapport. Ein rapport som blir gitt ut, blir teken vare på, og den neste fortel kva som har endra seg sidan.',
    day: 'Dag',
    dayRules: 'Tomt felt tyder no.',
    time: 'Klokkeslett',
    language: 'Språk',
    since: 'Endringar sidan',
    sincePrevious: 'Rapporten før',
    choose: 'Vel',
    dayInvalid: 'Skriv dagen som år, månad og dag, til dømes 2020-06-10.',
    timeInvalid: 'Skriv klokkeslettet som timar og minutt, til dømes 12:00.',
    timeWithoutDay: 'Vel dagen òg, eller la begge felta stå tomme for å få rapporten slik det er no.',
    inFuture: 'Tidspunktet ligg i framtida, og ingen veit kva rapporten vil vise. Vel eit som har vore.',
    sinceNotBefore: 'Endringane må vere sidan eit tidspunkt før rapporten sitt eige. Vel eit tidlegare.',
    nothingIssued: 'Kampanjen er ikkje ferda ut, så det er ingenting å rapportere enno.',
    chosen: (instant) => `Rapporten for ${instant}`,
    changesSince: (instant) => `Han viser endringane sidan ${instant}.`,
    changesFromStart: 'Han viser endringane frå starten.',
    open: 'Opne rapporten (PDF)',
    giveOutExplanation:
      'Når rapporten blir gitt ut, blir akkurat desse sidene tekne vare på. Det kan ikkje gjerast om. Den neste rapporten reknar endringane frå dette tidspunktet.',
    giveOut: 'Gi ut rapporten',
    isGivenOut: 'Rapporten er gitt ut.',
    issuedOtherwise:
      'Ein rapport for dette tidspunktet er alt gitt ut, med endringar sidan eit anna tidspunkt. Han blir ikkje endra. Vel «Rapporten før» for å sjå han, eller vel eit anna tidspunkt.',
    done: 'Rapporten er gitt ut og teken vare på.',
    list: 'Rapportar som er gitt ut',
    none: 'Ingen rapport er gitt ut enno.',
    asOf: 'Tidspunkt',
    sinceColumn: 'Endringar sidan',
    fromStart: 'Starten',
    givenOut: 'Gitt ut',
    by: 'Av',
    digest: 'SHA-256',
    digestExplanation: 'SHA-256 er fingeravtrykket til fila: ein kopi med same verdi er den same rapporten.',
  },
  en: {
    title: 'Steering reports',
    explanation:
      'A report of one or two pages shows status, share, forecast and changes at an instant. The same instant always gives the same report. A report that is given out is kept, and the next one tells what has changed since.',
    day: 'Day',
    dayRules: 'Empty means now.',
    time: 'Time',
    language: 'Language',
    since: 'Changes since',
    sincePrevious: 'The report before',
    choose: 'Choose',
    dayInvalid: 'Write the day as year, month and day, for example 2020-06-10.',
    timeInvalid: 'Write the time as hours and minutes, for example 12:00.',
    timeWithoutDay: 'Choose the day too, or leave both fields empty for the report as things stand now.',
    inFuture: 'This is in the future, and nobody knows what the report will say. Choose a time that has been.',
    sinceNotBefore: "Changes are told from an instant before the report's own. Choose an earlier one.",
    nothingIssued: 'The campaign is not issued, so there is nothing to report yet.',
    chosen: (instant) => `The report of ${instant}`,
    changesSince: (instant) => `It shows the changes since ${instant}.`,
    changesFromStart: 'It shows the changes from the beginning.',
    open: 'Open the report (PDF)',
    giveOutExplanation:
      'When the report is given out, exactly these pages are kept. This cannot be undone. The next report tells its changes from this instant.',
    giveOut: 'Give the report out',
    isGivenOut: 'The report has been given out.',
    issuedOtherwise:
      'A report of this instant has been given out already, with the changes since another one. It is never changed. Choose “The report before” to see it, or choose another instant.',
    done: 'The report has been given out and is kept.',
    list: 'Reports that were given out',
    none: 'No report has been given out yet.',
    asOf: 'As of',
    sinceColumn: 'Changes since',
    fromStart: 'The beginning',
    givenOut: 'Given out',
    by: 'By',
    digest: 'SHA-256',
    digestExplanation: 'SHA-256 is the fingerprint of the file: a copy with the same value is the same report.',
  },
};
