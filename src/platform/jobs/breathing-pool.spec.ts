import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { BreathingPool } from './breathing-pool.js';

let server: Server;
let pool: BreathingPool;
beforeAll(async () => {
  // As a proxy whose server is away.
  server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  pool = new BreathingPool({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: 'x', max: 2 });
});
afterAll(async () => {
  await pool.end();
  server.close();
});

it.each<[string, () => Promise<unknown>]>([
  ['a query', () => pool.query('SELECT 1')],
  ['a connection', () => pool.connect()],
  [
    'a connection with a callback',
    () =>
      new Promise((resolve, reject) => pool.connect((error) => (error === undefined ? resolve(null) : reject(error)))),
  ],
])('tells of failure, and not before it has taken breath: %s', async (_, attempt) => {
  const begun = performance.now();
  await expect(attempt()).rejects.toThrow(/Connection terminated|ECONNRESET/);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(490);
});

it('takes a listener of each queue, however many, and says nothing of a leak', () => {
  expect(pool.getMaxListeners()).toBe(0);
});
