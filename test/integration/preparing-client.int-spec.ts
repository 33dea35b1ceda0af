import { PreparingClient } from '../../src/platform/database/index.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let client: PreparingClient;

beforeAll(async () => {
  database = await createEmptyDatabase();
});

afterAll(async () => {
  await database.drop();
});

beforeEach(async () => {
  client = new PreparingClient({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
});

const prepared = async (): Promise<string[]> => {
  const { rows } = await client.query<{ statement: string }>(
    'SELECT statement FROM pg_prepared_statements ORDER BY prepare_time',
  );
  return rows.map((row) => row.statement);
};

it('prepares a statement that comes a third time, and answers alike before and after', async () => {
  const text = 'SELECT $1::integer + 1 AS sum';
  const sums: number[] = [];
  const known: number[] = [];
  for (const value of [1, 2, 3, 4]) {
    const { rows } = await client.query<{ sum: number }>(text, [value]);
    sums.push(rows[0]?.sum ?? 0);
    known.push((await prepared()).length);
  }
  expect(sums).toEqual([2, 3, 4, 5]);
  expect(known).toEqual([0, 0, 1, 1]);
  expect(await prepared()).toEqual([text]);
});

it('keeps texts apart', async () => {
  const texts = ['SELECT $1::text AS value', 'SELECT upper($1::text) AS value'];
  for (let round = 0; round < 4; round++) {
    const values = [];
    for (const text of texts) values.push((await client.query<{ value: string }>(text, ['a'])).rows[0]?.value);
    expect(values).toEqual(['a', 'A']);
  }
  expect((await prepared()).toSorted()).toEqual(texts.toSorted());
});

it('leaves alone what has no parameters, and statements that never come again', async () => {
  for (let round = 0; round < 5; round++) {
    await client.query('SELECT 1');
    await client.query(`SELECT $1::integer + ${round}`, [round]);
  }
  expect(await prepared()).toEqual([]);
});

it('reports the error of a prepared statement, and goes on', async () => {
  const text = 'SELECT 10 / $1::integer AS part';
  for (const value of [1, 2, 5]) await client.query(text, [value]);
  await expect(client.query(text, [0])).rejects.toMatchObject({ code: '22012' });
  expect((await client.query(text, [2])).rows).toEqual([{ part: 5 }]);
});

it('follows a table that is changed', async () => {
  await client.query('CREATE TABLE thing (id integer)');
  const text = 'SELECT count(*)::integer AS count FROM thing WHERE id > $1';
  for (let round = 0; round < 4; round++) await client.query(text, [0]);
  await client.query('ALTER TABLE thing ADD COLUMN name text');
  await client.query('INSERT INTO thing (id) VALUES (1), (2)');
  expect((await client.query(text, [0])).rows).toEqual([{ count: 2 }]);
  await client.query('DROP TABLE thing');
});

it('stops counting at so many texts', async () => {
  for (let index = 0; index < 505; index++) await client.query(`SELECT ${index} + $1::integer`, [1]);
  const late = 'SELECT $1::integer AS late';
  for (let round = 0; round < 4; round++) await client.query(late, [1]);
  expect(await prepared()).toEqual([]);
  for (let round = 0; round < 3; round++) await client.query('SELECT 0 + $1::integer', [1]);
  expect(await prepared()).toEqual(['SELECT 0 + $1::integer']);
});
