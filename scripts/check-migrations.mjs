/**
 * The migration gate, on a throw-away embedded PostgreSQL (or the empty database of MIGRATION_CHECK_URL):
 * - the migrations must make exactly the tables that the entities describe;
 * - docs/schema.sql must be what they make (`--write` writes it anew).
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { build } from './build.mjs';
import { schemaSnapshot } from './schema-snapshot.mjs';

const fault = build();
if (fault !== undefined) {
  console.error(fault);
  process.exit(1);
}
const { createDataSource, migrateDatabase } = await import('../dist/data-source.js');

const lent = process.env.MIGRATION_CHECK_URL;
const faults = await (lent ? check(lent) : onEmbeddedPostgres(check));
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}

async function check(url) {
  await migrateDatabase(url);
  return [...(await drift(url)), ...(await snapshotDrift(url))];
}

/** What the schema builder would still change is what no migration does. */
async function drift(url) {
  const dataSource = await createDataSource(url).initialize();
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    if (upQueries.length === 0) return [];
    return [
      'The entities and the migrations disagree. A new migration would have to run:',
      ...upQueries.map(({ query }) => `  ${query};`),
    ];
  } finally {
    await dataSource.destroy();
  }
}

async function snapshotDrift(url) {
  const file = fileURLToPath(new URL('../docs/schema.sql', import.meta.url));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let now;
  try {
    now = await schemaSnapshot(client, 'public', ['migrations', 'typeorm_metadata']);
  } finally {
    await client.end();
  }
  if (process.argv.includes('--write')) {
    await writeFile(file, now);
    return [];
  }
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept === now) return [];
  const had = new Set(kept.split('\n'));
  const has = new Set(now.split('\n'));
  return [
    'docs/schema.sql is not what the migrations make: run npm run schema and look at the difference.',
    ...[...had].filter((line) => !has.has(line)).map((line) => `- ${line}`),
    ...[...has].filter((line) => !had.has(line)).map((line) => `+ ${line}`),
  ];
}

async function onEmbeddedPostgres(use) {
  const { startEmbeddedPostgres } = await import('../dist/platform/database/embedded-postgres.js');
  const directory = await mkdtemp(join(tmpdir(), 'tilslutning-migrations-'));
  await chmod(directory, 0o711); // run as root, PostgreSQL is another user and must pass through
  try {
    const postgres = await startEmbeddedPostgres({ directory, durability: 'relaxed' });
    try {
      return await use(postgres.url);
    } finally {
      await postgres.stop();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
