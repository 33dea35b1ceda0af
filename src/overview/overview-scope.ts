import { ServiceError } from '../platform/errors/index.js';
import type { ReportedDeclaration } from '../reporting/index.js';
import type { Overview } from './read-overview.js';

/** So many municipalities stand on one page, with a map: more are told county by county. */
export const SHOWN_AT_ONCE = 1000;

/** What of a campaign one page shows. */
export type OverviewScope =
  | { readonly kind: 'NOTHING' }
  | { readonly kind: 'COUNTIES'; readonly counties: readonly CountyFigures[] }
  | {
      readonly kind: 'MUNICIPALITIES';
      /** Null: of all counties. */
      readonly county: string | null;
      /** How many there are in all, on this page and the others. */
      readonly count: number;
      /** In the order of their numbers, at most SHOWN_AT_ONCE. */
      readonly declarations: readonly ReportedDeclaration[];
      /** The number after which the next page begins; null on the last. */
      readonly after: string | null;
    };

export interface CountyFigures {
  readonly name: string;
  readonly municipalities: number;
  readonly population: number;
  readonly accepted: { readonly municipalities: number; readonly population: number };
}

/** Throws COUNTY_UNKNOWN for a county that is not in the campaign. */
export function scopeOf(
  overview: Overview | null,
  asked: { readonly county?: string | undefined; readonly after?: string | undefined },
): OverviewScope {
  if (overview === null) return { kind: 'NOTHING' };
  const { declarations } = overview;
  if (asked.county === undefined) {
    return declarations.length > SHOWN_AT_ONCE
      ? { kind: 'COUNTIES', counties: countiesOf(declarations) }
      : { kind: 'MUNICIPALITIES', county: null, count: declarations.length, declarations, after: null };
  }
  const county = declarations.filter(({ countyName }) => countyName === asked.county);
  if (county.length === 0) {
    throw new ServiceError('COUNTY_UNKNOWN', `There is no municipality of the campaign in «${asked.county}».`, {
      category: 'not-found',
    });
  }
  const rest = county.filter(({ municipalityNumber }) => municipalityNumber > (asked.after ?? ''));
  const page = rest.slice(0, SHOWN_AT_ONCE);
  const after = rest.length > page.length ? (page.at(-1)?.municipalityNumber ?? null) : null;
  return { kind: 'MUNICIPALITIES', county: asked.county, count: county.length, declarations: page, after };
}

function countiesOf(declarations: readonly ReportedDeclaration[]): CountyFigures[] {
  const counties = new Map<
    string,
    { municipalities: number; population: number; accepted: CountyFigures['accepted'] }
  >();
  for (const { countyName, population, category } of declarations) {
    const county = counties.get(countyName) ?? {
      municipalities: 0,
      population: 0,
      accepted: { municipalities: 0, population: 0 },
    };
    const isAccepted = category === 'ACCEPTED';
    counties.set(countyName, {
      municipalities: county.municipalities + 1,
      population: county.population + population,
      accepted: {
        municipalities: county.accepted.municipalities + (isAccepted ? 1 : 0),
        population: county.accepted.population + (isAccepted ? population : 0),
      },
    });
  }
  return [...counties]
    .map(([name, figures]) => ({ name, ...figures }))
    .sort((a, b) => a.name.localeCompare(b.name, 'nb'));
}
