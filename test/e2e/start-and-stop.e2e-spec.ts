import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { runProgram, type Stop } from '../support/run-program.js';
import { postgresOf, PROJECT_ROOT, ServiceHome } from '../support/service-process.js';

/** For a machine far slower than any it was tried on: each case waits for what it is about, never for time. */
const LIMIT_MS = 900_000;

/** What the container image runs. */
const imageCommand = (): string[] => {
  const [, list] = /^CMD (\[.*\])$/m.exec(readFileSync(join(PROJECT_ROOT, 'Dockerfile'), 'utf8'))!;
  return JSON.parse(list!) as string[];
};

describe('the service', () => {
  it(
    'says which port is taken and by which variable to choose another, ends, and leaves no database server running',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const apart = await ServiceHome.create();
      try {
        for (const variable of ['PORT', 'SMTP_SINK_PORT']) {
          const { code, stderr } = await apart.run(['serve'], { environment: { [variable]: String(port) } });
          expect([code, stderr.split('\n').at(-2)]).toEqual([
            1,
            expect.stringMatching(new RegExp(`^Port ${port} .* set ${variable} `)),
          ]);
          expect(await postgresOf(apart)).toEqual([]);
        }
      } finally {
        await apart.dispose();
        other.close();
      }
    },
    LIMIT_MS,
  );

  it(
    'says which folder it cannot use, and why',
    async () => {
      // Below a file nobody can make a folder, not even root.
      const apart = await ServiceHome.create();
      try {
        const file = join(apart.folder, 'file');
        await writeFile(file, '');
        const STATE_DIR = join(file, 'state');
        const { code, stdout, stderr } = await apart.run(['serve'], { environment: { STATE_DIR } });
        expect([code, stdout]).toEqual([1, '']);
        expect(stderr).toMatch(new RegExp(`^The database folder ${STATE_DIR}[^\\n]*cannot be written[^\\n]*\\n$`));
      } finally {
        await apart.dispose();
      }
    },
    LIMIT_MS,
  );
});

interface StopCase {
  readonly when: string;
  readonly program: readonly string[];
  readonly stop: (apart: ServiceHome) => Stop;
  readonly code: number;
  readonly lastWords: RegExp;
}

const says =
  (text: string): Stop['once'] =>
  (said) =>
    said.includes(text);
const STOP_CASES: readonly StopCase[] = [
  {
    when: 'while it makes its database cluster, as the image starts it',
    program: imageCommand(),
    stop: (apart) => ({
      signal: 'SIGTERM',
      to: 'program',
      once: () => existsSync(join(apart.folder, 'postgres', 'cluster')),
    }),
    code: 0,
    lastWords: /PostgreSQL stopped"\}$/,
  },
  {
    when: 'once it is up, started by npm',
    program: ['npm', 'start'],
    stop: () => ({ signal: 'SIGTERM', to: 'program', once: says('Tilslutning is up') }),
    code: 0,
    lastWords: /PostgreSQL stopped"\}$/,
  },
  {
    when: 'by Ctrl-C while it starts, started by npm, which passes a second signal on',
    program: ['npm', 'start'],
    stop: () => ({ signal: 'SIGINT', to: 'group', once: says('PostgreSQL started') }),
    code: 0,
    lastWords: /PostgreSQL stopped"\}$/,
  },
  {
    when: 'in the middle of a replay',
    program: [process.execPath, 'bin/tilslutning.js', 'demo', '--exit', '--json'],
    stop: () => ({ signal: 'SIGTERM', to: 'program', once: says(' %  2020-') }),
    code: 1,
    lastWords: /The replay was stopped at 2020-[^\n]*; nothing of it is left\.$/,
  },
];

describe('a stop signal', () => {
  it.each(STOP_CASES)(
    'ends it in order: $when',
    async ({ program: [name = '', ...args], stop, code, lastWords }) => {
      const apart = await ServiceHome.create();
      try {
        const environment = { ...apart.environment, NPM_CONFIG_UPDATE_NOTIFIER: 'false' };
        const ended = await runProgram(name, args, environment, LIMIT_MS / 2, stop(apart));
        expect([ended.code, ended.signal, ended.stderr.trimEnd()]).toEqual([
          code,
          null,
          expect.stringMatching(lastWords),
        ]);
        expect(await postgresOf(apart)).toEqual([]);
        expect(await readdir(join(apart.folder, 'postgres', 'users'))).toEqual([]);
        // The cluster is whole, and a replay's database is gone.
        const pool = await apart.database('postgres');
        const { rows } = await pool.query(`SELECT datname FROM pg_database WHERE datname LIKE '%replay%'`);
        expect(rows).toEqual([]);
      } finally {
        await apart.dispose();
      }
    },
    LIMIT_MS,
  );
});
