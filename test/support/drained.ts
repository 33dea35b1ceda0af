import { setTimeout as wait } from 'node:timers/promises';
import type { TestApp } from './app.js';

/** Resolves when the PostgreSQL queue holds no job of this kind any more, whoever works on them. */
export async function drained(app: TestApp, kind: string, timeoutMs = 240_000): Promise<void> {
  for (let waited = 0; waited < timeoutMs; waited += 50) {
    const [row] = await app.dataSource.query(
      `SELECT count(*)::integer AS jobs FROM bullmq.job WHERE queue = $1 AND state IN ('waiting', 'active', 'delayed')`,
      [kind],
    );
    if (row.jobs === 0) return;
    await wait(50);
  }
  throw new Error(`The queue of ${kind} was not drained within ${timeoutMs} ms.`);
}
