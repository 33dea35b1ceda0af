import type { ScenarioMunicipality } from './scenario.js';
import type { SeededRandom } from './seeded-random.js';

/** Both ends included. */
export interface PopulationRange {
  readonly min: number;
  readonly max: number;
}

const RESTARTS = 20;

/**
 * Draws `count` of the candidates whose people together lie in the range, or null if none was found. A local search:
 * from a random choice it makes, again and again, the one exchange that comes nearest to the middle of the range, and
 * starts anew from another random choice where no exchange helps. A start costs about count × log(candidates) per
 * exchange, and few exchanges are needed: with hundreds of candidates of many sizes nearly every start succeeds.
 */
export function chooseSubset(
  random: SeededRandom,
  candidates: readonly ScenarioMunicipality[],
  count: number,
  range: PopulationRange,
): ScenarioMunicipality[] | null {
  if (!isWithinReach(candidates, count, range)) {
    return null;
  }
  const goal = Math.floor((range.min + range.max) / 2);
  for (let start = 0; start < RESTARTS; start++) {
    const order = random.shuffle(candidates);
    const chosen = order.slice(0, count);
    const others = order.slice(count).toSorted((one, other) => one.population - other.population);
    let missing = goal - chosen.reduce((sum, { population }) => sum + population, 0);
    for (;;) {
      const people = goal - missing;
      if (people >= range.min && people <= range.max) {
        return chosen;
      }
      const exchange = nearestExchange(chosen, others, missing);
      if (exchange === null || Math.abs(exchange.missing) >= Math.abs(missing)) {
        break;
      }
      const [out] = chosen.splice(exchange.out, 1, others[exchange.in]!);
      others.splice(exchange.in, 1);
      others.splice(lowerBound(others, out!.population), 0, out!);
      missing = exchange.missing;
    }
  }
  return null;
}

/** Whether the range lies between the `count` smallest together and the `count` largest together. */
function isWithinReach(candidates: readonly ScenarioMunicipality[], count: number, range: PopulationRange): boolean {
  if (count < 0 || count > candidates.length || range.min > range.max) {
    return false;
  }
  const sizes = candidates.map(({ population }) => population).toSorted((one, other) => one - other);
  const sum = (some: readonly number[]): number => some.reduce((total, size) => total + size, 0);
  return sum(sizes.slice(0, count)) <= range.max && sum(sizes.slice(sizes.length - count)) >= range.min;
}

/** The exchange of one chosen for one other after which the fewest people are missing (or too many). */
function nearestExchange(
  chosen: readonly ScenarioMunicipality[],
  others: readonly ScenarioMunicipality[],
  missing: number,
): { out: number; in: number; missing: number } | null {
  let best: { out: number; in: number; missing: number } | null = null;
  for (const [out, { population }] of chosen.entries()) {
    const at = lowerBound(others, population + missing);
    for (const index of [at - 1, at]) {
      const other = others[index];
      const left = other === undefined ? Infinity : missing - (other.population - population);
      if (best === null ? left !== Infinity : Math.abs(left) < Math.abs(best.missing)) {
        best = { out, in: index, missing: left };
      }
    }
  }
  return best;
}

/** Index of the first one with at least `population` people, in a list ordered by people. */
function lowerBound(ordered: readonly ScenarioMunicipality[], population: number): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (ordered[middle]!.population < population) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
