import type { ReportedDeclaration } from '../reporting/index.js';
import { scopeOf, SHOWN_AT_ONCE } from './overview-scope.js';
import type { Overview } from './read-overview.js';

/** So many municipalities of ten people, in Agder and Viken by turns; every third has signed. */
function overview(count: number): Overview {
  const declarations = Array.from({ length: count }, (_, index): ReportedDeclaration => ({
    municipalityNumber: String(100_000 + index),
    name: `K${String(index)}`,
    countyName: index % 2 === 0 ? 'Viken' : 'Agder',
    population: 10,
    longitude: 10,
    latitude: 60,
    category: index % 3 === 0 ? 'ACCEPTED' : 'SILENT',
    since: null,
    withdrawn: false,
  }));
  return { declarations } as unknown as Overview;
}

describe('what one page of the overview shows', () => {
  it('is all municipalities while they are few', () => {
    expect(scopeOf(overview(SHOWN_AT_ONCE), {})).toMatchObject({
      kind: 'MUNICIPALITIES',
      county: null,
      count: 1000,
      after: null,
    });
  });

  it('is the counties with their sums when there are more', () => {
    expect(scopeOf(overview(1002), {})).toEqual({
      kind: 'COUNTIES',
      counties: [
        { name: 'Agder', municipalities: 501, population: 5010, accepted: { municipalities: 167, population: 1670 } },
        { name: 'Viken', municipalities: 501, population: 5010, accepted: { municipalities: 167, population: 1670 } },
      ],
    });
  });

  it('is a county, page by page, each municipality once', () => {
    const all = overview(4200);
    const numbers: string[] = [];
    let after: string | null | undefined;
    do {
      const scope = scopeOf(all, { county: 'Agder', after: after ?? undefined });
      if (scope.kind !== 'MUNICIPALITIES') throw new Error('This is no county.');
      expect(scope.count).toBe(2100);
      numbers.push(...scope.declarations.map(({ municipalityNumber }) => municipalityNumber));
      after = scope.after;
    } while (after !== null);
    expect(new Set(numbers).size).toBe(2100);
    expect(numbers).toHaveLength(2100);
  });

  it('is no county that is not there', () => {
    expect(() => scopeOf(overview(3), { county: 'Atlantis' })).toThrow('Atlantis');
  });
});
