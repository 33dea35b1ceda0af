import type { PageLanguage } from '../platform/pages/index.js';
import type { ShareCategory } from '../reporting/index.js';

export interface OverviewTexts {
  readonly none: { readonly heading: string; readonly text: string };
  readonly replay: string;
  /** Mail is not fetched: since when, or null where it never was. */
  readonly standstill: (fetchedAt: string | null) => string;
  readonly status: (asOf: string) => string;
  readonly base: (municipalities: string, population: string) => string;
  readonly categories: Readonly<Record<ShareCategory, string>>;
  readonly accepted: string;
  readonly forecast: string;
  readonly threshold: (fraction: string) => string;
  readonly reached: string;
  readonly notReached: string;
  readonly needed: (population: string) => string;
  readonly missing: (population: string) => string;
  readonly people: (population: string) => string;
  readonly both: (municipalities: string, population: string) => string;
  readonly chart: { readonly heading: string; readonly summary: (share: string, threshold: string) => string };
  readonly line: { readonly accepted: string; readonly forecast: string; readonly deadline: string };
  readonly map: { readonly heading: string; readonly explanation: string; readonly summary: string };
  readonly table: {
    readonly heading: string;
    readonly caption: (rows: string) => string;
    readonly number: string;
    readonly name: string;
    readonly county: string;
    readonly population: string;
    readonly status: string;
    readonly since: string;
  };
  readonly data: { readonly heading: string; readonly text: string; readonly licence: string };
}

