import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { findProgram, itIf } from '../support/requires.js';
import { PROJECT_ROOT, ServiceHome } from '../support/service-process.js';

const WATCH = pathToFileURL(join(PROJECT_ROOT, 'test/support/watch-connections.mjs')).href;
/** Up to the first returns, so that threads verify them. */
const DEMO = ['demo', '--until', '2020-05-16', '--exit', '--json'];
const LIMIT_MS = 900_000;

interface Watched {
  readonly what: string;
  readonly target: string;
  readonly isLocal: boolean;
  readonly process: number;
  readonly thread: number;
}

let home: ServiceHome;
/** Even where a service for real use is configured to send, beside it. */
const LIVE = {
  MAIL_MODE: 'live',
  SMTP_URL: 'smtp://user:word@192.0.2.25:587',
  PUBLIC_URL: 'https://service.example',
  DKIM_DOMAIN: 'service.example',
  DKIM_SELECTOR: 'one',
  DKIM_KEY_FILE: '/dev/null',
};
/** What the demo under watch printed. */
let outcome: unknown;
beforeAll(async () => {
  home = await ServiceHome.create();
});
afterAll(() => home?.dispose());

function watching(file: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=${WATCH}`, WATCH_CONNECTIONS: file };
}

async function watched(file: string): Promise<Watched[]> {
  return (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Watched);
}

/** Tries every way out there is, in the main thread and in a worker; says which of them were refused. */
const LEAVE = `
  import dgram from 'node:dgram';
  import dns, { lookup } from 'node:dns';
  import { resolve4 } from 'node:dns/promises';
  import http from 'node:http';
  import net, { connect } from 'node:net';
  import tls from 'node:tls';
  import { isMainThread, Worker } from 'node:worker_threads';
  const ways = {
    net: () => net.createConnection(25, '192.0.2.1'),
    named: () => connect({ host: '192.0.2.2', port: 25 }),
    name: () => net.connect(25, 'mail.invalid'),
    tls: () => tls.connect(465, '192.0.2.3'),
    http: () => http.get('http://192.0.2.4/'),
    datagram: () => dgram.createSocket('udp4').send('x', 53, '192.0.2.5'),
    lookup: () => lookup('lookup.invalid', () => undefined),
    resolve: () => dns.resolve('resolve.invalid', () => undefined),
    fetch: () => fetch('http://192.0.2.6/'),
    resolve4: () => resolve4('resolve4.invalid'),
    listen: () => net.createServer().listen(0),
  };
  const went = [];
  for (const [name, way] of Object.entries(ways)) {
    try { await way(); went.push(name); } catch { /* refused */ }
  }
  console.log(JSON.stringify(went));
  if (isMainThread) await new Promise((done) => new Worker(new URL(import.meta.url)).once('exit', done));
`;

describe('the watch over connections', () => {
  it('sees and refuses every way out of loopback, also from a worker thread', async () => {
    const script = join(home.folder, 'leave.mjs');
    const file = join(home.folder, 'left.jsonl');
    await writeFile(script, LEAVE);
    const { stdout, stderr } = spawnSync(process.execPath, [script], {
      env: { ...home.environment, ...watching(file) },
      encoding: 'utf8',
      timeout: 240_000,
    });
    expect([stdout, stderr]).toEqual(['[]\n[]\n', '']);
    const seen = (await watched(file)).filter(({ isLocal }) => !isLocal);
    const targets = [
      '192.0.2.1:25',
      '192.0.2.2:25',
      'mail.invalid:25',
      '192.0.2.3:465',
      '192.0.2.4:80',
      '192.0.2.5',
      'lookup.invalid',
      'resolve.invalid',
      '192.0.2.6:80',
      'resolve4.invalid',
      ':::0',
    ];
    for (const isMain of [true, false]) {
      const ofThread = seen.filter(({ thread }) => (thread === 0) === isMain).map(({ target }) => target);
      expect(ofThread).toEqual(targets);
    }
  });
});

describe('the demo', () => {
  it(
    'connects to nothing but loopback and looks up no name but its addresses, in any of its threads',
    async () => {
      const file = join(home.folder, 'demo.jsonl');
      const environment = { ...LIVE, ...watching(file) };
      const { code, stdout, stderr } = await home.run(DEMO, { environment, timeoutMs: LIMIT_MS });
      expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
      outcome = JSON.parse(stdout);
      const seen = await watched(file);
      expect(seen.filter(({ isLocal }) => !isLocal)).toEqual([]);
      // It did connect, or the watch would prove nothing: to PostgreSQL, by HTTP to itself, by SMTP to its own sink.
      const ports = new Set(seen.filter(({ what }) => what === 'connect').map(({ target }) => target));
      expect(ports.size).toBeGreaterThanOrEqual(3);
      expect(seen.filter(({ what, thread }) => what === 'watching' && thread > 0).length).toBeGreaterThan(0);
    },
    LIMIT_MS,
  );

  const namespaces = canMakeNetworkNamespaces();
  itIf(namespaces === null, namespaces ?? '')(
    'comes to the same in a network namespace that has nothing but loopback',
    async () => {
      const run = ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath];
      const apart = await ServiceHome.create();
      try {
        const { code, stdout, stderr } = await apart.run(DEMO, { through: ['unshare', ...run], timeoutMs: LIMIT_MS });
        expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
        expect(JSON.parse(stdout)).toEqual(outcome);
      } finally {
        await apart.dispose();
      }
    },
    LIMIT_MS,
  );
});

/** Null, or why not. */
function canMakeNetworkNamespaces(): string | null {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  if (findProgram('unshare') === undefined) return 'no program unshare here (Debian package util-linux)';
  if (findProgram('ip') === undefined) return 'no program ip here (Debian package iproute2)';
  const { status } = spawnSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' });
  return status === 0 ? null : 'this machine allows no network namespaces';
}
