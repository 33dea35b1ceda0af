import type { PageLanguage } from '../../platform/pages/index.js';
import type { ChangeKind } from './changes.policy.js';

export interface SteeringReportTexts {
  readonly title: (campaign: string) => string;
  readonly subject: string;
  readonly asOf: (instant: string) => string;
  readonly simulated: string;
  readonly status: string;
  readonly statusColumns: readonly [status: string, municipalities: string, people: string, share: string];
  readonly base: string;
  readonly threshold: string;
  readonly reached: (fraction: string, needed: string, accepted: string, base: string) => string;
  readonly notReached: (fraction: string, needed: string, missing: string) => string;
  readonly forecast: string;
  readonly bestCase: string;
  /** Percent, people, and people of the base. */
  readonly outlook: (share: string, people: string, base: string, reaches: boolean) => string;
  readonly fewest: string;
  readonly fewestNamed: (municipalities: string, names: string, more: number) => string;
  readonly development: string;
  readonly chart: {
    readonly alt: (facts: {
      share: string;
      forecast: string;
      threshold: string;
      deadlines: string;
      from: string;
    }) => string;
    readonly accepted: string;
    readonly forecast: string;
    readonly threshold: (share: string) => string;
    readonly deadline: (day: string) => string;
  };
  readonly changes: (since: string | null) => string;
  readonly noChanges: string;
  readonly changeColumns: readonly [name: string, people: string, change: string, at: string];
  readonly kinds: Readonly<Record<ChangeKind, string>>;
  readonly newDeadline: (kind: string, day: string) => string;
  readonly group: (kind: string, municipalities: number, people: string) => string;
  readonly more: (municipalities: number, people: string) => string;
  /** Where every change stands, one a line. */
  readonly attached: (fileName: string) => string;
  readonly attachment: { readonly fileName: string; readonly description: string };
  readonly pageOf: (page: number, pages: number) => string;
}

const plural = (count: number, one: string, several: string): string => (count === 1 ? one : several);