/** The overview's words; a missing one does not compile. */
export const overviewTexts: Readonly<Record<PageLanguage, OverviewTexts>> = {
  nb: {
    none: { heading: 'Ingen kampanje ennå', text: 'Ingen kampanje er sendt ut ennå.' },
    replay: 'Avspilling. Kjente signatarer signerer på de kjente datoene. Alt annet er trukket, ikke historie.',
    standstill: (fetchedAt) =>
      fetchedAt === null
        ? 'E-post hentes ikke: postkassen er ikke lest ennå.'
        : `E-post hentes ikke. Postkassen ble sist lest ${fetchedAt}.`,
    status: (asOf) => `Status ${asOf}.`,
    base: (municipalities, population) => `Grunnlag: ${municipalities} kommuner med ${population} innbyggere.`,
    categories: {
      ACCEPTED: 'Signert',
      IN_REVIEW: 'Mottatt, til kontroll',
      ADOPTED_NOT_RECEIVED: 'Vedtatt, ikke mottatt',
      DECLINED: 'Vedtatt å ikke slutte seg til',
      POSTPONED: 'Utsatt',
      SILENT: 'Ikke svart',
    },
    accepted: 'Signert',
    forecast: 'Prognose: signert og vedtatt',
    threshold: (fraction) => `Mål: ${fraction} av innbyggerne`,
    reached: 'Nådd',
    notReached: 'Ikke nådd',
    needed: (population) => `${population} innbyggere kreves`,
    missing: (population) => `${population} innbyggere mangler`,
    people: (population) => `${population} innbyggere`,
    both: (municipalities, population) => `${municipalities} kommuner, ${population} innbyggere`,
    chart: {
      heading: 'Andelen over tid',
      summary: (share, threshold) =>
        `Andel av innbyggerne som bor i kommuner som har signert: nå ${share}. Målet er ${threshold}.`,
    },
    line: { accepted: 'Signert', forecast: 'Prognose', deadline: 'Frist' },
    map: {
      heading: 'Kart etter innbyggere',
      explanation:
        'Hver sirkel er en kommune omtrent der den ligger. Arealet viser innbyggertallet. De samme opplysningene står i tabellen.',
      summary: 'Kart med en sirkel for hver kommune, farget og mønstret etter status.',
    },
    table: {
      heading: 'Kommuner',
      caption: (rows) => `${rows} kommuner, etter kommunenummer`,
      number: 'Nummer',
      name: 'Kommune',
      county: 'Fylke',
      population: 'Innbyggere',
      status: 'Status',
      since: 'Siden',
    },
    data: {
      heading: 'Data',
      text: 'Tallene kan hentes som',
      licence:
        'Norsk lisens for offentlige data (NLOD) 2.0. Innbyggere: Statistisk sentralbyrå. Posisjoner: © Kartverket.',
    },
  },
  nn: {
    none: { heading: 'Ingen kampanje enno', text: 'Ingen kampanje er send ut enno.' },
    replay: 'Avspeling. Kjende signatarar signerer på dei kjende datoane. Alt anna er trekt, ikkje historie.',
    standstill: (fetchedAt) =>
      fetchedAt === null
        ? 'E-post blir ikkje henta: postkassa er ikkje lesen enno.'
        : `E-post blir ikkje henta. Postkassa vart sist lesen ${fetchedAt}.`,
    status: (asOf) => `Status ${asOf}.`,
    base: (municipalities, population) => `Grunnlag: ${municipalities} kommunar med ${population} innbyggjarar.`,
    categories: {
      ACCEPTED: 'Signert',
      IN_REVIEW: 'Motteke, til kontroll',
      ADOPTED_NOT_RECEIVED: 'Vedteke, ikkje motteke',
      DECLINED: 'Vedteke å ikkje slutte seg til',
      POSTPONED: 'Utsett',
      SILENT: 'Ikkje svart',
    },
    accepted: 'Signert',
    forecast: 'Prognose: signert og vedteke',
    threshold: (fraction) => `Mål: ${fraction} av innbyggjarane`,
    reached: 'Nådd',
    notReached: 'Ikkje nådd',
    needed: (population) => `${population} innbyggjarar krevst`,
    missing: (population) => `${population} innbyggjarar manglar`,
    people: (population) => `${population} innbyggjarar`,
    both: (municipalities, population) => `${municipalities} kommunar, ${population} innbyggjarar`,
    chart: {
      heading: 'Delen over tid',
      summary: (share, threshold) =>
        `Del av innbyggjarane som bur i kommunar som har signert: no ${share}. Målet er ${threshold}.`,
    },
    line: { accepted: 'Signert', forecast: 'Prognose', deadline: 'Frist' },
    map: {
      heading: 'Kart etter innbyggjarar',
      explanation:
        'Kvar sirkel er ein kommune om lag der han ligg. Arealet viser innbyggjartalet. Dei same opplysningane står i tabellen.',
      summary: 'Kart med ein sirkel for kvar kommune, farga og mønstra etter status.',
    },
    table: {
      heading: 'Kommunar',
      caption: (rows) => `${rows} kommunar, etter kommunenummer`,
      number: 'Nummer',
      name: 'Kommune',
      county: 'Fylke',
      population: 'Innbyggjarar',
      status: 'Status',
      since: 'Sidan',
    },
    data: {
      heading: 'Data',
      text: 'Tala kan hentast som',
      licence:
        'Norsk lisens for offentlege data (NLOD) 2.0. Innbyggjarar: Statistisk sentralbyrå. Posisjonar: © Kartverket.',
    },
  },
  en: {
    none: { heading: 'No campaign yet', text: 'No campaign has been issued yet.' },
    replay: 'Replay. Known signatories sign on the known dates. Everything else is drawn, not history.',
    standstill: (fetchedAt) =>
      fetchedAt === null
        ? 'Mail is not fetched: the mailbox has not been read yet.'
        : `Mail is not fetched. The mailbox was last read on ${fetchedAt}.`,
    status: (asOf) => `As of ${asOf}.`,
    base: (municipalities, population) => `Base: ${municipalities} municipalities with ${population} people.`,
    categories: {
      ACCEPTED: 'Signed',
      IN_REVIEW: 'Received, in review',
      ADOPTED_NOT_RECEIVED: 'Adopted, not received',
      DECLINED: 'Resolved not to join',
      POSTPONED: 'Postponed',
      SILENT: 'No answer',
    },
    accepted: 'Signed',
    forecast: 'Forecast: signed and adopted',
    threshold: (fraction) => `Target: ${fraction} of the people`,
    reached: 'Reached',
    notReached: 'Not reached',
    needed: (population) => `${population} people needed`,
    missing: (population) => `${population} people missing`,
    people: (population) => `${population} people`,
    both: (municipalities, population) => `${municipalities} municipalities, ${population} people`,
    chart: {
      heading: 'The share over time',
      summary: (share, threshold) =>
        `Share of the people who live in municipalities that have signed: ${share} now. The target is ${threshold}.`,
    },
    line: { accepted: 'Signed', forecast: 'Forecast', deadline: 'Deadline' },
    map: {
      heading: 'Map by population',
      explanation:
        'Each circle is a municipality, about where it lies. Its area shows its population. The table below holds the same facts.',
      summary: 'Map with a circle for each municipality, coloured and patterned by status.',
    },
    table: {
      heading: 'Municipalities',
      caption: (rows) => `${rows} municipalities, by number`,
      number: 'Number',
      name: 'Municipality',
      county: 'County',
      population: 'Population',
      status: 'Status',
      since: 'Since',
    },
    data: {
      heading: 'Data',
      text: 'The figures can be had as',
      licence:
        'Norwegian Licence for Open Government Data (NLOD) 2.0. Population: Statistics Norway. Positions: © Kartverket.',
    },
  },
};
