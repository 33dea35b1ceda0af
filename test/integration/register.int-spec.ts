import { readFileSync } from 'node:fs';
import { ImportRegister, MunicipalityReadModel } from '../../src/municipalities/index.js';
import { packageFile } from '../../src/platform/config/index.js';
import { type TestApp, startTestApp } from '../support/app.js';

const whole = readFileSync(packageFile('data', 'municipalities-2020.csv'), 'utf8');

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ work: false });
});
afterAll(() => app.close());

const imported = (csv: string) => app.get(ImportRegister).execute(csv, 'system:test');
const events = () =>
  app.dataSource.query(`SELECT data FROM audit_event WHERE action = 'REGISTER_IMPORTED' ORDER BY id`);
const count = async (): Promise<number> => {
  const [row] = await app.dataSource.query('SELECT count(*)::integer AS count FROM municipality');
  return row.count;
};

describe('importing the register', () => {
  it('imports nothing when any row is bad, and names each bad one', async () => {
    const lines = whole.split('\n');
    const bad = [
      ...lines.slice(0, 5),
      lines[5]?.replace(/,\d{9},/, ',123456789,'),
      lines[6]?.replace(/^\d{4}/, '12'),
      ...lines.slice(7),
    ].join('\n');
    await expect(imported(bad)).rejects.toMatchObject({
      code: 'REGISTER_INVALID',
      faults: [
        { where: 'line 6, column organization_number', message: expect.stringContaining('check digit') },
        { where: 'line 7, column number', message: expect.stringContaining('four digits') },
        { where: 'line 7, column county_number', message: expect.any(String) },
      ],
    });
    expect(await count()).toBe(0);
    expect(await events()).toEqual([]);
  });

  it('takes all 356 municipalities and 5,367,580 people, with the two that share a name', async () => {
    expect(await imported(whole)).toEqual({ rows: 356, added: 356, changed: 0, unchanged: 0 });
    const [row] = await app.dataSource.query(
      `SELECT count(*)::integer AS count, sum(population)::integer AS population,
         count(*) FILTER (WHERE name IN ('Herøy', 'Våler'))::integer AS twins FROM municipality`,
    );
    expect(row).toEqual({ count: 356, population: 5_367_580, twins: 4 });
    expect(await events()).toEqual([{ data: { rows: 356, added: 356, changed: 0, unchanged: 0 } }]);
    expect(await app.get(MunicipalityReadModel).find('0301')).toMatchObject({
      number: '0301',
      name: 'Oslo',
      nameSamiOrKven: null,
      countyNumber: '03',
      population: 693_494,
      languageForm: 'neutral',
      samiAdminArea: false,
    });
  });

  it('changes nothing and notes nothing the second time', async () => {
    const [before] = await app.dataSource.query(
      `SELECT string_agg(municipality::text, '|' ORDER BY number) FROM municipality`,
    );
    expect(await imported(whole)).toEqual({ rows: 356, added: 0, changed: 0, unchanged: 356 });
    expect(
      await app.dataSource.query(`SELECT string_agg(municipality::text, '|' ORDER BY number) FROM municipality`),
    ).toEqual([before]);
    expect(await events()).toHaveLength(1);
  });

  it('updates what differs, in any column, by the number', async () => {
    const corrected = whole
      .replace(/^(4640,Sogndal,.*),11847,/m, '$1,11848,')
      .replace(/^(4621),Voss,/m, '$1,Voss vestre,');
    expect(await imported(corrected)).toEqual({ rows: 356, added: 0, changed: 2, unchanged: 354 });
    expect(await app.get(MunicipalityReadModel).find('4640')).toMatchObject({ population: 11_848 });
    expect(await app.get(MunicipalityReadModel).find('4621')).toMatchObject({ name: 'Voss vestre' });
    expect(await count()).toBe(356);
  });

  it('reads the register page by page, each municipality once, in the order of the numbers', async () => {
    const numbers: string[] = [];
    for await (const { number } of app.get(MunicipalityReadModel).all(100)) numbers.push(number);
    expect(numbers).toHaveLength(356);
    expect(numbers).toEqual([...new Set(numbers)].toSorted());
  });
});
