import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuditLog } from '../../src/audit/index.js';
import { CloseCampaign } from '../../src/campaigns/index.js';
import { GrantExtension } from '../../src/extensions/index.js';
import { RecordBounce } from '../../src/letters/index.js';
import { ReviewReturn, ReturnReadModel } from '../../src/returns/index.js';
import { ApiClient, type ApiAnswer } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { scanPdf } from '../support/returned-files.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';
import { createTestCa, type TestCa } from '../support/test-ca.js';

const ENDPOINTS = '/api/v1/webhook-endpoints';
const ALL = [
  'campaign.closed',
  'declaration.accepted',
  'declaration.rejected',
  'declaration.returned',
  'extension.granted',
  'letter.bounced',
  'review.needed',
  'threshold.reached',
];

interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let app: TestApp;
let api: ApiClient;
let ca: TestCa;
let campaign: SmallCampaign;
let receiver: Server;
let base: string;
let got: Got[] = [];
/** What the receiver answers, by path; 204 if nothing is said. */
const answers = new Map<string, number | 'silence'>();

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      got.push({ path, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const answer = answers.get(path) ?? 204;
      if (answer !== 'silence') response.writeHead(answer, { connection: 'close' }).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  ca = await createTestCa();
  app = await startTestApp({
    trustAnchors: [ca.intermediate],
    webhookTargets: { mayConnect: (address) => address === '127.0.0.1', allowsHttp: true, timeoutMs: 10_000 },
  });
  api = await ApiClient.connect(app);
  campaign = await issueSmall(app);
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});

beforeEach(async () => {
  await later(60_000);
  got = [];
  answers.clear();
});

