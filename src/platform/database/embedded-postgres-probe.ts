import { realpath } from 'node:fs/promises';
import pg from 'pg';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';

/**
 * Whether PostgreSQL answers on `port` with the cluster's password and data folder. False while nothing listens or the
 * server is starting or stopping. Throws EMBEDDED_POSTGRES_FOREIGN_SERVER if it is another server.
 */
export async function answers(port: number, password: string, data: string): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    ssl: false,
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined); // a server that stops meanwhile is told by the query's own error
  let reported: string;
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    reported = rows[0]?.data_directory ?? '';
  } catch (error) {
    if (isForeign(error)) throw foreignServer(port, data, error);
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
  if ((await realpath(reported).catch(() => reported)) !== (await realpath(data))) throw foreignServer(port, data);
  return true;
}

/** SQLSTATE class 28 (invalid authorization) and 3D000 (no such database): a PostgreSQL, but not ours. */
function isForeign(error: unknown): boolean {
  const code = systemCode(error);
  return code !== undefined && (code.startsWith('28') || code === '3D000');
}

function foreignServer(port: number, data: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES_FOREIGN_SERVER',
    `The server that answers on 127.0.0.1:${port} is not the one of ${data}, or the password kept beside that folder is ` +
      'not its password. Stop that server, or bring the password file back.',
    cause,
  );
}
