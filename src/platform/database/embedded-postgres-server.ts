import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './embedded-postgres-binaries.js';
import type { ClusterPlace } from './embedded-postgres-cluster.js';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';
import { answers } from './embedded-postgres-probe.js';
import { isServerOf, serverEnvironment } from './embedded-postgres-process.js';

export interface Server {
  readonly pid: number;
  readonly port: number;
}

export interface ServerSettings {
  readonly maxConnections: number;
  /** `relaxed` may lose everything when the machine stops: for databases that a test throws away, nothing else. */
  readonly durability: 'full' | 'relaxed';
}

/** A crash recovery can take minutes; a start without one takes less than a second. */
const startPatienceMs = 120_000;
const stopPatienceMs = 60_000;

/** The server that already runs on the cluster, answering; undefined if there is none. Waits for one in recovery. */
export async function findRunningServer(place: ClusterPlace, password: string): Promise<Server | undefined> {
  const deadline = performance.now() + startPatienceMs;
  for (;;) {
    const server = await readPidFile(place);
    if (server === undefined || !(await isServerOf(server.pid, place.data))) return undefined;
    if (server.port > 0 && (await answers(server.port, password, place.data))) return server;
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'EMBEDDED_POSTGRES_START_FAILED',
        `Process ${server.pid} runs PostgreSQL on ${place.data} but does not answer. ${await lastLines(place)}`,
      );
    }
    await delay(20);
  }
}

/** Starts a server of its own session, so that Ctrl-C in a terminal reaches the service and not its database. */
export async function launchServer(
  place: ClusterPlace,
  binaries: Binaries,
  password: string,
  settings: ServerSettings,
): Promise<Server> {
  const deadline = performance.now() + startPatienceMs;
  for (let attempt = 1; ; attempt++) {
    await disownStalePidFile(place);
    const server = await launchOnce(place, binaries, password, settings, deadline);
    if (server !== undefined) return server;
    const lines = await lastLines(place);
    // After a kill -9 of the server alone its children need a moment to notice; a port can be taken meanwhile.
    const passing = /pre-existing shared memory block|could not bind|could not create any TCP\/IP sockets/.test(lines);
    if (!passing || attempt === 20 || performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'EMBEDDED_POSTGRES_START_FAILED',
        `PostgreSQL did not start on ${place.data}. ${lines}`,
      );
    }
    await delay(250);
  }
}

async function launchOnce(
  place: ClusterPlace,
  binaries: Binaries,
  password: string,
  settings: ServerSettings,
  deadline: number,
): Promise<Server | undefined> {
  const port = await freePort();
  const output = await open(startLog(place), 'w', 0o600);
  const child = spawn(join(binaries.folder, 'bin', 'postgres'), serverArguments(place, port, settings), {
    ...place.account,
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  let ended = false;
  child.once('exit', () => (ended = true));
  try {
    await once(child, 'spawn');
  } finally {
    await output.close();
  }
  child.unref();
  let answered = false;
  try {
    while (!ended && !answered && performance.now() < deadline) {
      answered = await answers(port, password, place.data);
      if (!answered) await delay(15);
    }
  } finally {
    if (!answered && !ended) child.kill('SIGINT');
  }
  return answered ? { pid: child.pid ?? 0, port } : undefined;
}

function serverArguments(place: ClusterPlace, port: number, settings: ServerSettings): string[] {
  const parameters = {
    listen_addresses: '127.0.0.1',
    // No socket file: its path may be 107 bytes long at most, and a deep folder's is longer.
    unix_socket_directories: '',
    max_connections: `${settings.maxConnections}`,
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // One file a weekday inside the data folder, each overwritten a week later.
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    ...(settings.durability === 'relaxed'
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' }
      : {}),
  };
  const settingArguments = Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [...settingArguments, '-p', `${port}`, '-D', place.data];
}

/** Ends the server after its open transactions are rolled back, and waits until it is gone. */
export async function stopServer(place: ClusterPlace, server: Server): Promise<void> {
  const deadline = performance.now() + stopPatienceMs;
  signal(server.pid, 'SIGINT');
  // The server removes its pid file last of all; its process may linger as a zombie where nobody reaps it.
  while ((await readPidFile(place))?.pid === server.pid && (await isServerOf(server.pid, place.data))) {
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'EMBEDDED_POSTGRES_STOP_FAILED',
        `PostgreSQL (process ${server.pid}) has not stopped within ${stopPatienceMs / 1000} s. ${await lastLines(place)}`,
      );
    }
    await delay(10);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (systemCode(error) !== 'ESRCH') throw error;
  }
}

/** postmaster.pid: process, data folder, start time, port … a line each (PostgreSQL, src/include/utils/pidfile.h). */
async function readPidFile(place: ClusterPlace): Promise<Server | undefined> {
  const lines = await pidFileLines(place);
  const pid = Number.parseInt(lines?.[0] ?? '', 10);
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, port: Number.parseInt(lines?.[3] ?? '', 10) || 0 } : undefined;
}

async function pidFileLines(place: ClusterPlace): Promise<string[] | undefined> {
  try {
    return (await readFile(join(place.data, 'postmaster.pid'), 'latin1')).split('\n');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A pid file left by a machine that stopped may name a number that another process bears now, and PostgreSQL would
 * refuse to start. It takes its parent's number for stale, and the parent is this process. The file is not removed:
 * PostgreSQL reads from it the shared memory that must be free.
 */
async function disownStalePidFile(place: ClusterPlace): Promise<void> {
  const lines = await pidFileLines(place);
  if (lines === undefined) return;
  await writeFile(join(place.data, 'postmaster.pid'), [`${process.pid}`, ...lines.slice(1)].join('\n'), 'latin1');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return address.port;
}

/** What the server says before it opens its own log; kept beside the data folder. */
function startLog(place: ClusterPlace): string {
  return `${place.passwordFile.slice(0, -'password'.length)}start.log`;
}

/** The end of what the server said, for an error message. */
async function lastLines(place: ClusterPlace): Promise<string> {
  const folder = join(place.data, 'log');
  const names = await readdir(folder).catch(() => []);
  const logs = await Promise.all(
    names.map(async (name) => ({ file: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = logs.toSorted((a, b) => b.at - a.at)[0]?.file;
  const texts = await Promise.all(
    [startLog(place), newest ?? ''].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const lines = texts.flatMap((text) => text.trimEnd().split('\n').slice(-6)).filter((line) => line !== '');
  return lines.length === 0 ? 'It left no message.' : `Its last words (in ${folder}):\n${lines.join('\n')}`;
}
