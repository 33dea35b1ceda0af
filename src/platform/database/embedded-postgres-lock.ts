import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError, systemCode } from './embedded-postgres-error.js';
import { isAlive, processIdentity } from './embedded-postgres-process.js';

/** Longer than any start: an initdb on a slow disk, and a crash recovery. */
const patienceMs = 180_000;

/**
 * Runs `action` while no other process of this machine runs one under the same lock file. A lock left behind by a
 * process that died is taken over. Throws EMBEDDED_POSTGRES_LOCKED if a living process keeps it for three minutes.
 */
export async function withLock<T>(file: string, action: () => Promise<T>): Promise<T> {
  const content = `${await processIdentity(process.pid)} ${randomUUID()}`;
  await acquire(file, content);
  try {
    return await action();
  } finally {
    if ((await read(file)) === content) await rm(file, { force: true });
  }
}

async function acquire(file: string, content: string): Promise<void> {
  // Linking a finished file into place makes the lock appear with its content: no reader sees an empty one.
  const staged = `${file}.${randomUUID()}`;
  await writeFile(staged, content, { flag: 'wx', mode: 0o644 });
  const deadline = performance.now() + patienceMs;
  try {
    for (;;) {
      try {
        await link(staged, file);
        return;
      } catch (error) {
        if (systemCode(error) !== 'EEXIST') throw error;
      }
      const holder = await read(file);
      if (holder === undefined) continue;
      if (!(await isAlive(holder.split(' ', 1)[0] ?? ''))) {
        await removeStale(file, holder);
        continue;
      }
      if (performance.now() > deadline) {
        throw new EmbeddedPostgresError(
          'EMBEDDED_POSTGRES_LOCKED',
          `Process ${Number.parseInt(holder, 10)} has held ${file} for ${patienceMs / 1000} s. Wait for it, or end it and start again.`,
        );
      }
      await delay(20);
    }
  } finally {
    await rm(staged, { force: true });
  }
}

/** Two processes may find the same stale lock; whoever moves a fresh one away by mistake puts it back. */
async function removeStale(file: string, stale: string): Promise<void> {
  const moved = `${file}.${randomUUID()}`;
  try {
    await rename(file, moved);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await read(moved)) !== stale) await link(moved, file).catch(() => undefined);
  await rm(moved, { force: true });
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
