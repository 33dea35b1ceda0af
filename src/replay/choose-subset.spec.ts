import { populationRange } from './choose-outcomes.js';
import { chooseSubset } from './choose-subset.js';
import { SeededRandom } from './seeded-random.js';
import { percentHundredths } from '../platform/figures/index.js';

const random = () => new SeededRandom('subset');
const of = (...populations: number[]) =>
  populations.map((population, index) => ({ number: String(1000 + index), population }));

describe('chooseSubset', () => {
  it.each([
    [of(1, 2, 3, 4), 2, { min: 7, max: 7 }, [3, 4]],
    [of(1, 2, 3, 4), 4, { min: 0, max: 100 }, [1, 2, 3, 4]],
    [of(1, 2, 3, 4), 0, { min: 0, max: 0 }, []],
    [of(5, 5, 5), 2, { min: 10, max: 10 }, [5, 5]],
  ])('of %j, %i within %j', (candidates, count, range, expected) => {
    const chosen = chooseSubset(random(), candidates, count, range);
    expect(chosen?.map(({ population }) => population).toSorted()).toEqual(expected);
  });

  it.each([
    [of(1, 2, 3), 4, { min: 0, max: 100 }],
    [of(1, 2, 3), -1, { min: 0, max: 100 }],
    [of(1, 2, 3), 2, { min: 6, max: 9 }],
    [of(1, 2, 3), 2, { min: 0, max: 2 }],
    [of(2, 4, 6), 2, { min: 7, max: 7 }],
    [of(1, 2, 3), 1, { min: 2, max: 1 }],
  ])('of %j, %i within %j: none', (candidates, count, range) => {
    expect(chooseSubset(random(), candidates, count, range)).toBeNull();
  });

  it('finds one in a narrow range among many, without taking any twice', () => {
    const source = new SeededRandom('sizes');
    for (let round = 0; round < 100; round++) {
      const candidates = of(...Array.from({ length: 200 }, () => source.integer(200, 60_000)));
      const middle = candidates.slice(0, 90).reduce((sum, { population }) => sum + population, 0);
      const chosen = chooseSubset(source.fork(`${round}`), candidates, 90, { min: middle - 50, max: middle + 50 })!;
      expect(new Set(chosen.map(({ number }) => number)).size).toBe(90);
      const people = chosen.reduce((sum, { population }) => sum + population, 0);
      expect(Math.abs(people - middle)).toBeLessThanOrEqual(50);
    }
  });
});

describe('populationRange', () => {
  it.each([
    [5600, 4_632_214],
    [6361, 4_632_214],
    [6500, 4_632_214],
    [0, 777],
    [3333, 30_001],
    [10_000, 4_632_214],
  ])('%i hundredths of %i people: both ends round to it, and one further does not', (hundredths, base) => {
    const { min, max } = populationRange(hundredths, base);
    expect([percentHundredths(min, base), percentHundredths(max, base)]).toEqual([hundredths, hundredths]);
    expect(percentHundredths(max + 1, base)).toBeGreaterThan(hundredths);
    expect(min === 0 || percentHundredths(min - 1, base) < hundredths).toBe(true);
  });
});
