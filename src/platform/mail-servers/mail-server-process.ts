import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { MailServersError } from './mail-servers-error.js';

const LOOPBACK = '127.0.0.1';
const START_LIMIT_MS = 30_000;
const LOOK_AGAIN_AFTER_MS = 25;

export interface MailServerCommand {
  readonly name: 'postfix' | 'dovecot';
  /** The program with its arguments. */
  readonly start: readonly string[];
  /** Of a program that comes back when the server runs: holds the server's process id. Null: the program is the server. */
  readonly pidFile: string | null;
  /** Takes connections when the server is up. */
  readonly port: number;
  readonly log: string;
}

/**
 * Starts the server, waits for its own input to end, and ends the server with all its children: so that goes with this
 * process, however this process ends, and no connection outlives it. The servers' own `stop` takes seconds to let work
 * end; what is under way stays in Postfix's queue. A process that only waits to be reaped by the system's first process
 * counts as gone. The process id may be written a moment after the command for the start has come back.
 * $1: process id file, or empty; $2: log; then the words of the start.
 */
const KEEPER = `
pid_file=$1; log=$2; shift 2
if [ -z "$pid_file" ]; then
  "$@" < /dev/null >> "$log.start" 2>&1 &
  pid=$!
else
  rm -f "$pid_file"
  "$@" >> "$log.start" 2>&1 || exit 1
  until pid=$(tr -d ' \\n' 2> /dev/null < "$pid_file") && [ -n "$pid" ]; do sleep 0.02; done
fi
cat > /dev/null
children=$(cat "/proc/$pid/task/$pid/children" 2> /dev/null)
kill "$pid" $children 2> /dev/null
while kill -0 "$pid" 2> /dev/null && ! grep -q '^State:.*Z' "/proc/$pid/status" 2> /dev/null; do sleep 0.05; done
`;

/** One of the two servers: started and stopped as often as wanted. */
export class MailServerProcess {
  #keeper: ChildProcess | null = null;

  constructor(private readonly command: MailServerCommand) {}

  /** Resolves when the server takes connections. Throws MAIL_SERVER_START_FAILED. */
  async start(): Promise<void> {
    if (this.#keeper !== null) return;
    const { name, start, pidFile, log, port } = this.command;
    // Detached: Ctrl-C in a terminal is for the service, which may still need the server.
    const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', pidFile ?? '', log, ...start], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    keeper.stdin.on('error', () => {});
    this.#keeper = keeper;
    for (let waited = 0; waited < START_LIMIT_MS; waited += LOOK_AGAIN_AFTER_MS) {
      if (keeper.exitCode !== null) break;
      if (await takesConnections(port)) return;
      await new Promise((resolve) => {
        setTimeout(resolve, LOOK_AGAIN_AFTER_MS);
      });
    }
    await this.stop();
    const words = (await readFile(`${log}.start`, 'utf8').catch(() => '')).trim().slice(-2000);
    throw new MailServersError(
      'MAIL_SERVER_START_FAILED',
      `${name} did not start on port ${port}. More may stand in ${log}. It said: ${words === '' ? 'nothing' : words}`,
    );
  }

  /** Resolves when the server is gone, its connections with it. */
  async stop(): Promise<void> {
    const keeper = this.#keeper;
    this.#keeper = null;
    if (keeper === null || keeper.exitCode !== null) return;
    const ended = once(keeper, 'exit');
    keeper.stdin?.end();
    await ended;
  }
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, LOOPBACK);
  // What the server greets with: a listening socket alone may be one that nobody answers yet.
  const greets = await new Promise<boolean>((resolve) => {
    socket
      .once('data', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => resolve(false));
    socket.setTimeout(5000, () => resolve(false));
  });
  socket.destroy();
  return greets;
}
