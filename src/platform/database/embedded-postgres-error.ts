import { ServiceError } from '../errors/index.js';

export type EmbeddedPostgresErrorCode =
  | 'EMBEDDED_POSTGRES_PLATFORM_UNSUPPORTED'
  | 'EMBEDDED_POSTGRES_BINARIES_MISSING'
  | 'EMBEDDED_POSTGRES_BINARIES_UNUSABLE'
  | 'EMBEDDED_POSTGRES_FOLDER_UNUSABLE'
  | 'EMBEDDED_POSTGRES_CLUSTER_UNUSABLE'
  | 'EMBEDDED_POSTGRES_FOREIGN_SERVER'
  | 'EMBEDDED_POSTGRES_LOCKED'
  | 'EMBEDDED_POSTGRES_START_FAILED'
  | 'EMBEDDED_POSTGRES_STOP_FAILED';

/** The service cannot run without its database, so each of these needs a person: level `error`. */
export class EmbeddedPostgresError extends ServiceError<EmbeddedPostgresErrorCode> {
  constructor(code: EmbeddedPostgresErrorCode, message: string, cause?: unknown) {
    super(code, message, { category: 'unavailable', level: 'error', cause });
    this.name = 'EmbeddedPostgresError';
  }
}

/** The `code` of a Node system or PostgreSQL error ('ENOENT', '28P01' …), or undefined. */
export function systemCode(error: unknown): string | undefined {
  // Not `instanceof Error`: errors of Node's own modules belong to another realm where the code runs in a VM context.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
