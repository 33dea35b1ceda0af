import { readFileSync } from 'node:fs';
import { ServiceError } from '../platform/errors/index.js';
import { parseRegister } from './register-file.js';

const HEADER =
  'number,name,name_sami_or_kven,county_number,county_name,health_region,population_2020,organization_number,email,' +
  'language_form,sami_admin_area,website,longitude,latitude';

const GOOD = {
  number: '0301',
  name: 'Eksempel',
  name_sami_or_kven: '',
  county_number: '03',
  county_name: 'Fylket',
  health_region: 'Helse Nord',
  population_2020: '1200',
  organization_number: '958935420',
  email: 'post@eksempel.example',
  language_form: 'nøytral',
  sami_admin_area: 'false',
  website: 'eksempel.example',
  longitude: '10.739',
  latitude: '59.982',
};

function row(change: Partial<typeof GOOD> = {}): string {
  return Object.values({ ...GOOD, ...change }).join(',');
}

function faultsOf(text: string): { code: string; category: string; faults: string[] } {
  try {
    parseRegister(text);
  } catch (error) {
    if (error instanceof ServiceError) {
      const faults = error.faults.map((fault) => `${fault.where}: ${fault.message}`);
      return { code: error.code, category: error.category, faults };
    }
    throw error;
  }
  throw new Error('The register was accepted.');
}

describe('the register of 2020', () => {
  const municipalities = parseRegister(
    readFileSync(new URL('../../data/municipalities-2020.csv', import.meta.url), 'utf8'),
  );

  it('has 356 municipalities and 5,367,580 people', () => {
    expect(municipalities).toHaveLength(356);
    expect(municipalities.reduce((sum, municipality) => sum + municipality.population, 0)).toBe(5_367_580);
  });

  it('has 64 municipalities and 733,940 people in Midt-Norge', () => {
    const inside = municipalities.filter((municipality) => municipality.healthRegion === 'Helse Midt-Norge');
    expect(inside).toHaveLength(64);
    expect(inside.reduce((sum, municipality) => sum + municipality.population, 0)).toBe(733_940);
  });

  it.each(['Herøy', 'Våler'])('has %s twice, with two numbers', (name) => {
    const numbers = municipalities.filter((municipality) => municipality.name === name).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(2);
  });

  it('knows the language forms and the 19 Sami or Kven names', () => {
    const count = (form: string) => municipalities.filter(({ languageForm }) => languageForm === form).length;
    expect([count('nb'), count('nn'), count('neutral')]).toEqual([118, 90, 148]);
    expect(municipalities.filter(({ nameSamiOrKven }) => nameSamiOrKven !== null)).toHaveLength(19);
  });
});

