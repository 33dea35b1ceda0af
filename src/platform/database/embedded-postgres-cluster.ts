import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseAccount } from './embedded-postgres-account.js';
import type { Binaries } from './embedded-postgres-binaries.js';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';
import { runAs, type Account } from './embedded-postgres-process.js';

/** Where the parts of one cluster are, and who runs it. */
export interface ClusterPlace {
  /** PostgreSQL's data folder: mode 0700, owned by the account that runs the server. */
  readonly data: string;
  /** The superuser's password: mode 0600, beside the data folder, for the owner of the folder only. */
  readonly passwordFile: string;
  /** One file per living process that uses the server, named after it. */
  readonly users: string;
  readonly account: Account | undefined;
}

/** Makes `directory` if need be and tells where its cluster is or shall be. */
export async function placeCluster(directory: string, log: (line: string) => void): Promise<ClusterPlace> {
  const users = join(directory, 'users');
  await makeFolder(users, directory);
  const passwordFile = join(directory, 'password');
  const record = join(directory, 'cluster-location');
  const recorded = (await readIfPresent(record))?.trim();
  const account = await chooseAccount(join(recorded ?? directory, 'cluster'));
  const home =
    recorded !== undefined
      ? await recordedHome(directory, recorded, record)
      : account === undefined
        ? directory
        : await reachableHome(directory, account, record, log);
  return { data: join(home, 'cluster'), passwordFile, users, account };
}

/** Throws EMBEDDED_POSTGRES_FOLDER_UNUSABLE unless `directory` is a folder that the caller can write to. */
export async function makeFolder(folder: string, directory: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const probe = join(folder, `.probe-${randomUUID()}`);
    await writeFile(probe, '', { flag: 'wx' });
    await rm(probe);
    await giveToOwnerOf(directory, folder);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_FOLDER_UNUSABLE',
      `The database folder ${directory} cannot be written (${systemCode(error) ?? String(error)}). Make it writable ` +
        'for the user who starts the service, free some space, or choose another folder.',
      error,
    );
  }
}

/** What root writes into a plain user's folder stays that user's, who may start the service next time. */
async function giveToOwnerOf(directory: string, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(directory);
  if (uid !== 0) await chown(path, uid, gid);
}

/**
 * `directory` itself if the account can enter it. If it lies in a home closed to others, a folder below /var/lib that
 * is named after it and recorded in it.
 */
async function reachableHome(
  directory: string,
  account: Account,
  record: string,
  log: (line: string) => void,
): Promise<string> {
  // Others may pass through, to the data folder alone; they cannot list it.
  await chmod(directory, (await stat(directory)).mode | 0o011);
  if (await canEnter(directory, account)) return directory;
  const name = createHash('sha256')
    .update(await realpath(directory))
    .digest('hex')
    .slice(0, 16);
  for (const base of ['/var/lib/tilslutning', '/var/tmp/tilslutning']) {
    const home = join(base, name);
    try {
      await mkdir(home, { recursive: true });
      await chmod(base, 0o755);
      await chmod(home, 0o711);
      if ((await stat(home)).uid !== 0 || !(await canEnter(home, account))) continue;
    } catch {
      continue;
    }
    await writeFile(join(home, 'belongs-to'), `${directory}\n`);
    await writeFile(record, `${home}\n`);
    log(`user ${account.uid}, who runs PostgreSQL, cannot enter ${directory}: its data are kept in ${home}`);
    return home;
  }
  throw new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES_FOLDER_UNUSABLE',
    `User ${account.uid}, who runs PostgreSQL because root must not, cannot enter ${directory}, and no folder for its ` +
      'data could be made in /var/lib. Choose a database folder outside the closed home.',
  );
}

async function recordedHome(directory: string, home: string, record: string): Promise<string> {
  const owner = (await readIfPresent(join(home, 'belongs-to')))?.trim();
  if (owner === undefined) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_CLUSTER_UNUSABLE',
      `The data of ${directory} were kept in ${home}, which is gone. Bring it back, or remove ${directory} to start anew.`,
    );
  }
  if (owner === directory) return home;
  if ((await readIfPresent(join(owner, 'cluster-location')))?.trim() === home) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_CLUSTER_UNUSABLE',
      `${directory} is a copy of ${owner}, whose data are kept in ${home}. Remove ${record} to start this one anew.`,
    );
  }
  await writeFile(join(home, 'belongs-to'), `${directory}\n`); // the folder was moved
  return home;
}

async function canEnter(folder: string, account: Account): Promise<boolean> {
  return runAs(account, '/bin/sh', ['-c', 'cd "$1"', 'sh', folder]).then(
    () => true,
    () => false,
  );
}

/**
 * Makes the cluster on first use: built in a folder of its own and then moved into place, so that a start that is
 * killed half-way leaves none. Gives the superuser's password.
 */
export async function initialiseCluster(
  place: ClusterPlace,
  binaries: Binaries,
  durability: 'full' | 'relaxed',
): Promise<string> {
  const version = await readIfPresent(join(place.data, 'PG_VERSION'));
  const known = await readIfPresent(place.passwordFile);
  if (version !== undefined) {
    requireUsable(place, version.trim(), known, binaries);
    return known?.trim() ?? '';
  }
  const password = known?.trim() ?? randomBytes(24).toString('base64url');
  if (known === undefined) await writePassword(place, password);
  await buildCluster(place, binaries, password, durability);
  return password;
}

function requireUsable(place: ClusterPlace, version: string, password: string | undefined, binaries: Binaries): void {
  if (version !== binaries.major) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_CLUSTER_UNUSABLE',
      `${place.data} was made by PostgreSQL ${version} and the installed package has PostgreSQL ${binaries.major}. ` +
        'Move the data by pg_dump and pg_restore, or install the package of the earlier version.',
    );
  }
  if (password === undefined) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_CLUSTER_UNUSABLE',
      `${place.passwordFile}, the password of the database in ${place.data}, is gone. Bring it back from a copy.`,
    );
  }
}

async function writePassword(place: ClusterPlace, password: string): Promise<void> {
  const staged = `${place.passwordFile}.${randomUUID()}`;
  await writeFile(staged, `${password}\n`, { flag: 'wx', mode: 0o600 });
  await giveToOwnerOf(join(place.passwordFile, '..'), staged);
  await rename(staged, place.passwordFile);
}

async function buildCluster(
  place: ClusterPlace,
  binaries: Binaries,
  password: string,
  durability: 'full' | 'relaxed',
): Promise<void> {
  // Only one process builds at a time (the start lock), so what is there is left over from one that was killed.
  const building = `${place.data}.building`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { mode: 0o700 });
  try {
    const passwordCopy = join(building, 'password');
    await writeFile(passwordCopy, password, { mode: 0o600 });
    if (place.account !== undefined) {
      await chown(passwordCopy, place.account.uid, place.account.gid);
      await chown(building, place.account.uid, place.account.gid);
    }
    await runAs(place.account, join(binaries.folder, 'bin', 'initdb'), [
      `--pgdata=${join(building, 'data')}`,
      '--username=postgres',
      `--pwfile=${passwordCopy}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The built-in provider sorts alike on every machine; text for people is sorted by the service itself.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durability === 'relaxed' ? ['--no-sync'] : []),
    ]);
    await rename(join(building, 'data'), place.data);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_START_FAILED',
      `The database in ${place.data} could not be made: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

async function readIfPresent(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined;
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_CLUSTER_UNUSABLE',
      `${file} cannot be read (${systemCode(error) ?? String(error)}): start the service as the user who owns it.`,
      error,
    );
  }
}
