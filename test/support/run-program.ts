import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually, PROJECT_ROOT } from './service-process.js';

export interface ProgramResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** When and how a program is told to end. */
export interface Stop {
  readonly signal: 'SIGTERM' | 'SIGINT';
  /** The program alone, as a supervisor does it, or it and all that it started, as Ctrl-C in a terminal does it. */
  readonly to: 'program' | 'group';
  /** Asked again and again with all that was said so far. */
  readonly once: (said: string) => boolean;
}

/**
 * Runs any program in the project's folder as a user would, waits until it and whatever it left behind have let go of
 * its output, and kills them all if that takes longer than `limitMs`.
 */
export async function runProgram(
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  limitMs: number,
  stop?: Stop,
): Promise<ProgramResult> {
  const child = spawn(name, args, {
    cwd: PROJECT_ROOT,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said.stderr += chunk));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const timer = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), limitMs);
  try {
    if (stop !== undefined) {
      const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
      const isTime = async (): Promise<boolean> => isOver() || stop.once(said.stdout + said.stderr);
      await eventually(`${name} ${args.join(' ')} has come so far`, isTime, limitMs, 20);
      if (!isOver()) process.kill(stop.to === 'group' ? -child.pid! : child.pid!, stop.signal);
    }
    const [code, signal] = await closed;
    return { code, signal, ...said };
  } finally {
    clearTimeout(timer);
  }
}
