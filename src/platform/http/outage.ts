/** SQLSTATE classes and codes with which PostgreSQL says that it cannot serve now (appendix A of its manual). */
const SQL_STATES = /^(08...|53...|57P0[1-5]|55P03|40001|40P01)$/;
const SOCKET_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'EAI_AGAIN']);
/** What the `pg` client says, without any code, when the connection went away. */
const CLIENT_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
];

/**
 * True when the database or another server we need is away, full or in a deadlock, so that the same request can
 * succeed later. The sender then gets 503 and tries again, where a 500 would make a mail gateway throw its message
 * away. Reads the error's shape, not its class: errors of the network come from outside any module of ours.
 */
export function isOutage(error: unknown): boolean {
  const outer = shapeOf(error);
  if (outer === undefined) return false;
  const shape = shapeOf(outer.driverError) ?? outer;
  if (typeof shape.code !== 'string') {
    return CLIENT_MESSAGES.some((message) => String(shape.message).startsWith(message));
  }
  // A socket file that is not there; ENOENT of any other call is a missing file, and our own fault.
  if (shape.code === 'ENOENT') return shape.syscall === 'connect';
  return SQL_STATES.test(shape.code) || SOCKET_CODES.has(shape.code);
}

interface ErrorShape {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly syscall?: unknown;
  readonly driverError?: unknown;
}

function shapeOf(error: unknown): ErrorShape | undefined {
  return typeof error === 'object' && error !== null && 'message' in error ? error : undefined;
}
