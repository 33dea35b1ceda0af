import { stat } from 'node:fs/promises';
import type { Account } from './embedded-postgres-process.js';
import { runAs } from './embedded-postgres-process.js';

/** The system account that is made when the machine has no `postgres` account. */
const ownAccountName = 'tilslutning-db';

/**
 * PostgreSQL refuses to run as root. A plain user runs it as themselves (undefined). Root runs it as the owner of the
 * data folder if there is one already, else as `postgres`, else as an own system account, else as `nobody`.
 */
export async function chooseAccount(dataFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (
    (await findAccount('postgres')) ??
    (await findAccount(ownAccountName)) ??
    (await makeOwnAccount()) ??
    (await findAccount('nobody')) ?? { uid: 65534, gid: 65534 }
  );
}

async function findAccount(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([runAs(undefined, 'id', ['-u', name]), runAs(undefined, 'id', ['-g', name])]);
    return { uid: Number.parseInt(uid, 10), gid: Number.parseInt(gid, 10) };
  } catch {
    return undefined;
  }
}

/** Undefined where there is no useradd, or /etc cannot be written. */
async function makeOwnAccount(): Promise<Account | undefined> {
  try {
    await runAs(undefined, 'useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ownAccountName]);
  } catch {
    return undefined;
  }
  return findAccount(ownAccountName);
}
