import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { transform } from '@swc/core';
import pg from 'pg';
import { describeIf } from '../support/requires.js';

const projectRoot = join(import.meta.dirname, '../..');
const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
const isRoot = process.getuid?.() === 0;
/** The unprivileged account `nobody` of every Linux; any number that owns nothing would do. */
const plainUser = { uid: 65534, gid: 65534 };

interface Said {
  readonly url?: string;
  readonly adopted?: boolean;
  readonly stopped?: boolean;
  readonly answerWhileDraining?: number;
  readonly error?: string;
  readonly message?: string;
}

/** A folder in which only what the supervisor needs is installed, as `npm ci --ignore-scripts` would leave it. */
interface Machine {
  readonly folder: string;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

const machines: Machine[] = [];
const drivers: ChildProcessWithoutNullStreams[] = [];

async function makeMachine(user: Machine['user'], homeMode: number, withPrograms = true): Promise<Machine> {
  const folder = join(await mkdtemp(join(tmpdir(), 'tilslutning-machine-')), 'home');
  await chmod(dirname(folder), 0o755);
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  for (const part of ['platform/database', 'platform/errors']) await compile(part, join(folder, 'app'));
  await cp(join(projectRoot, 'test/support/embedded-postgres-driver.js'), join(folder, 'driver.js'));
  const pgPackages = (await readdir(join(projectRoot, 'node_modules'))).filter((name) => /^(pg|postgres)/.test(name));
  for (const name of [...pgPackages, 'split2', 'xtend', ...(withPrograms ? [platformPackage] : [])]) {
    await cp(join(projectRoot, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
  }
  if (withPrograms) await removeLinks(join(folder, 'node_modules', platformPackage));
  await mkdir(join(folder, 'state'));
  if (user !== undefined) await chown(join(folder, 'state'), user.uid, user.gid);
  await chmod(folder, homeMode);
  const machine = { folder, user };
  machines.push(machine);
  return machine;
}

/** The library links that the package's install script makes. */
async function removeLinks(packageFolder: string): Promise<void> {
  const links = JSON.parse(await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[];
  for (const { target } of links) await rm(join(packageFolder, target), { force: true });
}

async function compile(part: string, into: string): Promise<void> {
  const source = join(projectRoot, 'src', part);
  await mkdir(join(into, part), { recursive: true });
  const names = part.endsWith('database') ? /^embedded-postgres(?!.*spec).*\.ts$/ : /^(?!.*spec).*\.ts$/;
  for (const name of (await readdir(source)).filter((entry) => names.test(entry))) {
    const { code } = await transform(await readFile(join(source, name), 'utf8'), {
      filename: name,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(join(into, part, name.replace(/ts$/, 'js')), code);
  }
}

class Driver {
  readonly #lines: AsyncIterator<string>;

  constructor(readonly process: ChildProcessWithoutNullStreams) {
    this.#lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  }

  async says(): Promise<Said> {
    const { value, done } = (await this.#lines.next()) as IteratorResult<string, undefined>;
    if (done === true) throw new Error('the driver ended without a word');
    return JSON.parse(value) as Said;
  }

  async stop(): Promise<void> {
    this.process.stdin.write('stop\n');
    const said = await this.says();
    if (said.stopped !== true) throw new Error(`instead of stopping it said ${JSON.stringify(said)}`);
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    if (this.process.signalCode === null) await once(this.process, 'exit');
  }
}

function drive(machine: Machine, directory = join(machine.folder, 'state/postgres')): Driver {
  const child = spawn(
    process.execPath,
    [join(machine.folder, 'driver.js'), join(machine.folder, 'app/platform/database/embedded-postgres.js'), directory],
    {
      ...machine.user,
      cwd: '/',
      detached: true, // a process group of its own, as a terminal gives it
      env: {
        HOME: join(machine.folder, 'state'),
        PATH: '/usr/bin:/bin',
        PGPORT: '1',
        PGDATA: '/nowhere',
        LC_ALL: 'xx',
      },
    },
  );
  child.stderr.pipe(process.stderr);
  drivers.push(child);
  return new Driver(child);
}

async function query(url: string | undefined, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function dataFolder(machine: Machine): Promise<string> {
  const directory = join(machine.folder, 'state/postgres');
  const elsewhere = await readFile(join(directory, 'cluster-location'), 'utf8').catch(() => undefined);
  return join(elsewhere?.trim() ?? directory, 'cluster');
}

async function serverPid(machine: Machine): Promise<number> {
  return Number.parseInt(await readFile(join(await dataFolder(machine), 'postmaster.pid'), 'utf8'), 10);
}

const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

afterAll(async () => {
  for (const child of drivers) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  for (const machine of machines) {
    const data = await dataFolder(machine);
    const pid = await serverPid(machine).catch(() => undefined);
    if (pid !== undefined && pid !== process.pid) process.kill(pid, 'SIGQUIT');
    if (!data.startsWith(machine.folder)) await rm(dirname(data), { recursive: true, force: true });
    await rm(dirname(machine.folder), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});

/** Node may lie in a home that other users cannot enter. */
const nodeIsOpen = spawnSync(process.execPath, ['--version'], isRoot ? { ...plainUser, cwd: '/' } : {}).status === 0;

const accounts = [
  {
    who: 'as root in a home closed to others',
    user: undefined,
    homeMode: 0o700,
    available: isRoot,
    reason: 'not run as root',
  },
  {
    who: 'as a plain user with modules that are not theirs',
    user: isRoot ? plainUser : undefined,
    homeMode: 0o755,
    available: nodeIsOpen,
    reason: 'other users cannot run this Node',
  },
];

for (const { who, user, homeMode, available, reason } of accounts) {
  describeIf(available, reason)(`the embedded PostgreSQL ${who}`, () => {
    let machine: Machine;

    beforeAll(async () => {
      machine = await makeMachine(user, homeMode);
    });

    it('starts, survives the death of its process, is found again, stops and starts warm', async () => {
      const first = drive(machine);
      const started = await first.says();
      expect(started).toEqual({
        url: expect.stringMatching(/^postgres:\/\/postgres:\S{32}@127\.0\.0\.1:\d+\/postgres$/),
        adopted: false,
      });
      await query(started.url, 'CREATE TABLE kept AS SELECT 7 AS n');
      const owner = (await stat(await dataFolder(machine))).uid;
      expect(owner).not.toBe(0);
      expect((await stat(`/proc/${await serverPid(machine)}`)).uid).toBe(owner);
      expect(await mode(await dataFolder(machine))).toBe('700');
      expect(await mode(join(machine.folder, 'state/postgres/password'))).toBe('600');

      await first.kill();
      const second = drive(machine);
      expect(await second.says()).toEqual({ url: started.url, adopted: true });
      await second.stop();
      await expect(query(started.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);

      // As left by a start that was killed: no process bears this number and start time.
      await writeFile(join(machine.folder, 'state/postgres/start.lock'), '1-0 left-behind');
      const third = drive(machine);
      const restarted = await third.says();
      expect(restarted.adopted).toBe(false);
      expect(await query(restarted.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
      await third.stop();
    });

    it('refuses a wrong password and keeps the durable settings', async () => {
      const driver = drive(machine);
      const { url = '' } = await driver.says();
      await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
      expect(
        await query(
          url,
          `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'max_connections') ORDER BY 1`,
        ),
      ).toEqual([
        { name: 'fsync', setting: 'on' },
        { name: 'max_connections', setting: '20' },
        { name: 'synchronous_commit', setting: 'on' },
      ]);
      await driver.stop();
    });

    it('lets two processes share one new cluster; the last to stop stops it', async () => {
      const directory = join(machine.folder, 'state/shared');
      const both = [drive(machine, directory), drive(machine, directory)] as const;
      const said = await Promise.all(both.map((driver) => driver.says()));
      expect(new Set(said.map(({ url }) => url)).size).toBe(1);
      expect(said.filter(({ adopted }) => adopted)).toHaveLength(1);
      await both[0].stop();
      expect(await query(said[0]?.url, 'SELECT 1 AS x')).toEqual([{ x: 1 }]);
      await both[1].stop();
      await expect(query(said[0]?.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    });

    it('answers after Ctrl-C until the service has drained', async () => {
      const driver = drive(machine);
      await driver.says();
      process.kill(-(driver.process.pid ?? 0), 'SIGINT'); // a terminal signals the whole process group
      expect(await driver.says()).toEqual({ answerWhileDraining: 42 });
      expect(await driver.says()).toEqual({ stopped: true });
    });

    it('starts over a pid file whose number another living process bears now', async () => {
      const driver = drive(machine);
      await driver.says();
      const pidFile = join(await dataFolder(machine), 'postmaster.pid');
      const left = await readFile(pidFile, 'utf8');
      await driver.stop();
      const bystander = spawn('sleep', ['60'], { ...ownerOf(await stat(await dataFolder(machine))) });
      await once(bystander, 'spawn');
      try {
        await writeFile(pidFile, left.replace(/^\d+/, `${bystander.pid}`));
        await chown(pidFile, (await stat(await dataFolder(machine))).uid, (await stat(await dataFolder(machine))).gid);
        const next = drive(machine);
        const restarted = await next.says();
        expect(restarted.adopted).toBe(false);
        expect(await query(restarted.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
        await next.stop();
        expect(bystander.exitCode).toBeNull();
      } finally {
        bystander.kill();
      }
    });

    it('waits for the recovery after the server itself was killed', async () => {
      const driver = drive(machine);
      await driver.says();
      process.kill(await serverPid(machine), 'SIGKILL');
      await driver.kill();
      const next = drive(machine);
      const restarted = await next.says();
      expect(restarted.error).toBeUndefined();
      expect(await query(restarted.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
      await next.stop();
    });

    it('names a server that is not its own', async () => {
      const driver = drive(machine);
      await driver.says();
      const password = join(machine.folder, 'state/postgres/password');
      const right = await readFile(password, 'utf8');
      await writeFile(password, 'not-this-one\n');
      const refused = await drive(machine).says();
      expect(refused).toMatchObject({ error: 'EMBEDDED_POSTGRES_FOREIGN_SERVER' });
      await writeFile(password, right);
      await driver.stop();
    });

    it('says that a folder cannot be written', async () => {
      const file = join(machine.folder, 'state/a-file');
      await writeFile(file, '');
      expect(await drive(machine, join(file, 'postgres')).says()).toMatchObject({
        error: 'EMBEDDED_POSTGRES_FOLDER_UNUSABLE',
        message: expect.stringContaining(join(file, 'postgres')),
      });
    });
  });
}

describeIf(isRoot && nodeIsOpen, 'not run as root')('the embedded PostgreSQL as root and then as a plain user', () => {
  it('keeps the plain user’s cluster theirs', async () => {
    const machine = await makeMachine(plainUser, 0o755);
    const asPlainUser = drive(machine);
    const { url } = await asPlainUser.says();
    await asPlainUser.stop();
    const asRoot = drive({ ...machine, user: undefined });
    const again = await asRoot.says();
    expect(new URL(again.url ?? '').password).toBe(new URL(url ?? '').password);
    await asRoot.stop();
    const back = drive(machine);
    expect(await back.says()).toMatchObject({ adopted: false });
    await back.stop();
  });

  it('tells a plain user that the folder is root’s', async () => {
    const machine = await makeMachine(plainUser, 0o755);
    await mkdir(join(machine.folder, 'state/roots'), { mode: 0o711 });
    expect(await drive(machine, join(machine.folder, 'state/roots')).says()).toMatchObject({
      error: 'EMBEDDED_POSTGRES_FOLDER_UNUSABLE',
    });
  });
});

describe('the embedded PostgreSQL without its package', () => {
  it('names the package that is missing and the way round it', async () => {
    const machine = await makeMachine(undefined, 0o755, false);
    expect(await drive(machine).says()).toMatchObject({
      error: 'EMBEDDED_POSTGRES_BINARIES_MISSING',
      message: expect.stringMatching(new RegExp(`${platformPackage}.*DATABASE_URL`, 's')),
    });
  });
});

function ownerOf({ uid, gid }: { uid: number; gid: number }): { uid: number; gid: number } | undefined {
  return isRoot ? { uid, gid } : undefined;
}
