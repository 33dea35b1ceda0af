import { randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findBinaries } from './embedded-postgres-binaries.js';
import { initialiseCluster, makeFolder, placeCluster, type ClusterPlace } from './embedded-postgres-cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { withLock } from './embedded-postgres-lock.js';
import { isAlive, processIdentity } from './embedded-postgres-process.js';
import { findRunningServer, launchServer, stopServer, type Server } from './embedded-postgres-server.js';

export interface EmbeddedPostgresOptions {
  /** The folder of this one database cluster and nothing else; made if missing. */
  readonly directory: string;
  /** Told, one line each, what a person may want to know. */
  readonly log?: (line: string) => void;
  /** At most so many connections at once. Default 100. */
  readonly maxConnections?: number;
  /** Default `full`. `relaxed` may lose everything when the machine stops: for databases that a test throws away. */
  readonly durability?: 'full' | 'relaxed';
}

export interface EmbeddedPostgres {
  /** postgres://… of the superuser and the database `postgres`, on 127.0.0.1 and a port of its own. */
  readonly url: string;
  /** Whether the server was there already: left by a process that was killed, or started by another that lives. */
  readonly adopted: boolean;
  readonly directory: string;
  /** Stops the server, unless another living process uses it too. Call it after every connection is closed. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL from the npm binary package on the cluster in `directory`, made on first use, or takes over the
 * server that runs there. Works as root (the server then runs as another user) and as a plain user. The server outlives
 * this process if that is killed, and is found again by the next start. Throws EmbeddedPostgresError.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_PLATFORM_UNSUPPORTED',
      'The embedded PostgreSQL runs on Linux and macOS. On Windows give the address of a PostgreSQL server in DATABASE_URL.',
    );
  }
  const directory = resolve(options.directory);
  const log = options.log ?? (() => undefined);
  const durability = options.durability ?? 'full';
  await makeFolder(directory, directory);
  return withLock(join(directory, 'start.lock'), async () => {
    const place = await placeCluster(directory, log);
    const binaries = await findBinaries(place.account, log);
    const password = await initialiseCluster(place, binaries, durability);
    const running = await findRunningServer(place, password);
    const settings = { maxConnections: options.maxConnections ?? 100, durability };
    const server = running ?? (await launchServer(place, binaries, password, settings));
    const user = await registerUser(place);
    log(`PostgreSQL ${running ? 'found running' : 'started'} on 127.0.0.1:${server.port}, data in ${place.data}`);
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`,
      adopted: running !== undefined,
      directory,
      stop: () => withLock(join(directory, 'start.lock'), () => release(place, server, user, log)),
    };
  });
}

/** Two processes (an api and a worker, say) may share one cluster: the last to stop stops the server. */
async function registerUser(place: ClusterPlace): Promise<string> {
  const user = `${await processIdentity(process.pid)}_${randomUUID()}`;
  await writeFile(join(place.users, user), '');
  return user;
}

async function release(place: ClusterPlace, server: Server, user: string, log: (line: string) => void): Promise<void> {
  const users = await readdir(place.users);
  if (!users.includes(user)) return; // stopped before
  await rm(join(place.users, user), { force: true });
  for (const other of users.filter((name) => name !== user)) {
    if (await isAlive(other.split('_', 1)[0] ?? '')) {
      log(`PostgreSQL goes on for process ${Number.parseInt(other, 10)}, which uses it too`);
      return;
    }
    await rm(join(place.users, other), { force: true });
  }
  await stopServer(place, server);
  log('PostgreSQL stopped');
}
