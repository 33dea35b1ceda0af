import { Client } from 'pg';

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** The URL of another database of the same server. */
export function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes the database unless it is there; returns its URL. `settings` are made its defaults. */
export async function createDatabase(
  serverUrl: string,
  name: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  await onServer(serverUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${identifier(name)}`);
    for (const [setting, value] of Object.entries(settings)) {
      await client.query(
        `ALTER DATABASE ${identifier(name)} SET ${identifier(setting)} TO ${client.escapeLiteral(value)}`,
      );
    }
  });
  return withDatabase(serverUrl, name);
}

/** Drops the database, and the connections that still use it. */
export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${identifier(name)} WITH (FORCE)`);
  });
}

/** Drops the databases of that name's beginning that nobody is connected to: what killed processes left behind. */
export async function dropUnusedDatabases(serverUrl: string, prefix: string): Promise<void> {
  await onServer(serverUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE starts_with(datname, $1)
         AND NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)`,
      [prefix],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${identifier(datname)}`);
  });
}

async function onServer(serverUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Names come from the code, but nothing that is not plainly a name ever gets into a statement. */
function identifier(name: string): string {
  if (!NAME.test(name)) throw new RangeError(`«${name}» cannot be a database name.`);
  return `"${name}"`;
}
