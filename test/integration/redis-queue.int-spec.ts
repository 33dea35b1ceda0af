import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RedisQueueConnection } from '../../src/platform/jobs/index.js';
import { eventually } from '../support/service-process.js';
import { startTestApp } from '../support/app.js';
import { describeQueue } from '../support/queue-contract.js';
import { describeWithProgram, findProgram } from '../support/requires.js';
import { issueSmall } from '../support/small-campaign.js';

let server: ChildProcess;
let directory: string;
let port = 0;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return free;
}

/** One command in Redis's inline form; resolves with the first line of the answer. */
async function command(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write(`${text}\r\n`);
    const [answer] = await Promise.race([
      once(socket, 'data'),
      once(socket, 'error').then(([error]) => Promise.reject(error as Error)),
    ]);
    return String(answer).split('\r\n', 1)[0] ?? '';
  } finally {
    socket.destroy();
  }
}

describeWithProgram('redis-server')('the queue on Redis', () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tilslutning-redis-'));
    port = await freePort();
    server = spawn(
      findProgram('redis-server') ?? '',
      ['--bind', '127.0.0.1', '--port', String(port), '--dir', directory, '--save', '', '--appendonly', 'no'],
      { stdio: 'ignore' },
    );
    await eventually('redis-server answers', async () => (await command('PING').catch(() => '')) === '+PONG');
  });
  afterAll(async () => {
    if (server.exitCode === null) {
      server.kill();
      await once(server, 'exit');
    }
    await rm(directory, { recursive: true, force: true });
  });

  describeQueue('Redis', {
    open: () => new RedisQueueConnection(`redis://127.0.0.1:${port}`),
    wipe: async () => {
      if ((await command('FLUSHALL')) !== '+OK') throw new Error('Redis did not flush.');
    },
  });

  it('carries the whole service: a campaign is issued over it', async () => {
    const app = await startTestApp({ queue: () => new RedisQueueConnection(`redis://127.0.0.1:${port}`) });
    try {
      const { references } = await issueSmall(app);
      expect(Object.keys(references)).toHaveLength(5);
      const [row] = await app.dataSource.query(
        `SELECT count(*)::integer AS sent FROM letter WHERE kind = 'INVITATION' AND state = 'SENT'`,
      );
      expect(row).toEqual({ sent: 5 });
      const [tables] = await app.dataSource.query(`SELECT to_regclass('bullmq.job')::text AS job`);
      // The PostgreSQL queue's tables are there, but nothing went through them.
      if (tables.job !== null) {
        expect(await app.dataSource.query('SELECT count(*)::integer AS count FROM bullmq.job')).toEqual([{ count: 0 }]);
      }
    } finally {
      await app.close();
    }
  });
});