describe('a row', () => {
  it('becomes a municipality', () => {
    expect(parseRegister(`${HEADER}\n${row({ name_sami_or_kven: 'Ovdamearka', sami_admin_area: 'true' })}\n`)).toEqual([
      {
        number: '0301',
        name: 'Eksempel',
        nameSamiOrKven: 'Ovdamearka',
        countyNumber: '03',
        countyName: 'Fylket',
        healthRegion: 'Helse Nord',
        population: 1200,
        organizationNumber: '958935420',
        email: 'post@eksempel.example',
        languageForm: 'neutral',
        samiAdminArea: true,
        website: 'eksempel.example',
        longitude: 10.739,
        latitude: 59.982,
      },
    ]);
  });

  it('is read the same with a byte order mark, CRLF, quotes and no last line break', () => {
    const plain = parseRegister(`${HEADER}\n${row({ name: 'Nore og Uvdal' })}\n`);
    expect(parseRegister(`\uFEFF${HEADER}\r\n${row({ name: '"Nore og Uvdal"' })}`)).toEqual(plain);
  });

  it.each([
    ['number', '301', 'four digits'],
    ['number', '03O1', 'four digits'],
    ['name', '', 'not a name'],
    ['name', ' Eksempel', 'not a name'],
    ['name', 'A\u0000B', 'not a name'],
    ['name_sami_or_kven', ' ', 'neither a name nor empty'],
    ['county_number', '04', 'begins with'],
    ['county_name', '', 'not a name'],
    ['health_region', 'Midt-Norge', 'none of Helse Nord'],
    ['population_2020', '-1', 'whole number'],
    ['population_2020', '1 200', 'whole number'],
    ['population_2020', '1200.5', 'whole number'],
    ['population_2020', '01200', 'whole number'],
    ['population_2020', '1e3', 'whole number'],
    ['population_2020', '', 'whole number'],
    ['population_2020', '100000001', 'whole number'],
    ['organization_number', '958935421', 'check digit'],
    ['organization_number', '95893542', 'check digit'],
    ['email', 'post.eksempel.example', 'e-mail address'],
    ['email', 'post@eksempel', 'e-mail address'],
    ['email', 'a@b@eksempel.example', 'e-mail address'],
    ['email', 'Post <post@eksempel.example>', 'e-mail address'],
    ['email', 'post..a@eksempel.example', 'e-mail address'],
    ['email', 'pøst@eksempel.example', 'e-mail address'],
    ['email', '"post@eksempel.example\r\nBcc: a@b.example"', 'e-mail address'],
    ['email', `${'a'.repeat(65)}@eksempel.example`, 'e-mail address'],
    ['language_form', 'Bokmål', 'none of bokmål, nynorsk, nøytral'],
    ['sami_admin_area', 'ja', 'neither true nor false'],
    ['website', 'https://eksempel.example', 'host name'],
    ['website', 'eksempel', 'host name'],
    ['longitude', '59.982', 'degrees east'],
    ['longitude', '10,739', ''],
    ['latitude', '10.739', 'degrees north'],
    ['latitude', '', 'degrees north'],
    ['latitude', 'NaN', 'degrees north'],
  ] as const)('with %s %j is named', (column, value, reason) => {
    const { code, category, faults } = faultsOf(`${HEADER}\n${row({ number: '0301' })}\n${row({ [column]: value })}\n`);
    expect([code, category]).toEqual(['REGISTER_INVALID', 'invalid']);
    expect(faults[0]).toMatch(
      value.includes(',')
        ? /^line 3: has 15 fields/
        : new RegExp(`^line 3, column ${column === 'number' ? '(number|county_number)' : column}: `),
    );
    expect(faults[0]).toContain(reason);
  });
});

describe('all or nothing', () => {
  it('names every bad field of every bad row, in order', () => {
    const text = [
      HEADER,
      row(),
      row({ number: '1101', county_number: '11', population_2020: 'x', email: 'y' }),
      row({ number: '1103', county_number: '11', organization_number: '944496394' }),
      row({ number: '1106', county_number: '11', latitude: '90.1', organization_number: '944073787' }),
    ].join('\n');
    expect(faultsOf(text).faults.map((fault) => fault.split(':')[0])).toEqual([
      'line 3, column population_2020',
      'line 3, column email',
      'line 5, column latitude',
    ]);
  });

  it('refuses a number or an organisation number that comes twice, and says where it came first', () => {
    const twice = [HEADER, row(), row({ name: 'Annet' })].join('\n');
    expect(faultsOf(twice).faults).toEqual([
      'line 3, column number: "0301" is already on line 2.',
      'line 3, column organization_number: "958935420" is already on line 2.',
    ]);
  });

  it('lets two municipalities have one name', () => {
    const text = [HEADER, row(), row({ number: '0302', organization_number: '944496394' })].join('\n');
    expect(parseRegister(text).map(({ name }) => name)).toEqual(['Eksempel', 'Eksempel']);
  });

  it.each([
    ['', 'missing: number'],
    [`${HEADER}\n`, 'holds no municipality'],
    [`${HEADER.replace('email', 'e-mail')}\n${row()}`, 'missing: email; unknown: "e-mail"'],
    [`${HEADER.replace('number,name', 'name,number')}\n${row()}`, 'out of order'],
    [row(), 'missing: number'],
    [`${HEADER}\n${row({ name: '"open' })}`, 'never closed'],
    [`${HEADER}\n${'0301,\n'.repeat(10_001)}`, 'more than 10001 records'],
    [`${HEADER}\n${' '.repeat(5_000_000)}`, 'more than 5000000 characters'],
  ])('refuses a file that is not the register (%#)', (text, reason) => {
    expect(faultsOf(text).faults.join(' ')).toContain(reason);
  });

  it('says in its message how many faults there are and that nothing was imported', () => {
    const text = [HEADER, ...Array.from({ length: 8 }, () => row({ email: 'x' }))].join('\n');
    expect(() => parseRegister(text)).toThrow(/8 faults and nothing was imported.*and 3 more/);
  });
});
