import { join } from 'node:path';
import type { Config } from './platform/config/index.js';
import { createDatabase, startEmbeddedPostgres, type EmbeddedPostgres } from './platform/database/index.js';

/** The database of a configuration: a given server, or the embedded one. */
export interface OpenDatabase {
  readonly url: string;
  readonly embedded: EmbeddedPostgres | null;
}

export async function openDatabase(config: Config, log: (line: string) => void): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, embedded: null };
  const embedded = await startEmbeddedPostgres({ directory: join(config.stateDirectory, 'postgres'), log });
  return { url: await createDatabase(embedded.url, 'tilslutning'), embedded };
}
