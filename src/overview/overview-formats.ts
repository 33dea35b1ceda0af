import { isoWithOffset } from '../platform/calendar/index.js';
import { formatCsv } from '../platform/csv/index.js';
import { reportAsJson, type ShareCategory, type ShareReportJson } from '../reporting/index.js';
import type { Overview } from './read-overview.js';

/** Under which anybody may use the figures, and whose they are beside ours. */
export const LICENCE = {
  name: 'NLOD 2.0',
  url: 'https://data.norge.no/nlod/no/2.0',
  attribution: ['Population: Statistics Norway', 'Positions: © Kartverket, CC BY 4.0'],
} as const;

/** The overview as JSON: names and figures only grow in later versions, they never change their meaning. */
export interface OverviewJson {
  readonly schemaVersion: 1;
  readonly licence: typeof LICENCE;
  readonly campaign: { readonly slug: string; readonly title: string; readonly simulated: boolean };
  readonly report: ShareReportJson;
  readonly municipalities: readonly {
    /** Four digits. */
    readonly number: string;
    readonly name: string;
    readonly county: string;
    readonly population: number;
    readonly status: ShareCategory;
    /** ISO 8601 with the zone's offset; null for those that are silent. */
    readonly since: string | null;
  }[];
}

export function overviewAsJson({ campaign, report, declarations }: Overview): OverviewJson {
  const { timeZone, title } = campaign.definition;
  return {
    schemaVersion: 1,
    licence: LICENCE,
    campaign: { slug: campaign.slug, title: title.nb, simulated: campaign.simulated },
    report: reportAsJson(report, timeZone),
    municipalities: declarations.map((declaration) => ({
      number: declaration.municipalityNumber,
      name: declaration.name,
      county: declaration.countyName,
      population: declaration.population,
      status: declaration.category,
      since: declaration.since === null ? null : isoWithOffset(declaration.since, timeZone),
    })),
  };
}

/** The municipalities as comma-separated values (RFC 4180, UTF-8), each line with its instant. */
export function overviewAsCsv(overview: Overview): string {
  const { report, municipalities } = overviewAsJson(overview);
  return formatCsv([
    ['number', 'name', 'county', 'population', 'status', 'since', 'as_of'],
    ...municipalities.map(({ number, name, county, population, status, since }) => [
      number,
      name,
      county,
      population,
      status,
      since ?? '',
      report.asOf,
    ]),
  ]);
}
