import { open } from 'node:fs/promises';
import { ServiceError } from '../platform/errors/index.js';

/** A whole file of at most `mostBytes`. Throws ServiceError that names the file and what to do. */
export async function readInput(file: string, mostBytes: number): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      if (size > mostBytes) {
        throw new ServiceError('FILE_TOO_LARGE', `${file} is ${size} bytes long; ${mostBytes} are allowed.`, {
          category: 'too-large',
        });
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof ServiceError) throw cause;
    const code = String((cause as { code?: unknown }).code ?? cause);
    throw new ServiceError('FILE_UNREADABLE', `${file} cannot be read (${code}). Check the name and its rights.`, {
      category: 'invalid',
      cause,
    });
  }
}
