import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Prepares the run's database server without starting it: the first test file that asks for a database does that
 * (test-database.ts), so that a run of unit specs alone costs nothing.
 *
 * A shell waits for this process to end, however it ends, and then stops the server and removes its folder: Jest runs no
 * teardown after Ctrl-C or kill -9.
 */
export default function globalSetup() {
  process.env.TILSLUTNING_TEST_RUN = randomUUID().replaceAll('-', '').slice(0, 12);
  if (process.env.TEST_SERVER_URL) return;
  const directory = mkdtempSync(join(tmpdir(), 'tilslutning-test-'));
  chmodSync(directory, 0o711); // run as root, PostgreSQL is another user and must pass through
  process.env.TILSLUTNING_TEST_CLUSTER = directory;
  const undertaker = spawn('/bin/sh', ['-c', buryScript, 'sh', directory], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  undertaker.unref();
  undertaker.stdin.unref();
  globalThis.testClusterUndertaker = undertaker;
}

/** Reads until the pipe from Jest closes; SIGQUIT, because nothing in this server is worth a clean shutdown. */
const buryScript = `
cat > /dev/null
pid_file="$1/cluster/postmaster.pid"
if [ -f "$pid_file" ]; then
  pid=$(head -n 1 "$pid_file")
  kill -QUIT "$pid"
  tries=0
  while [ -f "$pid_file" ] && kill -0 "$pid" 2> /dev/null && [ $tries -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
fi
rm -rf "$1"
`;
