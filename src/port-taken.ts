import { ServiceError } from './platform/errors/index.js';

/** Which variable of the environment sets which port. */
export type PortVariables = Readonly<Record<string, number>>;

/** What a person can do about a port that another program has; null for any other error. */
export function portTaken(error: unknown, variables: PortVariables): ServiceError | null {
  const { code, port, address } = error as { code?: unknown; port?: unknown; address?: unknown };
  if (code !== 'EADDRINUSE' || typeof port !== 'number') return null;
  const variable = Object.entries(variables).find(([, configured]) => configured === port)?.[0] ?? 'PORT';
  return new ServiceError(
    'PORT_TAKEN',
    `Port ${port} on ${String(address)} is in use by another program. Stop that one, or set ${variable} to a free one: ${variable}=${port + 1}`,
    { category: 'conflict', level: 'error', cause: error },
  );
}
