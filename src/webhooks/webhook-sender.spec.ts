import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebhookSender } from './webhook-sender.js';

let server: Server;
let port: number;
let asked: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];

const answers: Record<string, (response: ServerResponse) => void> = {
  '/taken': (response) => response.writeHead(204).end(),
  '/moved': (response) => response.writeHead(307, { location: '/taken' }).end(),
  '/gone': (response) => response.writeHead(410).end(),
  '/broken': (response) => response.writeHead(500).end('secret of the house'),
  '/silent': () => undefined,
  '/drips': (response) => {
    response.writeHead(200);
    response.write('a');
  },
  '/endless': (response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(16_384);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
      response.once('drain', more);
    };
    more();
  },
  '/cut': (response) => response.destroy(),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      answers[request.url ?? '']?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** The loopback server stands for the public internet here. */
const lenient = (timeoutMs = 120_000): WebhookSender =>
  new WebhookSender({ mayConnect: () => true, allowsHttp: true, timeoutMs });

/** For those that never end: enough for the request to arrive. */
const IMPATIENT_MS = 3000;

describe('to whom it posts', () => {
  it.each([
    ['http://example.org/', 'must begin with https://'],
    ['ftp://example.org/', 'must begin with https://'],
    ['https://a:b@example.org/', 'must not hold a user name or password'],
    ['https://example.org/#x', 'must not hold a fragment (#)'],
    ['https://127.0.0.1/', 'is not on the public internet'],
    ['https://127.1/', 'is not on the public internet'],
    ['https://2130706433/', 'is not on the public internet'],
    ['https://0x7f.0.0.1/', 'is not on the public internet'],
    ['https://10.1.2.3/', 'is not on the public internet'],
    ['https://172.20.0.1/', 'is not on the public internet'],
    ['https://192.168.1.1/', 'is not on the public internet'],
    ['https://169.254.169.254/latest/meta-data', 'is not on the public internet'],
    ['https://100.64.0.1/', 'is not on the public internet'],
    ['https://224.0.0.1/', 'is not on the public internet'],
    ['https://[::1]/', 'is not on the public internet'],
    ['https://[fe80::1]/', 'is not on the public internet'],
    ['https://[fd00::1]/', 'is not on the public internet'],
    ['https://[ff02::1]/', 'is not on the public internet'],
    ['https://[::ffff:10.0.0.1]/', 'is not on the public internet'],
    ['https://[64:ff9b::7f00:1]/', 'is not on the public internet'],
    ['https://[2002:7f00:1::]/', 'is not on the public internet'],
  ])('refuses %s, and does not ask there', async (address, why) => {
    expect(new WebhookSender().whyNot(new URL(address))).toBe(why);
    expect(await new WebhookSender().post(address, {}, '{}')).toEqual({ code: 'URL_NOT_ALLOWED', status: null });
  });

  it('takes names and public addresses', () => {
    for (const address of ['https://example.org/x?y=z', 'https://example.org:8443/', 'https://9.9.9.9/']) {
      expect(new WebhookSender().whyNot(new URL(address))).toBeNull();
    }
  });

  it('judges what a name stands for as it connects', async () => {
    const seen: string[] = [];
    const mayConnect = (address: string): boolean => {
      seen.push(address);
      return false;
    };
    const sender = new WebhookSender({ mayConnect, allowsHttp: true, timeoutMs: 120_000 });
    expect(await sender.post(`http://localhost:${port}/taken`, {}, '{}')).toEqual({
      code: 'ADDRESS_NOT_PUBLIC',
      status: null,
    });
    expect(seen.length).toBeGreaterThan(0);
    expect(asked).toEqual([]);
  });
});

describe('what becomes of it', () => {
  it.each([
    ['/taken', { code: 'DELIVERED', status: 204 }],
    ['/moved', { code: 'REDIRECTED', status: 307 }],
    ['/gone', { code: 'GONE', status: 410 }],
    ['/broken', { code: 'REFUSED', status: 500 }],
    ['/silent', { code: 'TIMED_OUT', status: null }],
    ['/drips', { code: 'TIMED_OUT', status: null }],
    ['/endless', { code: 'DELIVERED', status: 200 }],
    ['/cut', { code: 'CONNECTION_FAILED', status: null }],
  ])('%s', async (path, outcome) => {
    const sender = lenient(outcome.code === 'TIMED_OUT' ? IMPATIENT_MS : undefined);
    expect(await sender.post(`http://127.0.0.1:${port}${path}`, { 'webhook-id': 'x' }, '{"a":"ø"}')).toEqual(outcome);
    expect(asked).toMatchObject([
      {
        url: path,
        headers: { 'webhook-id': 'x', 'content-type': 'application/json', 'content-length': '10' },
        body: '{"a":"ø"}',
      },
    ]);
  });

  it('is a failed connection where nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port: free } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await lenient().post(`http://127.0.0.1:${free}/`, {}, '{}')).toEqual({
      code: 'CONNECTION_FAILED',
      status: null,
    });
  });
});
