import type { Config } from './platform/config/index.js';
import { serve } from './serve.js';
import { stopSignal } from './stop-signal.js';

/** Runs the service for real use, in the role configured, until SIGTERM or SIGINT, and stops it in order. */
export async function runService(config: Config): Promise<void> {
  // From here on, so that a signal during the start does not leave the database server behind.
  const stopped = stopSignal();
  const running = await serve(config);
  await stopped;
  await running.close();
}
