import { readConfig } from './platform/config/index.js';
import { ServiceError } from './platform/errors/index.js';
import { serve } from './serve.js';

/** Starts the service for real use and stops it in order on SIGTERM or SIGINT. */
export async function main(): Promise<void> {
  try {
    const config = readConfig();
    // From here on, so that a signal during the start does not leave the database server behind.
    const stopped = stopSignal();
    const running = await serve(config);
    await stopped;
    await running.close();
  } catch (error) {
    process.stderr.write(
      `${error instanceof ServiceError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    );
    process.exitCode = 1;
  }
}

/** Resolves at the first signal; a second one ends the process at once. */
export async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });
}