/** The report's words; a missing one does not compile. */
export const steeringReportTexts: Readonly<Record<PageLanguage, SteeringReportTexts>> = {
  nb: {
    title: (campaign) => `Statusrapport: ${campaign}`,
    subject: 'Statusrapport for styringsgruppen',
    asOf: (instant) => `Per ${instant}`,
    simulated: 'Simulert gjennomføring: dette er ikke virkelige svar.',
    status: 'Status',
    statusColumns: ['Svar', 'Kommuner', 'Innbyggere', 'Andel'],
    base: 'Grunnlag',
    threshold: 'Mål',
    reached: (fraction, needed, accepted, base) =>
      `Nådd: ${accepted} av ${base} innbyggere; ${fraction} er minst ${needed}.`,
    notReached: (fraction, needed, missing) =>
      `Ikke nådd: ${missing} innbyggere mangler på ${fraction}, som er minst ${needed}.`,
    forecast: 'Prognose (signert og vedtatt)',
    bestCase: 'I beste fall (alle unntatt nei)',
    outlook: (share, people, base, reaches) =>
      `${share}: ${people} av ${base} innbyggere. ${reaches ? 'Målet nås.' : 'Målet nås ikke.'}`,
    fewest: 'Færrest som ville nå målet',
    fewestNamed: (municipalities, names, more) =>
      `${municipalities} til: ${names}${more > 0 ? ` og ${more} andre` : ''}.`,
    development: 'Utviklingen',
    chart: {
      alt: ({ share, forecast, threshold, deadlines, from }) =>
        `Trappediagram fra ${from}: andelen av innbyggerne i kommuner som har signert er nå ${share}, prognosen er ${forecast}, og målet er ${threshold}. Frister: ${deadlines}.`,
      accepted: 'Signert',
      forecast: 'Prognose',
      threshold: (share) => `Mål ${share}`,
      deadline: (day) => `Frist ${day}`,
    },
    changes: (since) => (since === null ? 'Endringer siden utsendingen' : `Endringer siden ${since}`),
    noChanges: 'Ingen kommune står annerledes enn da.',
    changeColumns: ['Kommune', 'Innbyggere', 'Endring', 'Tidspunkt'],
    kinds: {
      SIGNED: 'Signert',
      NO_LONGER_SIGNED: 'Ikke lenger signert',
      WITHDRAWN: 'Trukket fra kampanjen',
      ADOPTED: 'Vedtatt, ikke mottatt',
      DECLINED: 'Vedtatt å ikke slutte seg til',
      POSTPONED: 'Utsatt saken',
      IN_REVIEW: 'Mottatt, til kontroll',
      REJECTED: 'Svaret kunne ikke godkjennes',
      MORE_TIME: 'Utsatt frist',
      LESS_TIME: 'Tidligere frist gjelder igjen',
    },
    newDeadline: (kind, day) => `${kind}: ${day}`,
    group: (kind, municipalities, people) =>
      `${kind}: ${municipalities} ${plural(municipalities, 'kommune', 'kommuner')}, ${people} innbyggere`,
    more: (municipalities, people) => `og ${municipalities} mindre med til sammen ${people} innbyggere`,
    attached: (fileName) => `Alle endringene ligger i PDF-en som filen ${fileName}.`,
    attachment: { fileName: 'endringer.csv', description: 'Alle endringene, én på hver linje' },
    pageOf: (page, pages) => `Side ${page} av ${pages}`,
  },
  nn: {
    title: (campaign) => `Statusrapport: ${campaign}`,
    subject: 'Statusrapport for styringsgruppa',
    asOf: (instant) => `Per ${instant}`,
    simulated: 'Simulert gjennomføring: dette er ikkje verkelege svar.',
    status: 'Status',
    statusColumns: ['Svar', 'Kommunar', 'Innbyggjarar', 'Del'],
    base: 'Grunnlag',
    threshold: 'Mål',
    reached: (fraction, needed, accepted, base) =>
      `Nådd: ${accepted} av ${base} innbyggjarar; ${fraction} er minst ${needed}.`,
    notReached: (fraction, needed, missing) =>
      `Ikkje nådd: ${missing} innbyggjarar manglar på ${fraction}, som er minst ${needed}.`,
    forecast: 'Prognose (signert og vedteke)',
    bestCase: 'I beste fall (alle unnateke nei)',
    outlook: (share, people, base, reaches) =>
      `${share}: ${people} av ${base} innbyggjarar. ${reaches ? 'Målet blir nådd.' : 'Målet blir ikkje nådd.'}`,
    fewest: 'Færrast som ville nå målet',
    fewestNamed: (municipalities, names, more) =>
      `${municipalities} til: ${names}${more > 0 ? ` og ${more} andre` : ''}.`,
    development: 'Utviklinga',
    chart: {
      alt: ({ share, forecast, threshold, deadlines, from }) =>
        `Trappediagram frå ${from}: delen av innbyggjarane i kommunar som har signert er no ${share}, prognosen er ${forecast}, og målet er ${threshold}. Fristar: ${deadlines}.`,
      accepted: 'Signert',
      forecast: 'Prognose',
      threshold: (share) => `Mål ${share}`,
      deadline: (day) => `Frist ${day}`,
    },
    changes: (since) => (since === null ? 'Endringar sidan utsendinga' : `Endringar sidan ${since}`),
    noChanges: 'Ingen kommune står annleis enn då.',
    changeColumns: ['Kommune', 'Innbyggjarar', 'Endring', 'Tidspunkt'],
    kinds: {
      SIGNED: 'Signert',
      NO_LONGER_SIGNED: 'Ikkje lenger signert',
      WITHDRAWN: 'Trekt frå kampanjen',
      ADOPTED: 'Vedteke, ikkje motteke',
      DECLINED: 'Vedteke å ikkje slutte seg til',
      POSTPONED: 'Utsett saka',
      IN_REVIEW: 'Motteke, til kontroll',
      REJECTED: 'Svaret kunne ikkje godkjennast',
      MORE_TIME: 'Utsett frist',
      LESS_TIME: 'Tidlegare frist gjeld igjen',
    },
    newDeadline: (kind, day) => `${kind}: ${day}`,
    group: (kind, municipalities, people) =>
      `${kind}: ${municipalities} ${plural(municipalities, 'kommune', 'kommunar')}, ${people} innbyggjarar`,
    more: (municipalities, people) => `og ${municipalities} mindre med til saman ${people} innbyggjarar`,
    attached: (fileName) => `Alle endringane ligg i PDF-en som fila ${fileName}.`,
    attachment: { fileName: 'endringar.csv', description: 'Alle endringane, éi på kvar linje' },
    pageOf: (page, pages) => `Side ${page} av ${pages}`,
  },
  en: {
    title: (campaign) => `Status report: ${campaign}`,
    subject: 'Status report to the steering group',
    asOf: (instant) => `As of ${instant}`,
    simulated: 'A simulated campaign: these are no real answers.',
    status: 'Status',
    statusColumns: ['Answer', 'Municipalities', 'People', 'Share'],
    base: 'Base',
    threshold: 'Target',
    reached: (fraction, needed, accepted, base) =>
      `Reached: ${accepted} of ${base} people; ${fraction} is at least ${needed}.`,
    notReached: (fraction, needed, missing) =>
      `Not reached: ${missing} people are missing to ${fraction}, which is at least ${needed}.`,
    forecast: 'Forecast (signed and adopted)',
    bestCase: 'At best (all but those that declined)',
    outlook: (share, people, base, reaches) =>
      `${share}: ${people} of ${base} people. ${reaches ? 'Reaches the target.' : 'Does not reach the target.'}`,
    fewest: 'Fewest that would reach the target',
    fewestNamed: (municipalities, names, more) =>
      `${municipalities} more: ${names}${more > 0 ? ` and ${more} others` : ''}.`,
    development: 'Development',
    chart: {
      alt: ({ share, forecast, threshold, deadlines, from }) =>
        `Step chart from ${from}: the share of the people who live in municipalities that have signed is ${share} now, the forecast is ${forecast}, and the target is ${threshold}. Deadlines: ${deadlines}.`,
      accepted: 'Signed',
      forecast: 'Forecast',
      threshold: (share) => `Target ${share}`,
      deadline: (day) => `Deadline ${day}`,
    },
    changes: (since) => (since === null ? 'Changes since issue' : `Changes since ${since}`),
    noChanges: 'No municipality stands otherwise than it did then.',
    changeColumns: ['Municipality', 'People', 'Change', 'When'],
    kinds: {
      SIGNED: 'Signed',
      NO_LONGER_SIGNED: 'No longer signed',
      WITHDRAWN: 'Withdrawn from the campaign',
      ADOPTED: 'Adopted, not received',
      DECLINED: 'Resolved not to join',
      POSTPONED: 'Postponed the matter',
      IN_REVIEW: 'Received, in review',
      REJECTED: 'The answer could not be accepted',
      MORE_TIME: 'Later deadline',
      LESS_TIME: 'The earlier deadline again',
    },
    newDeadline: (kind, day) => `${kind}: ${day}`,
    group: (kind, municipalities, people) =>
      `${kind}: ${municipalities} ${plural(municipalities, 'municipality', 'municipalities')}, ${people} people`,
    more: (municipalities, people) => `and ${municipalities} smaller ones with ${people} people together`,
    attached: (fileName) => `All changes are in this PDF as the file ${fileName}.`,
    attachment: { fileName: 'changes.csv', description: 'All changes, one on each line' },
    pageOf: (page, pages) => `Page ${page} of ${pages}`,
  },
};
