import { endOfDay } from '../platform/calendar/index.js';
import { ServiceError } from '../platform/errors/index.js';
import { chooseSubset, type PopulationRange } from './choose-subset.js';
import type { KnownSigner, Outcome, ScenarioMunicipality, ScenarioTargets } from './scenario.js';
import type { SeededRandom } from './seeded-random.js';

/**
 * When a municipality's signature counts: EARLY is accepted at the first target instant; ADOPTED has its resolution
 * known by then and signs later; LATE is not heard of until then, and signs by the last one.
 */
export type SignerGroup = 'EARLY' | 'ADOPTED' | 'LATE';

export interface ChosenOutcome {
  readonly outcome: Outcome;
  readonly group: SignerGroup | null;
}

export interface ChooseOutcomesInput {
  readonly municipalities: readonly ScenarioMunicipality[];
  readonly knownSigners: readonly KnownSigner[];
  readonly forcedPostponed: readonly string[];
  readonly targets: ScenarioTargets;
  readonly zone: string;
}

const ATTEMPTS = 40;
/** How many municipalities the two later groups have; drawn within. */
const ADOPTED_COUNT = { min: 18, max: 28 };
const LATE_COUNT = { min: 6, max: 14 };

/**
 * Draws who does what, so that the populations of the groups meet the targets exactly. Throws ServiceError
 * `SCENARIO_UNREACHABLE` (invalid) if the known facts and the targets allow no such choice, or none was found.
 */
export function chooseOutcomes(random: SeededRandom, input: ChooseOutcomesInput): Map<string, ChosenOutcome> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const groups = chooseSigners(random.fork(`attempt ${attempt}`), input);
    if (groups !== null) {
      return withTheOthers(random.fork('declined and postponed'), input, groups);
    }
  }
  throw unreachable('no choice of signers was found whose population meets every target');
}

/** The people whose share of `base` rounds, half up, to `hundredths` of a percent. */
export function populationRange(hundredths: number, base: number): PopulationRange {
  // round(p) = h  ⇔  2h − 1 ≤ 20000 p ÷ base < 2h + 1
  return {
    min: Math.max(0, Math.ceil(((2 * hundredths - 1) * base) / 20_000)),
    max: Math.ceil(((2 * hundredths + 1) * base) / 20_000) - 1,
  };
}

function chooseSigners(random: SeededRandom, input: ChooseOutcomesInput): Map<string, SignerGroup> | null {
  const { municipalities, targets } = input;
  const known = new Map(input.knownSigners.map((signer) => [signer.number, signer.signedNoLaterThan]));
  const postponed = new Set(input.forcedPostponed);
  const base = people(municipalities);
  const certain = municipalities.filter(({ number }) => known.has(number));
  if (certain.length !== known.size || certain.some(({ number }) => postponed.has(number))) {
    throw unreachable('a known signer is no recipient, or is also named as having postponed');
  }
  const final = less(populationRange(targets.last.acceptedShare, base), people(certain));
  const drawn = chooseSubset(
    random.fork('signers'),
    municipalities.filter(({ number }) => !known.has(number) && !postponed.has(number)),
    targets.last.acceptedMunicipalities - certain.length,
    final,
  );
  if (drawn === null) {
    return null;
  }
  const signers = [...certain, ...drawn];
  const mustBeEarly = (number: string): boolean => {
    const date = known.get(number) ?? null;
    return date !== null && endOfDay(date, input.zone) < targets.last.at;
  };
  const free = signers.filter(({ number }) => !mustBeEarly(number));
  const late = chooseSubset(
    random.fork('late'),
    free,
    random.fork('late count').integer(LATE_COUNT.min, LATE_COUNT.max),
    beside(populationRange(targets.first.forecastShare, base), people(signers)),
  );
  const lateNumbers = new Set(late?.map(({ number }) => number));
  const adopted =
    late &&
    chooseSubset(
      random.fork('adopted'),
      free.filter(({ number }) => !lateNumbers.has(number)),
      random.fork('adopted count').integer(ADOPTED_COUNT.min, ADOPTED_COUNT.max),
      beside(populationRange(targets.first.acceptedShare, base), people(signers) - people(late)),
    );
  if (adopted === null) {
    return null;
  }
  const groups = new Map<string, SignerGroup>(signers.map(({ number }) => [number, 'EARLY']));
  adopted.forEach(({ number }) => groups.set(number, 'ADOPTED'));
  lateNumbers.forEach((number) => groups.set(number, 'LATE'));
  return groups;
}

function withTheOthers(
  random: SeededRandom,
  { municipalities, forcedPostponed, targets }: ChooseOutcomesInput,
  groups: ReadonlyMap<string, SignerGroup>,
): Map<string, ChosenOutcome> {
  const postponed = new Set(forcedPostponed);
  const rest = municipalities.filter(({ number }) => !groups.has(number) && !postponed.has(number));
  const answering = random.shuffle(rest).slice(0, Math.max(0, targets.declinedOrPostponed - postponed.size));
  const outcomes = new Map<string, ChosenOutcome>();
  for (const { number } of municipalities) {
    const group = groups.get(number) ?? null;
    outcomes.set(number, { outcome: group === null ? 'SILENT' : 'SIGNS', group });
  }
  postponed.forEach((number) => outcomes.set(number, { outcome: 'POSTPONES', group: null }));
  answering.forEach(({ number }) =>
    outcomes.set(number, { outcome: random.chance(0.6) ? 'DECLINES' : 'POSTPONES', group: null }),
  );
  return outcomes;
}

function people(municipalities: readonly ScenarioMunicipality[]): number {
  return municipalities.reduce((sum, { population }) => sum + population, 0);
}

function less({ min, max }: PopulationRange, taken: number): PopulationRange {
  return { min: min - taken, max: max - taken };
}

/** What must be taken out of `whole` so that the range remains. */
function beside({ min, max }: PopulationRange, whole: number): PopulationRange {
  return { min: whole - max, max: whole - min };
}

function unreachable(reason: string): ServiceError<'SCENARIO_UNREACHABLE'> {
  return new ServiceError(
    'SCENARIO_UNREACHABLE',
    `The scenario cannot be drawn: ${reason}. Check the targets, the known signers and the recipients.`,
    { category: 'invalid' },
  );
}
