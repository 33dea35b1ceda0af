import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/database/embedded-postgres.js';
import { withDatabase } from '../../src/platform/database/databases.js';

export const PROJECT_ROOT = join(import.meta.dirname, '../..');
const COMMAND = join(PROJECT_ROOT, 'bin/tilslutning.js');
/** A first start makes a cluster and a seal, on cores that other test files use too. */
const START_LIMIT_MS = 240_000;

export interface CommandResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Program and arguments that start Node: default Node itself. */
  readonly through?: readonly string[];
  readonly timeoutMs?: number;
}

interface LogLine {
  readonly level: number;
  readonly msg: string;
}

/**
 * One installation of the service in a folder of its own, as a real process with the embedded PostgreSQL: started,
 * stopped, killed and started again as its user would. Ports stay the same over restarts.
 *
 * `dispose` ends everything. If the test run itself is killed, a shell that waits for it does.
 */
export class ServiceHome {
  readonly #undertaker: ChildProcess;
  readonly #processes = new Set<ChildProcess>();
  readonly #pools: pg.Pool[] = [];
  #adopted: EmbeddedPostgres | null = null;
  #service: ChildProcessWithoutNullStreams | null = null;
  /** What the services of this home logged so far, all starts together. */
  readonly log: LogLine[] = [];

  private constructor(
    readonly folder: string,
    readonly httpPort: number,
    readonly smtpPort: number,
    undertaker: ChildProcess,
  ) {
    this.#undertaker = undertaker;
  }

  static async create(): Promise<ServiceHome> {
    const folder = await mkdtemp(join(tmpdir(), 'tilslutning-home-'));
    // Run as root, PostgreSQL is another user and must pass through.
    await chmod(folder, 0o711);
    const [httpPort, smtpPort] = await freePorts(2);
    return new ServiceHome(folder, httpPort!, smtpPort!, hireUndertaker(folder));
  }

  get url(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  get environment(): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.folder,
      TMPDIR: tmpdir(),
      STATE_DIR: this.folder,
      PORT: String(this.httpPort),
      SMTP_SINK_PORT: String(this.smtpPort),
    };
  }

  /** Starts `serve` and waits until it is up. Throws with all it said if it ends instead. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = this.#spawn(['serve'], { environment });
    this.#service = child;
    await writeFile(join(this.folder, 'service.pid'), `${child.pid}\n`);
    const said: string[] = [];
    const up = new Promise<void>((resolve) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        said.push(line);
        const entry = parseLogLine(line);
        if (entry === null) return;
        this.log.push(entry);
        if (entry.msg === 'Tilslutning is up') resolve();
      });
    });
    child.stdout.resume();
    const problem = Promise.race([
      once(child, 'exit').then(([code, signal]) => `ended with ${code ?? signal}`),
      elapsed(START_LIMIT_MS).then(() => `was not up after ${START_LIMIT_MS / 1000} s`),
    ]);
    const failed = await Promise.race([up.then(() => null), problem]);
    if (failed !== null) throw new Error(`The service ${failed}:\n${said.join('\n')}`);
  }

  /** Whether the process that `start` began still runs. */
  get running(): boolean {
    return this.#service !== null && this.#service.exitCode === null && this.#service.signalCode === null;
  }

  /** Ends it as a power cut would; PostgreSQL, a process of its own, goes on. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it in order, with PostgreSQL unless this test uses that too. */
  async stop(
    signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM',
  ): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    return await this.#end(signal);
  }

  /** Runs a command of the command line to its end. */
  async run(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    const child = this.#spawn(args, options);
    child.stdin.end();
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 280_000);
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    clearTimeout(timer);
    const text = (chunks: Buffer[]): string => Buffer.concat(chunks).toString('utf8');
    return { code, signal, stdout: text(stdout), stderr: text(stderr) };
  }

  /** Connections of the test's own to a database of the home's PostgreSQL, which from then on outlives `stop`. */
  async database(name = 'tilslutning'): Promise<pg.Pool> {
    this.#adopted ??= await startEmbeddedPostgres({ directory: join(this.folder, 'postgres') });
    const pool = new pg.Pool({ connectionString: withDatabase(this.#adopted.url, name), max: 2 });
    pool.on('error', () => undefined);
    this.#pools.push(pool);
    return pool;
  }

  async dispose(): Promise<void> {
    for (const child of this.#processes) child.kill('SIGKILL');
    await Promise.all(this.#pools.map((pool) => pool.end().catch(() => undefined)));
    await this.#adopted?.stop();
    // A killed service may have left its PostgreSQL behind without this test having used it.
    const ended = once(this.#undertaker, 'exit');
    this.#undertaker.ref();
    this.#undertaker.stdin?.end();
    await ended;
  }

  async #end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    const child = this.#service;
    if (child === null) throw new Error('No service was started.');
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    child.kill(signal);
    await ended;
    await rm(join(this.folder, 'service.pid'), { force: true });
    return { code: child.exitCode, signal: child.signalCode };
  }

  #spawn(args: readonly string[], options: CommandOptions): ChildProcessWithoutNullStreams {
    const [program = '', ...before] = options.through ?? [process.execPath];
    const child = spawn(program, [...before, COMMAND, ...args], {
      cwd: options.cwd ?? PROJECT_ROOT,
      env: { ...this.environment, ...options.environment },
    });
    this.#processes.add(child);
    child.once('exit', () => this.#processes.delete(child));
    return child;
  }
}

/**
 * Ports that were free a moment ago, and that stay free while the service is down: below the range from which the
 * system gives a port to every connection that leaves (Linux: 32768 and up).
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isListening) await new Promise((resolve) => server.close(resolve));
  return isListening;
}

/** Waits without keeping the process alive. */
export async function elapsed(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

/** Asks again and again until `question` answers with something; throws after `limitMs`. */
export async function eventually<T>(
  what: string,
  question: () => Promise<T | null | undefined | false>,
  limitMs = 240_000,
  everyMs = 10,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const answer = await question();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** The process ids of PostgreSQL servers whose data are this home's: empty once it is stopped. */
export async function postgresOf(home: ServiceHome): Promise<number[]> {
  try {
    const pid = Number.parseInt(await readFile(join(home.folder, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 0);
    return [pid];
  } catch {
    return [];
  }
}

function parseLogLine(line: string): LogLine | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return null;
  }
}

/** Waits for this process to end, however it ends, or to say so; then ends the service and PostgreSQL and tidies up. */
function hireUndertaker(folder: string): ChildProcess {
  const undertaker = spawn('/bin/sh', ['-c', BURY, 'sh', folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  undertaker.unref();
  (undertaker.stdin as unknown as { unref(): void }).unref();
  return undertaker;
}

/** SIGQUIT, because nothing in this server is worth a clean shutdown. */
const BURY = `
cat > /dev/null
if [ -f "$1/service.pid" ]; then kill -KILL "$(cat "$1/service.pid")" 2> /dev/null; fi
home="$1/postgres"
if [ -f "$home/cluster-location" ]; then home=$(cat "$home/cluster-location"); fi
pid_file="$home/cluster/postmaster.pid"
if [ -f "$pid_file" ]; then
  pid=$(head -n 1 "$pid_file")
  kill -QUIT "$pid"
  tries=0
  while [ -f "$pid_file" ] && kill -0 "$pid" 2> /dev/null && [ $tries -lt 50 ]; do tries=$((tries + 1)); sleep 0.1; done
fi
if [ "$home" != "$1/postgres" ]; then rm -rf "$home"; fi
rm -rf "$1"
`;
