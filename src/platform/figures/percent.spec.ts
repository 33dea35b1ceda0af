import { norwegianInteger, norwegianPercent, percentHundredths, percentText } from './index.js';

describe('a share in percent', () => {
  it.each([
    [0, 1, '0.00'],
    [1, 1, '100.00'],
    [1, 2, '50.00'],
    [1, 3, '33.33'],
    [2, 3, '66.67'],
    [1, 20_000, '0.01'], // exactly half a hundredth: up
    [1, 20_001, '0.00'],
    [99_995, 100_000_000, '0.10'],
    [5, 100_000, '0.01'],
    [4, 100_000, '0.00'],
    [2_594_040, 4_632_214, '56.00'],
    [2_316_107, 4_632_214, '50.00'],
    [9_007_199_254_740_990, 9_007_199_254_740_991, '100.00'],
    [3, 2, '150.00'],
  ])('%i of %i is %s', (numerator, denominator, expected) => {
    expect(percentText(numerator, denominator)).toBe(expected);
    expect(norwegianPercent(numerator, denominator)).toBe(`${expected.replace('.', ',')}\u00A0%`);
  });

  it('rounds at the same boundary as a search for the nearest hundredth, all of a base of 777', () => {
    for (let numerator = 0; numerator <= 777; numerator++) {
      const hundredths = percentHundredths(numerator, 777);
      // |n/d − h/10000| ≤ 1/20000, in whole numbers.
      expect(Math.abs(20_000 * numerator - 2 * hundredths * 777)).toBeLessThanOrEqual(777);
    }
  });

  it.each([
    [1, 0],
    [-1, 2],
    [1.5, 2],
    [1, Number.NaN],
    [2 ** 53, 2 ** 53],
  ])('refuses %d of %d', (numerator, denominator) => {
    expect(() => percentText(numerator, denominator)).toThrow(RangeError);
  });
});

describe('a whole number in Norwegian', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1\u00A0000'],
    [4_632_214, '4\u00A0632\u00A0214'],
    [-12_345, '-12\u00A0345'],
  ])('%i', (figure, expected) => {
    expect(norwegianInteger(figure)).toBe(expected);
  });
});
