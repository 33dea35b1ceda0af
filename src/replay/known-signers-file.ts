import { isLocalDate } from '../platform/calendar/index.js';
import { CsvSyntaxError, parseCsv, type CsvRecord } from '../platform/csv/index.js';
import { ServiceError, type Fault } from '../platform/errors/index.js';
import type { KnownSigner } from './scenario.js';

const HEADER = 'number,name,population_2020,signed_no_later_than,source';
const LIMITS = { maxRecords: 1000, maxFieldLength: 300 };

/**
 * Reads the municipalities known to have signed (CSV, RFC 4180; columns as above, the date may be empty). Throws
 * ServiceError `KNOWN_SIGNERS_INVALID` (invalid) naming every bad line.
 */
export function parseKnownSigners(csvText: string): KnownSigner[] {
  const faults: Fault[] = [];
  const [header, ...rows] = records(csvText);
  if (header?.fields.join(',') !== HEADER) {
    throw invalid([{ where: 'line 1', message: `the header must be ${HEADER}.` }]);
  }
  const seen = new Set<string>();
  const signers = rows.map(({ line, fields }) => {
    const [number = '', , , date = ''] = fields;
    if (fields.length !== 5 || !/^\d{4}$/.test(number) || (date !== '' && !isLocalDate(date)) || seen.has(number)) {
      faults.push({
        where: `line ${line}`,
        message: 'needs five fields: a number of four digits that comes once, and a date YYYY-MM-DD or none.',
      });
    }
    seen.add(number);
    return { number, signedNoLaterThan: date === '' ? null : date };
  });
  if (faults.length > 0) {
    throw invalid(faults);
  }
  return signers;
}

function records(csvText: string): CsvRecord[] {
  try {
    return parseCsv(csvText, LIMITS);
  } catch (error) {
    throw error instanceof CsvSyntaxError ? invalid([{ where: `line ${error.line}`, message: error.message }]) : error;
  }
}

function invalid(faults: readonly Fault[]): ServiceError<'KNOWN_SIGNERS_INVALID'> {
  const list = faults.map(({ where, message }) => `${where}: ${message}`).join(' ');
  return new ServiceError('KNOWN_SIGNERS_INVALID', `The list of known signers is not usable. ${list}`, {
    category: 'invalid',
    faults,
  });
}
