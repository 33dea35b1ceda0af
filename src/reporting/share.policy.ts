import { ServiceError } from '../platform/errors/index.js';
import { percentText } from '../platform/figures/index.js';

/** Where a declaration stands in the report; each stands in exactly one place. In the order in which they are shown. */
export const SHARE_CATEGORIES = [
  'ACCEPTED',
  'IN_REVIEW',
  'ADOPTED_NOT_RECEIVED',
  'DECLINED',
  'POSTPONED',
  'SILENT',
] as const;
export type ShareCategory = (typeof SHARE_CATEGORIES)[number];

/** What is known of one declaration at the report's instant. */
export interface DeclarationFacts {
  readonly returnState: 'NONE' | 'RECEIVED' | 'NEEDS_REVIEW' | 'ACCEPTED' | 'REJECTED' | 'SUPERSEDED';
  /** Outcome of the latest resolution known, or null. */
  readonly resolution: 'ADOPTED' | 'DECLINED' | 'POSTPONED' | null;
  /** The declaration was taken out of the running campaign; its people stay in the base. */
  readonly withdrawn: boolean;
}

/**
 * The category of one declaration. What has come back counts before what was resolved. A withdrawn declaration never
 * counts as support, whatever was accepted before: it stands with those that postponed if the latest resolution says
 * so, otherwise with those that declined.
 */
export function categorise({ returnState, resolution, withdrawn }: DeclarationFacts): ShareCategory {
  if (withdrawn) {
    return resolution === 'POSTPONED' ? 'POSTPONED' : 'DECLINED';
  }
  if (returnState === 'ACCEPTED') {
    return 'ACCEPTED';
  }
  if (returnState === 'RECEIVED' || returnState === 'NEEDS_REVIEW') {
    return 'IN_REVIEW';
  }
  if (resolution === null) {
    return 'SILENT';
  }
  return resolution === 'ADOPTED' ? 'ADOPTED_NOT_RECEIVED' : resolution;
}

export interface ShareDeclaration {
  readonly municipalityNumber: string;
  /** People, a whole number ≥ 0. */
  readonly population: number;
  readonly category: ShareCategory;
}

/** Reached when accepted ÷ base ≥ numerator ÷ denominator. */
export interface Threshold {
  readonly numerator: number;
  readonly denominator: number;
}

export interface ThresholdStanding extends Threshold {
  /** The fewest people that reach it. */
  readonly population: number;
  readonly reached: boolean;
  /** People missing from the accepted to the threshold; 0 when reached. */
  readonly missing: number;
}

/** Some of the base: exact whole numbers, and the population's share of the base in percent, two decimals ('56.00'). */
export interface Portion {
  readonly declarations: number;
  readonly population: number;
  readonly share: string;
}

export interface ShareReport {
  /** The instant whose facts the figures show. */
  readonly asOf: Date;
  readonly base: { readonly municipalities: number; readonly population: number };
  readonly threshold: ThresholdStanding;
  readonly categories: Readonly<Record<ShareCategory, Portion>>;
  /** Accepted and adopted-not-received together. */
  readonly forecast: Portion & { readonly reachesThreshold: boolean };
  /** All but those that declined. */
  readonly bestCase: Portion & { readonly reachesThreshold: boolean };
  /** The fewest municipalities not yet accepted that would reach the threshold: see `fewestToReach`. */
  readonly fewestFurther: { readonly municipalityNumbers: readonly string[]; readonly population: number };
}

/**
 * The report of one instant, from every declaration of the campaign (each municipality once, in any order: the result
 * is the same). Throws ServiceError `SHARE_BASE_EMPTY` (conflict) if nobody lives in the base, and RangeError on
 * figures that are no whole numbers, on a municipality that comes twice, and on a threshold above 1 or not above 0.
 */
