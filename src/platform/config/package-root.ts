import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder, wherever it is called from and whether it runs as source or built. */
export const PACKAGE_ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** A file that ships with the project, e.g. `packageFile('data', 'municipalities-2020.csv')`. */
export function packageFile(...parts: readonly string[]): string {
  return join(PACKAGE_ROOT, ...parts);
}
