import { once } from 'node:events';
import pg from 'pg';

/** Ends what global-setup.js prepared: the run's own server, or its databases on a server that was lent. */
export default async function globalTeardown() {
  if (process.env.TEST_SERVER_URL) {
    await dropRunDatabases(process.env.TEST_SERVER_URL, process.env.TILSLUTNING_TEST_RUN);
    return;
  }
  const undertaker = globalThis.testClusterUndertaker;
  if (undertaker.exitCode !== null) return;
  const ended = once(undertaker, 'exit');
  undertaker.ref();
  undertaker.stdin.end();
  await ended;
}

async function dropRunDatabases(server, run) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT datname FROM pg_database WHERE datname ~ $1', [`^tilslutning_${run}_`]);
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
