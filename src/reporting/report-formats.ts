import { formatInstant, isoWithOffset, OSLO } from '../platform/calendar/index.js';
import { formatCsv } from '../platform/csv/index.js';
import { norwegianInteger, norwegianPercent } from '../platform/figures/index.js';
import { SHARE_CATEGORIES, type Portion, type ShareCategory, type ShareReport } from './share.policy.js';

const CATEGORY_NAMES: Readonly<Record<ShareCategory, string>> = {
  ACCEPTED: 'Godkjent',
  IN_REVIEW: 'Til vurdering',
  ADOPTED_NOT_RECEIVED: 'Vedtatt, ikke mottatt',
  DECLINED: 'Har takket nei',
  POSTPONED: 'Har utsatt saken',
  SILENT: 'Ikke svart',
};

/** One portion as JSON: names and figures only grow in later versions, they never change their meaning. */
export interface PortionJson {
  readonly declarations: number;
  readonly population: number;
  /** Percent of the base's population, two decimals, rounded half up, with a point: '56.00'. */
  readonly share: string;
}

/** The report as JSON. */
export interface ShareReportJson {
  readonly schemaVersion: 1;
  /** ISO 8601 with the zone's offset. */
  readonly asOf: string;
  readonly base: { readonly municipalities: number; readonly population: number };
  readonly threshold: {
    readonly numerator: number;
    readonly denominator: number;
    readonly population: number;
    readonly reached: boolean;
    readonly missing: number;
  };
  readonly accepted: PortionJson;
  readonly inReview: PortionJson;
  readonly adoptedNotReceived: PortionJson;
  readonly declined: PortionJson;
  readonly postponed: PortionJson;
  readonly silent: PortionJson;
  readonly forecast: PortionJson & { readonly reachesThreshold: boolean };
  readonly bestCase: PortionJson & { readonly reachesThreshold: boolean };
  readonly fewestFurther: {
    readonly municipalities: number;
    readonly population: number;
    readonly municipalityNumbers: readonly string[];
  };
}

export function reportAsJson(report: ShareReport, zone: string = OSLO): ShareReportJson {
  const portion = ({ declarations, population, share }: Portion): PortionJson => ({ declarations, population, share });
  const { base, threshold, categories, forecast, bestCase, fewestFurther } = report;
  return {
    schemaVersion: 1,
    asOf: isoWithOffset(report.asOf, zone),
    base: { municipalities: base.municipalities, population: base.population },
    threshold: {
      numerator: threshold.numerator,
      denominator: threshold.denominator,
      population: threshold.population,
      reached: threshold.reached,
      missing: threshold.missing,
    },
    accepted: portion(categories.ACCEPTED),
    inReview: portion(categories.IN_REVIEW),
    adoptedNotReceived: portion(categories.ADOPTED_NOT_RECEIVED),
    declined: portion(categories.DECLINED),
    postponed: portion(categories.POSTPONED),
    silent: portion(categories.SILENT),
    forecast: { ...portion(forecast), reachesThreshold: forecast.reachesThreshold },
    bestCase: { ...portion(bestCase), reachesThreshold: bestCase.reachesThreshold },
    fewestFurther: {
      municipalities: fewestFurther.municipalityNumbers.length,
      population: fewestFurther.population,
      municipalityNumbers: [...fewestFurther.municipalityNumbers],
    },
  };
}

/**
 * The report as comma-separated values (RFC 4180; encode as UTF-8): one record per portion, each with its base and its
 * time, so that no line says less when it is copied out alone. Percentages have a decimal point.
 */
export function reportAsCsv(report: ShareReport, zone: string = OSLO): string {
  const { base, threshold } = report;
  const context = [base.municipalities, base.population, isoWithOffset(report.asOf, zone)];
  const record = (portion: string, { declarations, population, share }: Portion): (string | number)[] => [
    portion,
    declarations,
    population,
    share,
    `${threshold.numerator}/${threshold.denominator}`,
    ...context,
  ];
  return formatCsv([
    [
      'portion',
      'declarations',
      'population',
      'share_percent',
      'threshold',
      'base_municipalities',
      'base_population',
      'as_of',
    ],
    ...SHARE_CATEGORIES.map((category) => record(category, report.categories[category])),
    record('FORECAST', report.forecast),
    record('BEST_CASE', report.bestCase),
  ]);
}

/**
 * The report as a table for people, in bokmål. `nameOf` gives a municipality's name for its number; the line of the
 * fewest further municipalities names at most ten of them.
 */
export function reportAsText(report: ShareReport, nameOf: (number: string) => string, zone: string = OSLO): string {
  const { base, threshold, categories, forecast, bestCase } = report;
  const people = norwegianInteger(base.population);
  const percent = ({ population }: Portion): string => norwegianPercent(population, base.population);
  const row = (name: string, portion: Portion): string[] => [
    name,
    norwegianInteger(portion.declarations),
    norwegianInteger(portion.population),
    percent(portion),
  ];
  const whole = { declarations: base.municipalities, population: base.population, share: '100.00' };
  const lines = table([
    ['', 'Kommuner', 'Innbyggere', 'Andel'],
    ...SHARE_CATEGORIES.map((category) => row(CATEGORY_NAMES[category], categories[category])),
    row('Alle', whole),
  ]);
  return [
    `Status ${formatInstant(report.asOf, 'nb', zone)}`,
    `Grunnlag: ${norwegianInteger(base.municipalities)} kommuner med ${people} innbyggere`,
    '',
    ...lines,
    '',
    thresholdLine(report),
    `Prognose (godkjent og vedtatt): ${percent(forecast)}, ${norwegianInteger(forecast.population)} av ${people} innbyggere`,
    `I beste fall (alle unntatt de som har takket nei): ${percent(bestCase)}, ` +
      `${norwegianInteger(bestCase.population)} av ${people} innbyggere`,
    ...(threshold.reached ? [] : [furtherLine(report, nameOf)]),
    '',
  ].join('\n');
}

function thresholdLine({ threshold, categories, base }: ShareReport): string {
  const accepted = norwegianInteger(categories.ACCEPTED.population);
  const needed = norwegianInteger(threshold.population);
  const share = norwegianPercent(categories.ACCEPTED.population, base.population);
  const limit = `Terskel ${threshold.numerator}/${threshold.denominator} (minst ${needed} innbyggere)`;
  return threshold.reached
    ? `${limit}: nådd, ${accepted} innbyggere (${share}) er godkjent`
    : `${limit}: ikke nådd, det mangler ${norwegianInteger(threshold.missing)} innbyggere`;
}

const NAMES_SHOWN = 10;

function furtherLine({ fewestFurther }: ShareReport, nameOf: (number: string) => string): string {
  const numbers = fewestFurther.municipalityNumbers;
  const names = numbers.slice(0, NAMES_SHOWN).map((number) => `${nameOf(number)} (${number})`);
  const more = numbers.length > NAMES_SHOWN ? ` og ${numbers.length - NAMES_SHOWN} til` : '';
  const noun = numbers.length === 1 ? 'kommune' : 'kommuner';
  return `Færrest mulige som ville nå terskelen: ${numbers.length} ${noun}: ${names.join(', ')}${more}`;
}

/** Columns padded to one width: the first to the left, the figures to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => [...row[column]!].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  );
  const rule = '-'.repeat(lines[0]!.length);
  return [lines[0]!, rule, ...lines.slice(1, -1), rule, lines.at(-1)!];
}
