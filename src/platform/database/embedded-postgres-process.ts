import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { systemCode } from './embedded-postgres-error.js';

const execute = promisify(execFile);

/** The operating-system account that the server's programs run under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Nothing of the caller's environment reaches PostgreSQL: a stray PGDATA, PGPORT or LC_ALL would change it. */
export const serverEnvironment = { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' };

/**
 * Runs a program to its end under `account` (undefined: the caller's own) and gives its standard output. The working
 * folder is `/`, because the account may not be able to enter the caller's.
 */
export async function runAs(account: Account | undefined, program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(program, [...args], { ...account, cwd: '/', env: serverEnvironment });
  return stdout;
}

/**
 * A name for a living process that a later process of the same number does not share: `<pid>-<start time in ticks>`
 * on Linux (proc(5), field 22 of stat), the bare number elsewhere. Undefined for one that is gone or a zombie.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!isSignallable(pid)) return undefined;
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return `${pid}`;
  }
  // The name in parentheses may itself hold spaces and parentheses, so the fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}-${fields[19]}`;
}

/** Whether the process `identity` names still lives. */
export async function isAlive(identity: string): Promise<boolean> {
  const pid = Number.parseInt(identity, 10);
  return Number.isSafeInteger(pid) && pid > 0 && (await processIdentity(pid)) === identity;
}

/** Whether `pid` is a PostgreSQL server that was started on the data folder `data`. */
export async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (!isSignallable(pid)) return false;
  const command = await commandLine(pid);
  return basename(command[0] ?? '') === 'postgres' && command.includes(data);
}

async function commandLine(pid: number): Promise<string[]> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  } catch {
    try {
      const { stdout } = await execute('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]);
      // ps joins the arguments with spaces; the supervisor writes the data folder last, after "-D ".
      return /^(.*?\/postgres) .*-D (.*)$/s.exec(stdout.trim())?.slice(1) ?? [];
    } catch {
      return [];
    }
  }
}

function isSignallable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
