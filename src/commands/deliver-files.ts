import { readFile } from 'node:fs/promises';
import { fileUnreadable } from './file-unreadable.js';
import type { OfflineService } from '../offline-service.js';
import { ServiceError } from '../platform/errors/index.js';

interface Output {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Hands in saved messages, a line about each. One that is none keeps back no other. Returns how many were refused. */
export async function deliverFiles(
  service: Pick<OfflineService, 'deliver'>,
  files: readonly string[],
  options: { readonly to?: string; readonly arrived?: Date },
  output: Output,
): Promise<number> {
  let refused = 0;
  for (const name of files) {
    try {
      const bytes = await readFile(name).catch((error: unknown) => {
        throw fileUnreadable(name, error);
      });
      const deliveredTo = options.to?.toLowerCase() ?? null;
      const stored = await service.deliver({ name, bytes, deliveredTo, arrivedAt: options.arrived ?? null });
      const outcome = stored.duplicate ? 'was there already' : 'stored';
      output.stdout.write(`${name}: ${outcome} as ${stored.id}, arrived ${stored.arrivedAt.toISOString()}\n`);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      refused += 1;
      output.stderr.write(`${error.message}\n`);
    }
  }
  return refused;
}
