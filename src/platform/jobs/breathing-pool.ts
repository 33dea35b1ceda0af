import { Pool, type PoolClient, type PoolConfig } from 'pg';

/**
 * How long a failed attempt to connect takes at least, in milliseconds. BullMQ's workers wait between two attempts only
 * when a connection was refused; on a server that is starting up, or behind a proxy, each would try hundreds of times a
 * second.
 */
const BREATH_MS = 500;

type Callback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (release?: unknown) => void,
) => void;

/** Connections to PostgreSQL for those who try again at once when they got none. */
export class BreathingPool extends Pool {
  constructor(config: PoolConfig) {
    super(config);
    // Each queue and each worker listens for its errors: more than ten, and never more than there are queues.
    this.setMaxListeners(0);
    const connect = this.connect.bind(this) as (callback: Callback) => void;
    const withCallback = (callback: Callback): void =>
      connect((error, client, release) => {
        if (error === undefined || error === null) callback(error, client, release);
        else setTimeout(() => callback(error, client, release), BREATH_MS);
      });
    // A property and not a method: the overloads of `connect` cannot be overridden in one signature.
    this.connect = ((callback?: Callback) =>
      callback === undefined
        ? new Promise<PoolClient>((resolve, reject) => {
            withCallback((error, client) => (client === undefined ? reject(error) : resolve(client)));
          })
        : withCallback(callback)) as Pool['connect'];
  }
}
