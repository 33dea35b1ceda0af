import { setTimeout as delay } from 'node:timers/promises';
import type { JobRunner } from './platform/jobs/index.js';

/** Works off what falls due by what people do on the pages, about once a second, until `stopped`. */
export async function workUntil(stopped: Promise<void>, jobs: JobRunner): Promise<void> {
  const ended = new AbortController();
  const end = stopped.then(() => ended.abort());
  while (!ended.signal.aborted) {
    await jobs.settle();
    await delay(1000, undefined, { signal: ended.signal }).catch(() => undefined);
  }
  await end;
}
