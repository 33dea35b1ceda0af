import { readFile } from 'node:fs/promises';
import { fileUnreadable } from './file-unreadable.js';

/** A file that was named on the command line. Throws FILE_UNREADABLE. */
export async function readText(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileUnreadable(file, error);
  });
}