export function shareReport(declarations: readonly ShareDeclaration[], threshold: Threshold, asOf: Date): ShareReport {
  checkInput(declarations, threshold);
  const base = sum(declarations);
  if (base === 0) {
    throw new ServiceError('SHARE_BASE_EMPTY', 'The campaign has no recipient with people in it: issue it first.', {
      category: 'conflict',
    });
  }
  const of = (...categories: ShareCategory[]): Portion => {
    const some = declarations.filter(({ category }) => categories.includes(category));
    const population = sum(some);
    return { declarations: some.length, population, share: percentText(population, base) };
  };
  const reaches = ({ population }: Portion): boolean =>
    BigInt(population) * BigInt(threshold.denominator) >= BigInt(base) * BigInt(threshold.numerator);
  const accepted = of('ACCEPTED');
  const forecast = of('ACCEPTED', 'ADOPTED_NOT_RECEIVED');
  const bestCase = of('ACCEPTED', 'IN_REVIEW', 'ADOPTED_NOT_RECEIVED', 'POSTPONED', 'SILENT');
  const { missing } = thresholdStanding(accepted.population, base, threshold);
  const further = fewestToReach(
    declarations.filter(({ category }) => category !== 'ACCEPTED'),
    missing,
  );
  return {
    asOf,
    base: { municipalities: declarations.length, population: base },
    threshold: thresholdStanding(accepted.population, base, threshold),
    categories: {
      ACCEPTED: accepted,
      IN_REVIEW: of('IN_REVIEW'),
      ADOPTED_NOT_RECEIVED: of('ADOPTED_NOT_RECEIVED'),
      DECLINED: of('DECLINED'),
      POSTPONED: of('POSTPONED'),
      SILENT: of('SILENT'),
    },
    forecast: { ...forecast, reachesThreshold: reaches(forecast) },
    bestCase: { ...bestCase, reachesThreshold: reaches(bestCase) },
    fewestFurther: {
      municipalityNumbers: further.map(({ municipalityNumber }) => municipalityNumber),
      population: sum(further),
    },
  };
}

/** How far `accepted` people of `base` are from the threshold. Whole numbers ≥ 0. */
export function thresholdStanding(accepted: number, base: number, threshold: Threshold): ThresholdStanding {
  const { numerator, denominator } = threshold;
  const population = neededPopulation(base, threshold);
  return {
    numerator,
    denominator,
    population,
    reached: BigInt(accepted) * BigInt(denominator) >= BigInt(base) * BigInt(numerator),
    missing: Math.max(0, population - accepted),
  };
}

/**
 * The fewest candidates whose people together are at least `missing`; all of them if even that is too few. Taken from
 * the largest down (of equals, the lowest number first), which is exact: let the greedy choice stop after k. Any choice
 * of fewer, say j < k, has at most the people of the j largest (exchange each chosen one for one of those, and the sum
 * never falls), and the j largest are fewer people than `missing`, or greedy would have stopped there.
 */
function fewestToReach(candidates: readonly ShareDeclaration[], missing: number): ShareDeclaration[] {
  const largestFirst = candidates.toSorted(
    (one, other) => other.population - one.population || (one.municipalityNumber < other.municipalityNumber ? -1 : 1),
  );
  const chosen: ShareDeclaration[] = [];
  let reached = 0;
  for (const candidate of largestFirst) {
    if (reached >= missing) {
      break;
    }
    chosen.push(candidate);
    reached += candidate.population;
  }
  return chosen;
}

/** The smallest whole p with p × denominator ≥ base × numerator. */
function neededPopulation(base: number, { numerator, denominator }: Threshold): number {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  return Number((BigInt(base) * n + d - 1n) / d);
}

function sum(declarations: readonly ShareDeclaration[]): number {
  return declarations.reduce((total, { population }) => total + population, 0);
}

function checkInput(declarations: readonly ShareDeclaration[], { numerator, denominator }: Threshold): void {
  const whole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (!whole || numerator < 1 || numerator > denominator) {
    throw new RangeError(`The threshold ${numerator}/${denominator} is not a fraction above 0 and up to 1.`);
  }
  const seen = new Set<string>();
  for (const { municipalityNumber, population } of declarations) {
    if (!Number.isSafeInteger(population) || population < 0) {
      throw new RangeError(`Municipality ${municipalityNumber} has ${population} people: not a whole number ≥ 0.`);
    }
    if (seen.has(municipalityNumber)) {
      throw new RangeError(`Municipality ${municipalityNumber} comes twice: each has one declaration in a campaign.`);
    }
    seen.add(municipalityNumber);
  }
}
