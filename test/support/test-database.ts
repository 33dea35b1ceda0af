import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';

export interface TestDatabase {
  /** postgres://… of a database that nobody else uses. */
  readonly url: string;
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>;
}

const run = process.env['TILSLUTNING_TEST_RUN'] ?? 'alone';
const template = `tilslutning_${run}_template`;
const compiledDataSource = join(import.meta.dirname, '../../dist/data-source.js');

/** A migrated database of its own for a test file: a copy of the run's template, made in well under 0.1 s. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await testServerUrl();
  await ensureTemplate(server);
  return createDatabase(server, template);
}

/** An empty database: for tests of the migrations themselves, or of code that makes its own tables. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase(await testServerUrl(), 'template0');
}

/** The run's server, started by whichever test file asks first: TEST_SERVER_URL if given, else an embedded one. */
async function testServerUrl(): Promise<string> {
  const lent = process.env['TEST_SERVER_URL'];
  if (lent !== undefined && lent !== '') return lent;
  const directory = process.env['TILSLUTNING_TEST_CLUSTER'];
  if (directory === undefined) throw new Error('No test database server: run the tests through jest.config.js.');
  const known = join(directory, 'test-server-url');
  if (existsSync(known)) return readFile(known, 'utf8');
  // Not stopped here: other test files use it, and the global teardown ends it.
  const { url } = await startEmbeddedPostgres({ directory, maxConnections: 300, durability: 'relaxed' });
  const staged = `${known}.${randomUUID()}`;
  await writeFile(staged, url, { mode: 0o600 });
  await rename(staged, known);
  return url;
}

async function ensureTemplate(server: string): Promise<void> {
  await withClient(server, async (client) => {
    // One test file migrates, the others wait for it.
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount !== 0) return;
    if (!existsSync(compiledDataSource)) {
      throw new Error(
        'The tests migrate their database with dist/data-source.js, which is not there: run npm run build first.',
      );
    }
    const building = `${template}_building`;
    await client.query(`DROP DATABASE IF EXISTS ${building} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${building} TEMPLATE template0`);
    await migrate(databaseUrl(server, building));
    await client.query(`ALTER DATABASE ${building} RENAME TO ${template}`);
  });
}

/** In a process of its own: the compiled entities load several times faster outside Jest's module registry. */
async function migrate(url: string): Promise<void> {
  const script = 'const { migrateDatabase } = await import(process.argv[1]); await migrateDatabase(process.argv[2]);';
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, compiledDataSource, url]);
}

async function createDatabase(server: string, from: string): Promise<TestDatabase> {
  const name = `tilslutning_${run}_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY`));
  return {
    url: databaseUrl(server, name),
    drop: () =>
      withClient(server, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
