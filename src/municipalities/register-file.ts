import { CsvSyntaxError, parseCsv, type CsvRecord } from '../platform/csv/index.js';
import { ServiceError, type Fault } from '../platform/errors/index.js';
import { isOrganizationNumber } from './organization-number.js';

/** The language form of a municipality's målvedtak: bokmål, nynorsk, or neutral (it chose neither). */
export type LanguageForm = 'nb' | 'nn' | 'neutral';

/** The four regional health authorities' regions. */
export type HealthRegion = 'Helse Nord' | 'Helse Midt-Norge' | 'Helse Vest' | 'Helse Sør-Øst';

/** One municipality as the register has it. */
export interface Municipality {
  /** Four digits, the key; names repeat (Herøy, Våler). */
  readonly number: string;
  readonly name: string;
  readonly nameSamiOrKven: string | null;
  /** Two digits, the first two of `number`. */
  readonly countyNumber: string;
  readonly countyName: string;
  readonly healthRegion: HealthRegion;
  /** Inhabitants, a whole number. */
  readonly population: number;
  /** Nine digits with a valid check digit. */
  readonly organizationNumber: string;
  readonly email: string;
  readonly languageForm: LanguageForm;
  /** In the administrative area for Sami languages. */
  readonly samiAdminArea: boolean;
  /** Host name, without a scheme. */
  readonly website: string;
  /** Degrees east and north of the municipality's middle (WGS 84). */
  readonly longitude: number;
  readonly latitude: number;
}

const COLUMNS = [
  'number',
  'name',
  'name_sami_or_kven',
  'county_number',
  'county_name',
  'health_region',
  'population_2020',
  'organization_number',
  'email',
  'language_form',
  'sami_admin_area',
  'website',
  'longitude',
  'latitude',
] as const;

type Column = (typeof COLUMNS)[number];

const LANGUAGE_FORMS: ReadonlyMap<string, LanguageForm> = new Map([
  ['bokmål', 'nb'],
  ['nynorsk', 'nn'],
  ['nøytral', 'neutral'],
]);
// Recipients are chosen by health region, so a misspelt one must never pass as a fifth.
const HEALTH_REGIONS: readonly HealthRegion[] = ['Helse Nord', 'Helse Midt-Norge', 'Helse Vest', 'Helse Sør-Øst'];
const POPULATION_MAX = 100_000_000;
/** Four digits make at most 10,000 municipalities. */
const LIMITS = { maxCharacters: 5_000_000, maxRecords: 10_001, maxFieldLength: 300 };

/**
 * Reads the register: UTF-8 text of a CSV file (RFC 4180; a byte order mark, CRLF or LF) with exactly the columns
 * above in that order. All or nothing: if anything is wrong it throws ServiceError `REGISTER_INVALID` (category
 * invalid) whose faults name line, column, value and reason of every bad field, and returns nothing.
 */
export function parseRegister(csvText: string): Municipality[] {
  if (csvText.length > LIMITS.maxCharacters) {
    throw registerInvalid([
      { where: 'file', message: `has more than ${LIMITS.maxCharacters} characters; split it or check what it is.` },
    ]);
  }
  const [header, ...rows] = readRecords(csvText);
  const headerFault = checkHeader(header);
  if (headerFault !== undefined) {
    throw registerInvalid([headerFault]);
  }
  if (rows.length === 0) {
    throw registerInvalid([{ where: 'file', message: 'holds no municipality, only the header.' }]);
  }
  const faults: Fault[] = [];
  const municipalities: Municipality[] = [];
  const seenNumbers = new Map<string, number>();
  const seenOrganizations = new Map<string, number>();
  for (const row of rows) {
    const municipality = readRow(row, faults);
    if (municipality === undefined) {
      continue;
    }
    municipalities.push(municipality);
    claim(seenNumbers, row.line, 'number', municipality.number, faults);
    claim(seenOrganizations, row.line, 'organization_number', municipality.organizationNumber, faults);
  }
  if (faults.length > 0) {
    throw registerInvalid(faults);
  }
  return municipalities;
}

function readRecords(csvText: string): CsvRecord[] {
  try {
    return parseCsv(csvText, LIMITS);
  } catch (error) {
    if (error instanceof CsvSyntaxError) {
      throw registerInvalid([{ where: `line ${error.line}`, message: error.message }], error);
    }
    throw error;
  }
}

