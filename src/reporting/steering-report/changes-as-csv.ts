import { isoWithOffset } from '../../platform/calendar/index.js';
import { formatCsv } from '../../platform/csv/index.js';
import type { SteeringReportFacts } from './steering-report-facts.js';

/** Every change, one a line (RFC 4180; encode as UTF-8). In no language: kinds as the API writes them. */
export function changesAsCsv({ changes, campaign }: SteeringReportFacts): string {
  return formatCsv([
    ['municipality_number', 'municipality', 'population', 'change', 'due_on', 'at'],
    ...changes.map(({ municipalityNumber, name, population, kind, dueOn, at }) => [
      municipalityNumber,
      name,
      population,
      kind,
      dueOn ?? '',
      at === null ? '' : isoWithOffset(at, campaign.timeZone),
    ]),
  ]);
}
