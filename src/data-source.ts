import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { ENTITIES } from './entities.js';
import { MIGRATIONS } from './migrations/index.js';
import { PreparingClient } from './platform/database/index.js';
import { PostgresQueueConnection } from './platform/jobs/index.js';

/** The service's database, not yet connected. The schema changes by migrations only. */
export function createDataSource(url: string, maxConnections = 20): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    synchronize: false,
    poolSize: maxConnections,
    applicationName: 'tilslutning',
    // Times are written with their offset; the session's zone never matters.
    extra: { options: '-c timezone=UTC', Client: PreparingClient },
  });
}

/** Brings a database to the present schema: ours and the queue's. Safe to run by several processes at once. */
export async function migrateDatabase(url: string): Promise<void> {
  const dataSource = await createDataSource(url, 2).initialize();
  try {
    const runner = dataSource.createQueryRunner();
    try {
      await runner.query('SELECT pg_advisory_lock(52020112)');
      await dataSource.runMigrations({ transaction: 'each' });
    } finally {
      await runner.query('SELECT pg_advisory_unlock(52020112)');
      await runner.release();
    }
  } finally {
    await dataSource.destroy();
  }
  await PostgresQueueConnection.migrate(url);
}
