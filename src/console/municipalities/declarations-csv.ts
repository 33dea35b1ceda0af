import type { Campaign } from '../../campaigns/index.js';
import { deadlineState } from '../../declarations/index.js';
import { isoWithOffset } from '../../platform/calendar/index.js';
import { formatCsv } from '../../platform/csv/index.js';
import type { ListedDeclaration } from '../../reporting/index.js';

/** Columns only come at the end in later versions, and never change their meaning. */
const COLUMNS = [
  'number',
  'name',
  'county',
  'population',
  'reference',
  'status',
  'return_state',
  'resolution',
  'deadline',
  'deadline_state',
  'language',
  'withdrawn_at',
  'changed_at',
  'as_of',
] as const;

/** A list of declarations as comma-separated values (RFC 4180, UTF-8), in pieces, each line with its instant. */
export async function* declarationsCsv(
  { definition: { timeZone } }: Campaign,
  pages: AsyncIterable<readonly ListedDeclaration[]>,
  now: Date,
): AsyncGenerator<string> {
  const asOf = isoWithOffset(now, timeZone);
  yield formatCsv([COLUMNS]);
  for await (const rows of pages) {
    yield formatCsv(
      rows.map((row) => [
        row.municipalityNumber,
        row.recipientName,
        row.countyName,
        row.population,
        row.reference,
        row.category,
        row.returnState,
        row.resolution?.outcome ?? '',
        row.dueOn,
        deadlineState(now, row, timeZone),
        row.language,
        row.withdrawnAt === null ? '' : isoWithOffset(row.withdrawnAt, timeZone),
        isoWithOffset(row.changedAt, timeZone),
        asOf,
      ]),
    );
  }
}