afterAll(async () => {
  await app?.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

interface Endpoint {
  readonly id: string;
  readonly path: string;
  readonly secret: string;
}

const text = (answer: ApiAnswer, field: string): string => (answer.body as Record<string, string>)[field]!;
const itemsOf = (answer: ApiAnswer): Record<string, unknown>[] =>
  (answer.body as { items: Record<string, unknown>[] }).items;
const post = (path: string, json?: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
  api.post(path, { key: 'admin', headers, ...(json === undefined ? {} : { json }) });
const read = (path: string): Promise<ApiAnswer> => api.get(path, { key: 'admin' });

async function register(name: string, eventTypes: readonly string[]): Promise<Endpoint> {
  const made = await post(ENDPOINTS, { name, url: `${base}/${name}`, eventTypes, campaign: campaign.slug });
  expect(made.status).toBe(201);
  return { id: text(made, 'id'), path: `/${name}`, secret: text(made, 'secret') };
}

/** As any receiver checks it. */
function isSignedBy({ headers, body }: Got, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}

const typesAt = (path: string): string[] =>
  got.filter((one) => one.path === path).map(({ body }) => (JSON.parse(body) as { type: string }).type);
const later = (milliseconds: number): Promise<void> => app.moveTo(new Date(app.clock.now().getTime() + milliseconds));
const grant = (reference: string, dueOn: string): Promise<unknown> =>
  app.get(GrantExtension).execute({ references: [reference], dueOn, reason: 'Kari ber om det.', actor: 'key:x' });

describe('a campaign', () => {
  it('tells of everything that happens in it, once, without a word about people', async () => {
    const endpoint = await register('alt', ALL);
    await post(`${ENDPOINTS}/${endpoint.id}/ping`);
    const [oslo, bergen] = [await ReturningMunicipality.at(app, 0), await ReturningMunicipality.at(app, 1)];
    await grant(campaign.references['4640']!, '2020-07-07');
    await oslo.send({ files: [{ fileName: 'a.pdf', bytes: await oslo.signed(ca) }] });
    await bergen.send({ files: [{ fileName: 'b.pdf', bytes: scanPdf(7) }] });
    await app.settle();
    const waiting = await bergen.theReturn();
    expect((await app.get(ReturnReadModel).byId(waiting.id)).state).toBe('NEEDS_REVIEW');
    await app.get(ReviewReturn).execute({
      returnId: waiting.id,
      expectedVersion: waiting.version,
      actor: 'key:approver',
      decision: 'REJECT',
      reason: 'Not legible.',
      rejectionReasons: [{ code: 'ILLEGIBLE_SCAN' }],
    });
    const [letter] = await bergen.letters('INVITATION');
    await app.dataSource.transaction(async (manager) => {
      await app.get(RecordBounce).execute(manager, {
        letterId: letter!.id,
        kind: 'HARD',
        explanation: '550 5.1.1 kari.nordmann@kommune.example is unknown',
        now: app.clock.now(),
      });
    });
    await app.settle();

    expect(typesAt('/alt').toSorted()).toEqual(
      [...ALL.filter((type) => type !== 'campaign.closed'), 'declaration.returned', 'endpoint.ping'].toSorted(),
    );
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(got.length);
    expect(got.filter((one) => !isSignedBy(one, endpoint.secret))).toEqual([]);
    const told = (type: string): unknown =>
      got.map(({ body }) => JSON.parse(body) as { type: string; data: unknown }).find((one) => one.type === type)?.data;
    expect(told('declaration.accepted')).toEqual({
      campaign: campaign.slug,
      declaration: oslo.reference,
      municipality: '0301',
      return: (await oslo.theReturn()).id,
    });
    expect(told('threshold.reached')).toEqual({
      campaign: campaign.slug,
      thresholdNumerator: 1,
      thresholdDenominator: 2,
    });
    expect(got.map(({ body }) => body).join('')).not.toMatch(/kari|@kommune|ILLEGIBLE|\.pdf/i);
    await app.settle();
    expect(typesAt('/alt')).toHaveLength(ALL.length + 1);
  });

  it('tells nothing of what was rolled back, and leaves nothing to look at', async () => {
    const count = async (): Promise<unknown> =>
      await app.dataSource.query(
        'SELECT (SELECT count(*) FROM webhook_event) AS events, (SELECT count(*) FROM webhook_delivery) AS deliveries',
      );
    const before = await count();
    const entry = {
      at: app.clock.now(),
      actor: 'key:x',
      action: 'DECLARATION_ACCEPTED',
      subject: `declaration:${campaign.references['5401']}`,
      data: { cause: 'none' },
    };
    await expect(
      app.dataSource.transaction(async (manager) => {
        await app.get(AuditLog).record(manager, entry);
        throw new Error('Something else went wrong.');
      }),
    ).rejects.toThrow('Something else');
    expect(await count()).toEqual(before);
  });
});

describe('an endpoint that does not answer', () => {
  it('is tried for three days; then it is marked, a person is told, and all of it can be sent again', async () => {
    const endpoint = await register('nede', ['extension.granted']);
    answers.set('/nede', 503);
    await grant(campaign.references['4640']!, '2020-07-08');
    await app.settle();
    const sentAt = app.clock.now().getTime();
    const [delivery] = itemsOf(await read(`${ENDPOINTS}/${endpoint.id}/deliveries`));
    expect(delivery).toMatchObject({ state: 'PENDING', attempts: 1, lastError: 'REFUSED: HTTP 503' });

    for (;;) {
      const [{ dueAt, state } = { dueAt: '', state: '' }] = itemsOf(
        await read(`${ENDPOINTS}/${endpoint.id}/deliveries`),
      );
      if (state !== 'PENDING') break;
      await app.moveTo(String(dueAt));
    }
    expect(app.clock.now().getTime() - sentAt).toBe(3 * 24 * 60 * 60 * 1000);
    expect(got.filter(({ path }) => path === '/nede')).toHaveLength(10);
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(new Set(got.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10);
    const log = (await read(`${ENDPOINTS}/${endpoint.id}/deliveries/${String(delivery!['id'])}`)).body;
    expect(log).toMatchObject({
      state: 'FAILED',
      log: Array(10).fill({ outcome: 'REFUSED', status: 503 }) as object[],
    });
    expect((await read(`${ENDPOINTS}/${endpoint.id}`)).body).toMatchObject({
      state: 'FAILING',
      failingSince: app.clock.now().toISOString(),
    });
    const tasks = itemsOf(await read(`/api/v1/campaigns/${campaign.slug}/tasks`));
    const task = tasks.find(({ kind }) => kind === 'WEBHOOK_FAILING');
    expect(task).toMatchObject({ about: `webhook-endpoint:${endpoint.id}`, inboundMessageId: null });
    const path = `/api/v1/tasks/${String(task!['id'])}/settle`;
    const settle = { key: 'caseHandler', headers: { 'if-match': '"v1"' } } as const;
    expect(await api.post(path, { ...settle, json: { answer: 'Hei', note: 'x' } })).toMatchObject({
      status: 409,
      body: { code: 'TASK_NOT_ANSWERABLE' },
    });
    expect((await api.post(path, { ...settle, json: { answer: null, note: 'They know.' } })).status).toBe(200);

    answers.delete('/nede');
    got = [];
    const since = new Date(sentAt).toISOString();
    const replayed = await post(`${ENDPOINTS}/${endpoint.id}/replay`, { since });
    expect(replayed).toMatchObject({ status: 202, body: { deliveries: 1 } });
    await app.settle();
    expect(typesAt('/nede')).toEqual(['extension.granted']);
    expect((await read(`${ENDPOINTS}/${endpoint.id}`)).body).toMatchObject({ state: 'ACTIVE', failingSince: null });
    expect((await post(`${ENDPOINTS}/${endpoint.id}/replay`, { since })).body).toEqual({ deliveries: 0 });
    const whole = { since: '2020-01-01T00:00:00Z', onlyUndelivered: false };
    expect((await post(`${ENDPOINTS}/${endpoint.id}/replay`, whole)).body).toEqual({ deliveries: 2 });
    await app.settle();
    await post(`${ENDPOINTS}/${endpoint.id}/deliveries/${String(delivery!['id'])}/replay`);
    await app.settle();
    expect(typesAt('/nede')).toEqual(Array(4).fill('extension.granted'));
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('is left alone for a while, so that others do not wait for it', async () => {
    const [silent, quick] = [
      await register('taus', ['extension.granted']),
      await register('rask', ['extension.granted']),
    ];
    answers.set('/taus', 'silence');
    await grant(campaign.references['4640']!, '2020-07-09');
    await app.settle();
    await later(1000);
    await grant(campaign.references['4640']!, '2020-07-10');
    await app.settle();
    expect([typesAt(silent.path).length, typesAt(quick.path).length]).toEqual([1, 2]);
    const waiting = itemsOf(await read(`${ENDPOINTS}/${silent.id}/deliveries?state=PENDING`));
    expect(waiting.map(({ attempts, lastError }) => [attempts, lastError])).toEqual([
      [1, 'TIMED_OUT'],
      [0, null],
    ]);
    answers.delete('/taus');
    await later(5000);
    expect(typesAt(silent.path)).toHaveLength(3);
  });

  it('is told nothing more once it says that it is gone', async () => {
    const endpoint = await register('borte', ['extension.granted']);
    answers.set('/borte', 410);
    await post(`${ENDPOINTS}/${endpoint.id}/ping`);
    await app.settle();
    const gone = await read(`${ENDPOINTS}/${endpoint.id}`);
    expect(gone.body).toMatchObject({ state: 'DISABLED', enabled: false });
    expect(await post(`${ENDPOINTS}/${endpoint.id}/ping`)).toMatchObject({
      status: 409,
      body: { code: 'WEBHOOK_ENDPOINT_DISABLED' },
    });
    await grant(campaign.references['4640']!, '2020-07-13');
    await app.settle();
    expect(typesAt('/borte')).toEqual(['endpoint.ping']);
  });
});

describe('secrets', () => {
  it('are told once, lie nowhere, and the old one signs for a day beside the new one', async () => {
    const once = { 'idempotency-key': 'endpoint-1' };
    const wish = { name: 'nokkel', url: `${base}/nokkel`, eventTypes: ['campaign.closed'], campaign: null };
    const made = await post(ENDPOINTS, wish, once);
    const [id, secret] = [text(made, 'id'), text(made, 'secret')];
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await post(ENDPOINTS, wish, once)).body).toMatchObject({ id, secret: null });
    expect((await read(`${ENDPOINTS}/${id}`)).body).not.toHaveProperty('secret');

    const rotated = await post(`${ENDPOINTS}/${id}/secret`);
    const fresh = text(rotated, 'secret');
    expect(fresh).not.toBe(secret);
    await post(`${ENDPOINTS}/${id}/ping`);
    await app.settle();
    const signedBy = (one: Got): boolean[] => [isSignedBy(one, fresh), isSignedBy(one, secret)];
    expect(got.filter(({ path }) => path === '/nokkel').map(signedBy)).toEqual([[true, true]]);
    await later(24 * 60 * 60 * 1000);
    await post(`${ENDPOINTS}/${id}/ping`);
    await app.settle();
    expect(got.filter(({ path }) => path === '/nokkel').map(signedBy)[1]).toEqual([true, false]);

    const tables: { name: string }[] = await app.dataSource.query(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    for (const { name } of tables) {
      const found: { found: boolean }[] = await app.dataSource.query(
        `SELECT EXISTS (SELECT FROM "${name}" AS t WHERE t::text LIKE ANY($1)) AS found`,
        [[secret, fresh].map((one) => `%${one.slice(6, 40)}%`)],
      );
      expect([name, found[0]?.found]).toEqual([name, false]);
    }
  });
});

describe('the API', () => {
  it('refuses addresses inside, wrong wishes, and everybody but administrators', async () => {
    const wish = { name: 'x', url: 'https://10.0.0.1/', eventTypes: ['campaign.closed'] };
    expect(await post(ENDPOINTS, wish)).toMatchObject({
      status: 400,
      body: { code: 'WEBHOOK_URL_NOT_ALLOWED', errors: [{ where: 'body.url' }] },
    });
    expect((await post(ENDPOINTS, { ...wish, eventTypes: ['all'] })).status).toBe(400);
    expect((await post(ENDPOINTS, { ...wish, name: 'alt', url: base })).body).toMatchObject({
      code: 'WEBHOOK_ENDPOINT_NAME_TAKEN',
    });
    expect((await post(ENDPOINTS, { ...wish, url: base, campaign: 'nope' })).status).toBe(404);
    for (const key of ['reader', 'caseHandler', 'approver', 'integration', 'gateway'] as const) {
      expect((await api.get(ENDPOINTS, { key })).status).toBe(403);
    }
    expect((await api.get(ENDPOINTS, { key: null })).status).toBe(401);
  });

  it('lists by cursor, changes by ETag, and removes', async () => {
    const first = await read(`${ENDPOINTS}?limit=1`);
    const cursor = text(first, 'nextCursor');
    expect(itemsOf(await read(`${ENDPOINTS}?limit=1&cursor=${cursor}`))[0]!['name']).not.toBe(
      itemsOf(first)[0]!['name'],
    );
    const { id } = itemsOf(first)[0]!;
    const one = `${ENDPOINTS}/${String(id)}`;
    const etag = (await read(one)).headers.get('etag')!;
    const patch = (ifMatch: string, json: unknown): Promise<ApiAnswer> =>
      api.call('PATCH', one, { key: 'admin', json, headers: { 'if-match': ifMatch } });
    expect(await patch(etag, { enabled: false })).toMatchObject({ status: 200, body: { state: 'DISABLED' } });
    expect(await patch(etag, { enabled: true })).toMatchObject({ status: 412, body: { code: 'VERSION_MISMATCH' } });
    expect((await api.call('DELETE', one, { key: 'admin' })).status).toBe(204);
    expect((await read(one)).status).toBe(404);
    const history: { action: string }[] = await app.dataSource.query(
      `SELECT action FROM audit_event WHERE subject = 'webhook-endpoint:alt' ORDER BY id`,
    );
    expect(history.map(({ action }) => action)).toEqual([
      'WEBHOOK_ENDPOINT_CREATED',
      'WEBHOOK_PINGED',
      'WEBHOOK_ENDPOINT_CHANGED',
      'WEBHOOK_ENDPOINT_REMOVED',
    ]);
  });

  it('tells of the end of the campaign', async () => {
    await register('slutt', ['campaign.closed']);
    await app.get(CloseCampaign).execute(campaign.slug, 'key:admin');
    await app.settle();
    expect(typesAt('/slutt')).toEqual(['campaign.closed']);
  });

  it('has seen every operation on webhooks succeed', () => {
    const operations = api.operations().filter((operation) => operation.includes(ENDPOINTS));
    expect(operations).toHaveLength(11);
    expect(operations.filter((operation) => !api.succeeded.has(operation))).toEqual([]);
  });
});
