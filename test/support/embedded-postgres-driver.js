/**
 * A process that uses the embedded PostgreSQL, for the tests to start, share, interrupt and kill:
 * `node embedded-postgres-driver.js SUPERVISOR_MODULE DIRECTORY`. Says what happens as JSON, a line each; the line "stop"
 * on standard input, or SIGINT after a query, ends it.
 */
import { createInterface } from 'node:readline';
import pg from 'pg';

const [supervisor, directory] = process.argv.slice(2);
const say = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

const { startEmbeddedPostgres } = await import(supervisor);
try {
  const postgres = await startEmbeddedPostgres({ directory, maxConnections: 20 });
  const stop = async () => {
    await postgres.stop();
    await postgres.stop(); // a second time changes nothing
    say({ stopped: true });
    process.exit(0);
  };
  const drain = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    const { rows } = await client.query('SELECT 42 AS answer');
    await client.end();
    say({ answerWhileDraining: rows[0].answer });
    await stop();
  };
  process.once('SIGINT', () => void drain());
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'stop') void stop();
  });
  say({ url: postgres.url, adopted: postgres.adopted });
} catch (error) {
  say({ error: error.code ?? 'NONE', message: error.message });
  process.exit(1);
}
