import { isoWithOffset } from '../platform/calendar/index.js';
import { norwegianInteger, percentText } from '../platform/figures/index.js';
import {
  MISHAP_KINDS,
  type KnownSigner,
  type MunicipalityPlan,
  type ScenarioFigures,
  type ScenarioMunicipality,
  type ScenarioSummary,
  type ScenarioTargets,
  type ScenarioTimetable,
} from './scenario.js';

export interface SummariseInput {
  readonly seed: string;
  readonly municipalities: readonly ScenarioMunicipality[];
  readonly knownSigners: readonly KnownSigner[];
  readonly targets: ScenarioTargets;
  readonly timetable: ScenarioTimetable;
  readonly plans: readonly MunicipalityPlan[];
}

/** Counts the scenario from its plans alone: what was aimed at while drawing plays no part. */
export function summarise(input: SummariseInput): ScenarioSummary {
  const { plans, municipalities, targets } = input;
  const populations = new Map(municipalities.map(({ number, population }) => [number, population]));
  const base = { municipalities: municipalities.length, population: sum([...populations.values()]) };
  const figures = {
    first: figuresAt(targets.first.at, plans, populations, base.population),
    last: figuresAt(targets.last.at, plans, populations, base.population),
  };
  const methods = plans.flatMap((plan) => (plan.return === null ? [] : [plan.return.method]));
  const kinds = plans.flatMap((plan) => plan.mishaps.map(({ kind }) => kind));
  return {
    seed: input.seed,
    base,
    figures,
    outcomes: tally(
      ['SIGNS', 'DECLINES', 'POSTPONES', 'SILENT'],
      plans.map(({ outcome }) => outcome),
    ),
    methods: tally(['DIGITAL_SHORT_TERM', 'DIGITAL_ORDINARY', 'PEN'], methods),
    mishaps: tally(MISHAP_KINDS, kinds),
    knownSigners: input.knownSigners.length,
    extensions: plans.filter(({ extension }) => extension !== null).length,
    questions: plans.filter(({ question }) => question !== null).length,
    notice: notice(input, figures),
  };
}

/** Accepted, and adopted and known but not accepted, at one instant. */
export function figuresAt(
  at: Date,
  plans: readonly MunicipalityPlan[],
  populations: ReadonlyMap<string, number>,
  base: number,
): ScenarioFigures {
  const isAccepted = (plan: MunicipalityPlan): boolean => plan.return !== null && plan.return.acceptedAt <= at;
  const isAdopted = ({ resolution }: MunicipalityPlan): boolean =>
    resolution?.outcome === 'ADOPTED' && resolution.report !== null && resolution.report.knownAt <= at;
  const portion = (some: readonly MunicipalityPlan[]): ScenarioFigures['accepted'] => {
    const population = sum(some.map(({ number }) => populations.get(number) ?? 0));
    return { municipalities: some.length, population, share: percentText(population, base) };
  };
  const waits = (plan: MunicipalityPlan): boolean =>
    plan.mishaps.some(({ sentAt, settledAt }) => sentAt <= at && settledAt > at) ||
    (plan.return !== null && plan.return.sentAt <= at && plan.return.acceptedAt > at);
  return {
    at,
    accepted: portion(plans.filter(isAccepted)),
    forecast: portion(plans.filter((plan) => isAccepted(plan) || isAdopted(plan))),
    inReview: plans.filter(waits).length,
  };
}

function notice(
  { seed, knownSigners, targets, timetable, plans }: SummariseInput,
  figures: ScenarioSummary['figures'],
): ScenarioSummary['notice'] {
  const dated = knownSigners.filter(({ signedNoLaterThan }) => signedNoLaterThan !== null).length;
  const postponed = plans.filter(({ known, outcome }) => known && outcome === 'POSTPONES').map(({ number }) => number);
  const first = isoWithOffset(targets.first.at, timetable.zone);
  const last = isoWithOffset(targets.last.at, timetable.zone);
  const { accepted, forecast } = figures.first;
  const end = figures.last.accepted;
  const comma = (share: string): string => share.replace('.', ',');
  return {
    en:
      `This is a drawn scenario (seed "${seed}"), not history. Known from public sources: ` +
      `${knownSigners.length} municipalities that signed, ${dated} of them with a latest date` +
      (postponed.length > 0 ? `; postponed: ${postponed.join(', ')}` : '') +
      '; and the totals that were reported. Drawn: who else signed, declined, postponed or stayed silent, and when ' +
      `and how everyone did. It is drawn so that the totals come out: ${accepted.share} % of the population accepted ` +
      `and ${forecast.share} % with resolutions not yet received at ${first}, ${end.share} % and ` +
      `${end.municipalities} municipalities at ${last}.`,
    nb:
      `Dette er et trukket scenario (frø «${seed}»), ikke historie. Kjent fra åpne kilder: ` +
      `${knownSigners.length} kommuner som signerte, ${dated} av dem med en seneste dato` +
      (postponed.length > 0 ? `; utsatt: ${postponed.join(', ')}` : '') +
      '; og summene som ble rapportert. Trukket: hvem ellers som signerte, takket nei, utsatte eller ikke svarte, og ' +
      `når og hvordan alle gjorde det. Det er trukket slik at summene stemmer: ${comma(accepted.share)} % av ` +
      `innbyggerne godkjent (${norwegianInteger(accepted.population)}) og ${comma(forecast.share)} % med vedtak som ` +
      `ikke er mottatt, ${first}; ${comma(end.share)} % og ${end.municipalities} kommuner, ${last}.`,
  };
}

function tally<K extends string>(keys: readonly K[], found: readonly K[]): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const key of found) {
    counts[key] += 1;
  }
  return counts;
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
