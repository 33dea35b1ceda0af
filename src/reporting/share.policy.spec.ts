import { ServiceError } from '../platform/errors/index.js';
import {
  categorise,
  SHARE_CATEGORIES,
  shareReport,
  type DeclarationFacts,
  type ShareCategory,
  type ShareDeclaration,
} from './share.policy.js';

const AS_OF = new Date('2020-07-01T10:00:00Z');
const HALF = { numerator: 1, denominator: 2 };

/** A small generator of whole numbers, so that each run of a property test sees the same cases (Lehmer, MINSTD). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function declared(category: ShareCategory, ...populations: number[]): ShareDeclaration[] {
  return populations.map((population, index) => ({
    municipalityNumber: `${SHARE_CATEGORIES.indexOf(category) + 1}${String(index).padStart(3, '0')}`,
    population,
    category,
  }));
}

describe('categorise', () => {
  const states = ['NONE', 'RECEIVED', 'NEEDS_REVIEW', 'ACCEPTED', 'REJECTED', 'SUPERSEDED'] as const;
  const table: Record<(typeof states)[number], [ShareCategory, ShareCategory, ShareCategory, ShareCategory]> = {
    // resolution:  none       ADOPTED                 DECLINED     POSTPONED
    NONE: ['SILENT', 'ADOPTED_NOT_RECEIVED', 'DECLINED', 'POSTPONED'],
    RECEIVED: ['IN_REVIEW', 'IN_REVIEW', 'IN_REVIEW', 'IN_REVIEW'],
    NEEDS_REVIEW: ['IN_REVIEW', 'IN_REVIEW', 'IN_REVIEW', 'IN_REVIEW'],
    ACCEPTED: ['ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'ACCEPTED'],
    REJECTED: ['SILENT', 'ADOPTED_NOT_RECEIVED', 'DECLINED', 'POSTPONED'],
    SUPERSEDED: ['SILENT', 'ADOPTED_NOT_RECEIVED', 'DECLINED', 'POSTPONED'],
  };

  it.each(states)('a return that is %s, under each resolution', (returnState) => {
    const resolutions: DeclarationFacts['resolution'][] = [null, 'ADOPTED', 'DECLINED', 'POSTPONED'];
    expect(resolutions.map((resolution) => categorise({ returnState, resolution, withdrawn: false }))).toEqual(
      table[returnState],
    );
  });

  it('never counts a withdrawn declaration as support', () => {
    for (const returnState of states) {
      expect(categorise({ returnState, resolution: null, withdrawn: true })).toBe('DECLINED');
      expect(categorise({ returnState, resolution: 'ADOPTED', withdrawn: true })).toBe('DECLINED');
      expect(categorise({ returnState, resolution: 'DECLINED', withdrawn: true })).toBe('DECLINED');
      expect(categorise({ returnState, resolution: 'POSTPONED', withdrawn: true })).toBe('POSTPONED');
    }
  });
});

describe('shareReport', () => {
  it('states every portion of one base', () => {
    const report = shareReport(
      [
        ...declared('ACCEPTED', 300, 100),
        ...declared('IN_REVIEW', 50),
        ...declared('ADOPTED_NOT_RECEIVED', 70, 80),
        ...declared('DECLINED', 90),
        ...declared('POSTPONED', 110),
        ...declared('SILENT', 150, 50),
      ],
      HALF,
      AS_OF,
    );
    expect(report).toEqual({
      asOf: AS_OF,
      base: { municipalities: 9, population: 1000 },
      threshold: { numerator: 1, denominator: 2, population: 500, reached: false, missing: 100 },
      categories: {
        ACCEPTED: { declarations: 2, population: 400, share: '40.00' },
        IN_REVIEW: { declarations: 1, population: 50, share: '5.00' },
        ADOPTED_NOT_RECEIVED: { declarations: 2, population: 150, share: '15.00' },
        DECLINED: { declarations: 1, population: 90, share: '9.00' },
        POSTPONED: { declarations: 1, population: 110, share: '11.00' },
        SILENT: { declarations: 2, population: 200, share: '20.00' },
      },
      forecast: { declarations: 4, population: 550, share: '55.00', reachesThreshold: true },
      bestCase: { declarations: 8, population: 910, share: '91.00', reachesThreshold: true },
      fewestFurther: { municipalityNumbers: ['6000'], population: 150 },
    });
  });

  it.each([
    // accepted, silent, threshold, people needed, reached, missing
    [2_316_107, 2_316_107, [1, 2], 2_316_107, true, 0],
    [2_316_106, 2_316_108, [1, 2], 2_316_107, false, 1],
    [50, 51, [1, 2], 51, false, 1], // 49.50 %
    [51, 50, [1, 2], 51, true, 0],
    [333, 667, [1, 3], 334, false, 1], // shown as 33.30 %
    [334, 666, [1, 3], 334, true, 0],
    [49_999_999, 50_000_001, [1, 2], 50_000_000, false, 1], // shown as 50.00 %, and yet not reached
    [1, 0, [1, 1], 1, true, 0],
    [2_999_999_999_999_999, 3_000_000_000_000_001, [1, 2], 3_000_000_000_000_000, false, 1],
  ] as const)(
    '%i of %i more against %j',
    (accepted, silent, [numerator, denominator], population, reached, missing) => {
      const report = shareReport(
        [...declared('ACCEPTED', accepted), ...declared('SILENT', silent)],
        { numerator, denominator },
        AS_OF,
      );
      expect(report.threshold).toEqual({ numerator, denominator, population, reached, missing });
      expect(report.fewestFurther.municipalityNumbers).toHaveLength(reached ? 0 : 1);
    },
  );

  it('finds the fewest further municipalities, as trying every choice does', () => {
    const next = numbers(2020);
    for (let round = 0; round < 200; round++) {
      const declarations = Array.from({ length: 1 + next(10) }, (_, index) => ({
        municipalityNumber: String(1000 + index),
        population: next(6) === 0 ? 0 : next(40),
        category: SHARE_CATEGORIES[next(SHARE_CATEGORIES.length)]!,
      }));
      const base = declarations.reduce((total, { population }) => total + population, 0);
      if (base === 0) {
        continue;
      }
      const denominator = 1 + next(12);
      const threshold = { numerator: 1 + next(denominator), denominator };
      const report = shareReport(declarations, threshold, AS_OF);
      const rest = declarations.filter(({ category }) => category !== 'ACCEPTED');
      const accepted = base - rest.reduce((total, { population }) => total + population, 0);
      let fewest = Infinity;
      for (let choice = 0; choice < 2 ** rest.length; choice++) {
        const chosen = rest.filter((_, index) => (choice >> index) % 2 === 1);
        const people = chosen.reduce((total, { population }) => total + population, accepted);
        fewest = people * denominator >= base * threshold.numerator ? Math.min(fewest, chosen.length) : fewest;
      }
      expect(report.fewestFurther.municipalityNumbers).toHaveLength(fewest);
      expect(report.threshold.reached).toBe(fewest === 0);
      expect(report.threshold.missing).toBe(Math.max(0, report.threshold.population - accepted));
      const portions = Object.values(report.categories);
      expect(portions.reduce((total, { population }) => total + population, 0)).toBe(base);
      expect(portions.reduce((total, portion) => total + portion.declarations, 0)).toBe(declarations.length);
    }
  });

  it('is the same in whichever order the declarations come', () => {
    const next = numbers(7);
    const declarations = Array.from({ length: 60 }, (_, index) => ({
      municipalityNumber: String(1000 + index),
      population: 1 + next(5) * 100,
      category: SHARE_CATEGORIES[next(SHARE_CATEGORIES.length)]!,
    }));
    const report = shareReport(declarations, { numerator: 9, denominator: 10 }, AS_OF);
    for (let round = 0; round < 50; round++) {
      const shuffled = declarations
        .map((declaration) => ({ declaration, key: next(1_000_000) }))
        .toSorted((one, other) => one.key - other.key)
        .map(({ declaration }) => declaration);
      expect(shareReport(shuffled, { numerator: 9, denominator: 10 }, AS_OF)).toEqual(report);
    }
  });

  it('refuses an empty base with a code', () => {
    expect(() => shareReport([], HALF, AS_OF)).toThrow(ServiceError);
    expect(() => shareReport(declared('SILENT', 0), HALF, AS_OF)).toThrow('issue it first');
  });

  it.each([
    [declared('SILENT', 1.5), HALF, 'not a whole number'],
    [declared('SILENT', -1), HALF, 'not a whole number'],
    [[...declared('SILENT', 1), ...declared('SILENT', 1)], HALF, 'comes twice'],
    [declared('SILENT', 1), { numerator: 3, denominator: 2 }, 'threshold'],
    [declared('SILENT', 1), { numerator: 0, denominator: 2 }, 'threshold'],
    [declared('SILENT', 1), { numerator: 0.5, denominator: 1 }, 'threshold'],
  ])('refuses %j with %j', (declarations, threshold, message) => {
    expect(() => shareReport(declarations, threshold, AS_OF)).toThrow(message);
  });
});
