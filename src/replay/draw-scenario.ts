import { parseLocalDate } from '../platform/calendar/index.js';
import { chooseOutcomes, type ChosenOutcome } from './choose-outcomes.js';
import { drawIncidents } from './draw-incidents.js';
import { drawPlan, type DrawingContext } from './draw-plan.js';
import { MomentBook } from './moment-book.js';
import { reviewSessions } from './review-sessions.js';
import { summarise } from './scenario-summary.js';
import type {
  KnownSigner,
  MunicipalityPlan,
  Scenario,
  ScenarioMunicipality,
  ScenarioTargets,
  ScenarioTimetable,
} from './scenario.js';
import { SeededRandom } from './seeded-random.js';

export interface DrawScenarioInput {
  readonly seed: string;
  /** The campaign's recipients, in any order: their people together are the base of the shares. */
  readonly municipalities: readonly ScenarioMunicipality[];
  readonly knownSigners: readonly KnownSigner[];
  /** Municipalities known to have postponed, by number. */
  readonly forcedPostponed: readonly string[];
  readonly targets: ScenarioTargets;
  readonly timetable: ScenarioTimetable;
}

/** Of those that sign after the first target instant, this share does it on the deadline's day, without extension. */
const ON_THE_LAST_DAY = 0.25;

/**
 * Draws what every municipality of a campaign does, reproducibly from the seed: the same input gives the same scenario,
 * whatever the order of the lists. Exactly so, for every seed: known signers are accepted by their dates, those known
 * to have postponed do so, the targets are met to their last digit, no document waits for review at either target
 * instant, and no two events share a second. Throws ServiceError `SCENARIO_UNREACHABLE` or `SCENARIO_NO_ROOM`
 * (invalid) if the facts and targets contradict one another or the timetable leaves no time.
 */
export function drawScenario(input: DrawScenarioInput): Scenario {
  const { targets, timetable } = input;
  const random = new SeededRandom(input.seed);
  const municipalities = input.municipalities.toSorted((one, other) => (one.number < other.number ? -1 : 1));
  const sessions = reviewSessions(timetable, targets.last.at);
  const book = new MomentBook({
    from: timetable.issuedAt,
    until: targets.last.at,
    zone: timetable.zone,
    fixed: [...sessions, targets.first.at, targets.last.at],
  });
  const context: DrawingContext = { timetable, targets, sessions, book };
  const outcomes = chooseOutcomes(random.fork('outcomes'), { ...input, municipalities, zone: timetable.zone });
  const onTheLastDay = chooseLastDay(random.fork('last day'), outcomes);
  const dates = new Map(input.knownSigners.map(({ number, signedNoLaterThan }) => [number, signedNoLaterThan]));
  const plans = new Map<string, MunicipalityPlan>();
  for (const { number } of municipalities) {
    const acceptedBy = dates.get(number) ?? null;
    const frame = {
      ...outcomes.get(number)!,
      number,
      known: dates.has(number) || input.forcedPostponed.includes(number),
      acceptedBy: acceptedBy === null ? null : parseLocalDate(acceptedBy),
      onTheLastDay: onTheLastDay.has(number),
    };
    plans.set(number, drawPlan(random.fork(`municipality ${number}`), frame, context));
  }
  drawIncidents(random.fork('incidents'), plans, context);
  const drawn = [...plans.values()];
  const summary = summarise({ ...input, municipalities, plans: drawn });
  return { seed: input.seed, plans: drawn, reviewSessions: sessions, summary };
}

function chooseLastDay(random: SeededRandom, outcomes: ReadonlyMap<string, ChosenOutcome>): Set<string> {
  const later = [...outcomes].filter(([, { group }]) => group === 'ADOPTED' || group === 'LATE');
  const shuffled = random.shuffle(later.map(([number]) => number));
  return new Set(shuffled.slice(0, Math.ceil(shuffled.length * ON_THE_LAST_DAY)));
}
