import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { certify } from '../../test/support/build-certificate.js';
import type { WantedData } from '../pades/index.js';
import { FETCH_LIMITS, HttpValidationData } from './http-validation-data.js';

const certificate = certify({ commonName: 'Issuer', authority: true }).certificate;
const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`;

let server: Server;
let base: string;
let asked = 0;

const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/der': (_, response) => response.end(certificate),
  '/pem': (_, response) => response.end(pem),
  '/crl': (_, response) => response.end('a list'),
  '/ocsp': (request, response) => {
    request.on('data', (chunk: Buffer) =>
      response.write(`${request.method} ${request.headers['content-type']} ${chunk.toString()}`),
    );
    request.on('end', () => response.end());
  },
  '/large': (_, response) => response.end(Buffer.alloc(5000)),
  '/moved': (_, response) => response.writeHead(302, { location: '/crl' }).end(),
  '/silent': () => undefined,
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked++;
    answers[request.url ?? '']?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const wanted = (kind: WantedData['kind'], path: string, request: string | null = null): WantedData => ({
  kind,
  url: path.startsWith('/') ? base + path : path,
  certificateSha256: '0'.repeat(64),
  request,
});

/** The loopback server stands for the public internet here. */
const source = (limits = {}) =>
  new HttpValidationData({ ...FETCH_LIMITS, bytes: 4000, timeoutMs: 120_000, ...limits }, () => true);

test('certificates come in DER or PEM, lists and answers as they are', async () => {
  const got = await source().fetch([
    wanted('certificate', '/der'),
    wanted('certificate', '/pem'),
    wanted('crl', '/crl'),
    wanted('ocsp', '/ocsp', Buffer.from('question').toString('base64')),
  ]);
  expect(got.certificates.map((der) => Buffer.from(der).equals(certificate))).toEqual([true, true]);
  expect(got.crls.map((body) => Buffer.from(body).toString())).toEqual(['a list']);
  expect(got.ocsps.map((body) => Buffer.from(body).toString())).toEqual(['POST application/ocsp-request question']);
});

test.each(['/large', '/moved', '/silent', '/missing'])(
  '%s is left out, and the others come all the same',
  async (path) => {
    answers['/missing'] = (_, response) => response.writeHead(404).end();
    // Only the silent one is waited for; the other answers long before.
    const limits = path === '/silent' ? { timeoutMs: 3000 } : {};
    const got = await source(limits).fetch([wanted('crl', path), wanted('crl', '/crl')]);
    expect(got.crls).toHaveLength(1);
  },
);

test('no more requests than allowed', async () => {
  const before = asked;
  await source({ requests: 2 }).fetch([wanted('crl', '/crl'), wanted('crl', '/crl'), wanted('crl', '/crl')]);
  expect(asked - before).toBe(2);
});

test.each(['by its address', 'by its name'])('this very machine is never asked, %s', async (how) => {
  const before = asked;
  const url = how === 'by its name' ? `${base.replace('127.0.0.1', 'localhost')}/crl` : '/crl';
  const got = await new HttpValidationData().fetch([wanted('crl', url)]);
  expect([got.crls.length, asked - before]).toEqual([0, 0]);
});
