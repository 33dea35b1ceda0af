import { ServiceError } from '../platform/errors/index.js';

/** For a file that was named on the command line. */
export function fileUnreadable(file: string, cause: unknown): ServiceError<'FILE_UNREADABLE'> {
  const code = (cause as { code?: unknown }).code;
  return new ServiceError(
    'FILE_UNREADABLE',
    `${file} cannot be read (${String(code)}). Check the name and its rights.`,
    { category: 'invalid', cause },
  );
}