function checkHeader(header: CsvRecord | undefined): Fault | undefined {
  const found = header?.fields ?? [];
  if (found.join(',') === COLUMNS.join(',')) {
    return undefined;
  }
  const missing = COLUMNS.filter((column) => !found.includes(column));
  const unknown = found.filter((column) => !(COLUMNS as readonly string[]).includes(column));
  const reasons = [
    ...(missing.length > 0 ? [`missing: ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`unknown: ${unknown.map(quote).join(', ')}`] : []),
  ];
  return {
    where: `line ${header?.line ?? 1}`,
    message: `the header must be ${COLUMNS.join(',')} (${reasons.join('; ') || 'a column is repeated or out of order'}).`,
  };
}

function readRow(row: CsvRecord, faults: Fault[]): Municipality | undefined {
  if (row.fields.length !== COLUMNS.length) {
    faults.push({
      where: `line ${row.line}`,
      message: `has ${row.fields.length} fields, not ${COLUMNS.length}; a comma inside a field needs quotes.`,
    });
    return undefined;
  }
  const before = faults.length;
  /** The field's value if `valid` accepts it; a fault otherwise (and the raw value, which is then thrown away). */
  const field = (column: Column, valid: (value: string) => boolean, reason: string): string => {
    const value = row.fields[COLUMNS.indexOf(column)]!;
    if (!valid(value)) {
      faults.push({ where: `line ${row.line}, column ${column}`, message: `${quote(value)} ${reason}.` });
    }
    return value;
  };
  const number = field('number', (value) => /^\d{4}$/.test(value), 'is not a municipality number of four digits');
  const name = field('name', isName, 'is not a name (1 to 100 printable characters, no space at either end)');
  const otherName = field('name_sami_or_kven', (value) => value === '' || isName(value), 'is neither a name nor empty');
  const municipality: Municipality = {
    number,
    name,
    nameSamiOrKven: otherName === '' ? null : otherName,
    countyNumber: field(
      'county_number',
      (value) => /^\d{2}$/.test(value) && number.startsWith(value),
      `is not the two digits that the municipality number ${quote(number)} begins with`,
    ),
    countyName: field('county_name', isName, 'is not a name (1 to 100 printable characters, no space at either end)'),
    healthRegion: field(
      'health_region',
      (value) => (HEALTH_REGIONS as readonly string[]).includes(value),
      `is none of ${HEALTH_REGIONS.join(', ')}`,
    ) as HealthRegion,
    population: Number(
      field(
        'population_2020',
        (value) => /^(0|[1-9]\d{0,8})$/.test(value) && Number(value) <= POPULATION_MAX,
        'is not a whole number of inhabitants (digits only)',
      ),
    ),
    organizationNumber: field(
      'organization_number',
      isOrganizationNumber,
      'is not an organisation number: nine digits of which the last is the check digit',
    ),
    email: field('email', isEmailAddress, 'is not an e-mail address such as post@kommune.example'),
    languageForm: LANGUAGE_FORMS.get(
      field(
        'language_form',
        (value) => LANGUAGE_FORMS.has(value),
        `is none of ${[...LANGUAGE_FORMS.keys()].join(', ')}`,
      ),
    )!,
    samiAdminArea:
      field('sami_admin_area', (value) => value === 'true' || value === 'false', 'is neither true nor false') ===
      'true',
    website: field('website', isHostName, 'is not a host name such as kommune.example, without https://'),
    // Mainland Norway; a wider range would let swapped columns pass.
    longitude: Number(field('longitude', (value) => isDegrees(value, 4, 32), 'is not between 4 and 32 degrees east')),
    latitude: Number(field('latitude', (value) => isDegrees(value, 57, 72), 'is not between 57 and 72 degrees north')),
  };
  return faults.length === before ? municipality : undefined;
}

function claim(seen: Map<string, number>, line: number, column: Column, value: string, faults: Fault[]): void {
  const first = seen.get(value);
  if (first === undefined) {
    seen.set(value, line);
  } else {
    faults.push({ where: `line ${line}, column ${column}`, message: `${quote(value)} is already on line ${first}.` });
  }
}

function isName(value: string): boolean {
  return value.length <= 100 && /^[^\s\p{C}]$|^[^\s\p{C}][^\p{C}]*[^\s\p{C}]$/u.test(value);
}

/** The ASCII dot-atom form of RFC 5321 section 4.1.2, with its lengths (4.5.3.1); quoted local parts are refused. */
function isEmailAddress(value: string): boolean {
  const [local = '', domain = ''] = value.split('@', 2);
  return (
    value.length <= 254 &&
    value === `${local}@${domain}` &&
    local.length <= 64 &&
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) &&
    /^[A-Za-z0-9.-]+$/.test(domain) &&
    isHostName(domain)
  );
}

/** At least two labels of letters, digits and inner hyphens (RFC 1123 section 2.1; letters beyond ASCII for IDNs). */
function isHostName(value: string): boolean {
  const label = '[\\p{L}\\d](?:[\\p{L}\\d-]{0,61}[\\p{L}\\d])?';
  return value.length <= 253 && new RegExp(`^${label}(\\.${label})*\\.\\p{L}{2,63}$`, 'u').test(value);
}

function isDegrees(value: string, from: number, to: number): boolean {
  return /^\d{1,3}(\.\d{1,8})?$/.test(value) && Number(value) >= from && Number(value) <= to;
}

/** The value for a message: cut short, control characters escaped. */
function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function registerInvalid(faults: readonly Fault[], cause?: unknown): ServiceError<'REGISTER_INVALID'> {
  const places = faults.slice(0, 5).map((fault) => `${fault.where}: ${fault.message}`);
  const more = faults.length > places.length ? ` … and ${faults.length - places.length} more.` : '';
  return new ServiceError(
    'REGISTER_INVALID',
    `The register has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`} and nothing was imported. ` +
      `Mend the file and import it again. ${places.join(' ')}${more}`,
    { category: 'invalid', faults, cause },
  );
}
