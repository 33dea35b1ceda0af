import type { PageLanguage } from '../platform/pages/index.js';

export interface OverviewTexts {
  readonly none: { readonly heading: string; readonly text: string };
  readonly replay: string;
  /** Mail is not fetched: since when, or null where it never was. */
  readonly standstill: (fetchedAt: string | null) => string;
  readonly status: (asOf: string) => string;
  readonly base: (municipalities: string, population: string) => string;
  readonly accepted: string;
  readonly forecast: string;
  readonly threshold: (fraction: string) => string;
  readonly reached: string;
  readonly notReached: string;
  readonly needed: (population: string) => string;
  readonly missing: (population: string) => string;
  readonly both: (municipalities: string, population: string) => string;
  readonly chart: { readonly heading: string };
  readonly map: { readonly heading: string; readonly explanation: string };
  /** Where there are too many municipalities for one page. */
  readonly counties: {
    readonly heading: string;
    readonly caption: (rows: string) => string;
    readonly municipalities: string;
    readonly accepted: string;
    readonly share: string;
    readonly all: string;
    readonly more: string;
  };
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
    accepted: 'Signert',
    forecast: 'Prognose: signert og vedtatt',
    threshold: (fraction) => `Mål: ${fraction} av innbyggerne`,
    reached: 'Nådd',
    notReached: 'Ikke nådd',
    needed: (population) => `${population} innbyggere kreves`,
    missing: (population) => `${population} innbyggere mangler`,
    both: (municipalities, population) => `${municipalities} kommuner, ${population} innbyggere`,
    chart: { heading: 'Andelen over tid' },
    map: {
      heading: 'Kart etter innbyggere',
      explanation:
        'Hver sirkel er en kommune omtrent der den ligger. Arealet viser innbyggertallet. De samme opplysningene står i tabellen.',
    },
    counties: {
      heading: 'Fylker',
      caption: (rows) => `${rows} fylker. Velg et fylke for å se kart og kommuner.`,
      municipalities: 'Kommuner',
      accepted: 'Har signert',
      share: 'Andel av innbyggerne',
      all: 'Vis alle',
      more: 'Flere kommuner',
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
    accepted: 'Signert',
    forecast: 'Prognose: signert og vedteke',
    threshold: (fraction) => `Mål: ${fraction} av innbyggjarane`,
    reached: 'Nådd',
    notReached: 'Ikkje nådd',
    needed: (population) => `${population} innbyggjarar krevst`,
    missing: (population) => `${population} innbyggjarar manglar`,
    both: (municipalities, population) => `${municipalities} kommunar, ${population} innbyggjarar`,
    chart: { heading: 'Delen over tid' },
    map: {
      heading: 'Kart etter innbyggjarar',
      explanation:
        'Kvar sirkel er ein kommune om lag der han ligg. Arealet viser innbyggjartalet. Dei same opplysningane står i tabellen.',
    },
    counties: {
      heading: 'Fylke',
      caption: (rows) => `${rows} fylke. Vel eit fylke for å sjå kart og kommunar.`,
      municipalities: 'Kommunar',
      accepted: 'Har signert',
      share: 'Del av innbyggjarane',
      all: 'Vis alle',
      more: 'Fleire kommunar',
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
    accepted: 'Signed',
    forecast: 'Forecast: signed and adopted',
    threshold: (fraction) => `Target: ${fraction} of the people`,
    reached: 'Reached',
    notReached: 'Not reached',
    needed: (population) => `${population} people needed`,
    missing: (population) => `${population} people missing`,
    both: (municipalities, population) => `${municipalities} municipalities, ${population} people`,
    chart: { heading: 'The share over time' },
    map: {
      heading: 'Map by population',
      explanation:
        'Each circle is a municipality, about where it lies. Its area shows its population. The table below holds the same facts.',
    },
    counties: {
      heading: 'Counties',
      caption: (rows) => `${rows} counties. Choose one for its map and municipalities.`,
      municipalities: 'Municipalities',
      accepted: 'Have signed',
      share: 'Share of the people',
      all: 'Show all',
      more: 'More municipalities',
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
