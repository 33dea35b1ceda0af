import type { PageLanguage } from '../platform/pages/index.js';
import type { ShareCategory } from './share.policy.js';

export interface ShareDrawingTexts {
  readonly categories: Readonly<Record<ShareCategory, string>>;
  readonly chart: (share: string, threshold: string) => string;
  readonly line: { readonly accepted: string; readonly forecast: string; readonly deadline: string };
  readonly map: string;
  readonly people: (population: string) => string;
}

/** The words of the drawings, and of their statuses wherever these are named. */
export const shareDrawingTexts: Readonly<Record<PageLanguage, ShareDrawingTexts>> = {
  nb: {
    categories: {
      ACCEPTED: 'Signert',
      IN_REVIEW: 'Mottatt, til kontroll',
      ADOPTED_NOT_RECEIVED: 'Vedtatt, ikke mottatt',
      DECLINED: 'Vedtatt å ikke slutte seg til',
      POSTPONED: 'Utsatt',
      SILENT: 'Ikke svart',
    },
    chart: (share, threshold) =>
      `Andel av innbyggerne som bor i kommuner som har signert: nå ${share}. Målet er ${threshold}.`,
    line: { accepted: 'Signert', forecast: 'Prognose', deadline: 'Frist' },
    map: 'Kart med en sirkel for hver kommune, farget og mønstret etter status.',
    people: (population) => `${population} innbyggere`,
  },
  nn: {
    categories: {
      ACCEPTED: 'Signert',
      IN_REVIEW: 'Motteke, til kontroll',
      ADOPTED_NOT_RECEIVED: 'Vedteke, ikkje motteke',
      DECLINED: 'Vedteke å ikkje slutte seg til',
      POSTPONED: 'Utsett',
      SILENT: 'Ikkje svart',
    },
    chart: (share, threshold) =>
      `Del av innbyggjarane som bur i kommunar som har signert: no ${share}. Målet er ${threshold}.`,
    line: { accepted: 'Signert', forecast: 'Prognose', deadline: 'Frist' },
    map: 'Kart med ein sirkel for kvar kommune, farga og mønstra etter status.',
    people: (population) => `${population} innbyggjarar`,
  },
  en: {
    categories: {
      ACCEPTED: 'Signed',
      IN_REVIEW: 'Received, in review',
      ADOPTED_NOT_RECEIVED: 'Adopted, not received',
      DECLINED: 'Resolved not to join',
      POSTPONED: 'Postponed',
      SILENT: 'No answer',
    },
    chart: (share, threshold) =>
      `Share of the people who live in municipalities that have signed: ${share} now. The target is ${threshold}.`,
    line: { accepted: 'Signed', forecast: 'Forecast', deadline: 'Deadline' },
    map: 'Map with a circle for each municipality, coloured and patterned by status.',
    people: (population) => `${population} people`,
  },
};
