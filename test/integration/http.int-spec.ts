import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { request as rawRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Body,
  Controller,
  Get,
  Global,
  Header,
  Injectable,
  Module,
  Param,
  Post,
  Put,
  Query,
  Res,
  StreamableFile,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Clock, SimulatedClock } from '../../src/platform/clock/index.js';
import { ServiceError } from '../../src/platform/errors/index.js';
import {
  AcceptsRaw,
  Answers,
  assertVersion,
  configureHttp,
  DEFAULT_HTTP_OPTIONS,
  HttpPlatformModule,
  Idempotent,
  IdempotencyKey,
  IdempotencyPurge,
  IdempotencyStore,
  IfMatch,
  Metrics,
  openApiDocument,
  pageOf,
  pageQuery,
  pageSchema,
  Problems,
  RawBytes,
  Readiness,
  setCaller,
  WithEtag,
  type HttpOptions,
  type Page,
} from '../../src/platform/http/index.js';
import { Log } from '../../src/platform/logging/index.js';
import { eventually } from '../support/service-process.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

const thingSchema = z.object({ id: z.int(), name: z.string(), version: z.int() }).meta({ id: 'Thing' });
const newThing = z
  .strictObject({ name: z.string().min(1), tags: z.array(z.strictObject({ text: z.string() })).default([]) })
  .meta({ id: 'NewThing' });
const thingsQuery = pageQuery(z.strictObject({ id: z.int() })).extend({ word: z.string().optional() });

/** How often each creating route has really run, and what holds a run up. */
const runs = { create: 0, pdf: 0, flaky: 0, answer503: 0, empty: 0 };
let gate: Promise<void> | undefined;

@Controller('api/v1/things')
class ThingsController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Answers(200, 'One page.', pageSchema(thingSchema).meta({ id: 'ThingPage' }))
  @Problems(400)
  list(@Query({ schema: thingsQuery }) query: z.output<typeof thingsQuery>): Page<{ id: number }> {
    const after = query.cursor?.id ?? 0;
    const rows = [1, 2, 3, 4, 5].filter((id) => id > after).map((id) => ({ id }));
    return pageOf(
      rows.slice(0, query.limit + 1),
      query.limit,
      (row) => row,
      (row) => row,
    );
  }

  @Post()
  @Idempotent({ withhold: ['secret'] })
  @Answers(201, 'Made.', thingSchema)
  @Problems(400, 422)
  async create(
    @Body({ schema: newThing }) body: z.output<typeof newThing>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const run = ++runs.create;
    await gate;
    response.location(`/api/v1/things/${run}`);
    response.setHeader('ETag', '"v1"');
    return { zeta: '\u0000', id: run, name: body.name, tags: body.tags, secret: `s${run}` };
  }

  @Post('required')
  @Idempotent({ required: true })
  required(): object {
    return {};
  }

  @Post('flaky')
  @Idempotent()
  flaky(): object {
    runs.flaky += 1;
    if (runs.flaky === 1) throw new ServiceError('NOT_NOW', 'Not now.', { category: 'conflict' });
    return { run: runs.flaky };
  }

  @Post('answer-503')
  @Idempotent()
  answer503(@Res({ passthrough: true }) response: Response): object {
    runs.answer503 += 1;
    if (runs.answer503 === 1) response.status(503);
    return { run: runs.answer503 };
  }

  @Post('empty')
  @Idempotent()
  empty(@Res({ passthrough: true }) response: Response): void {
    runs.empty += 1;
    response.status(204);
  }

  @Post('stream')
  @Idempotent()
  stream(): StreamableFile {
    return new StreamableFile(Buffer.from('x'));
  }

  @Post('pdf')
  @AcceptsRaw('application/pdf', 2000)
  @Idempotent()
  pdf(@RawBytes() bytes: Buffer): object {
    runs.pdf += 1;
    return { run: runs.pdf, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  @Post('messages')
  @AcceptsRaw('message/rfc822')
  message(@RawBytes() bytes: Buffer): object {
    return { length: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  @Get(':id')
  @WithEtag()
  @Answers(200, 'The thing.', thingSchema)
  one(@Param('id', { schema: z.coerce.number().int() }) id: number): z.output<typeof thingSchema> {
    return { id, name: 'thing', version: 3 };
  }

  @Put(':id/decision')
  decide(@IfMatch() version: number): object {
    assertVersion(version, 3);
    return { decided: true };
  }

  @Get('fail/sql')
  failInSql(): Promise<unknown> {
    return this.dataSource.query('SELECT secret_column FROM secret_table WHERE name = $1', ['secret value']);
  }

  @Get('fail/plain')
  failPlainly(): never {
    throw new Error('secret inside');
  }

  @Get('fail/outage')
  async failByOutage(): Promise<void> {
    await new pg.Client({ host: '127.0.0.1', port: 1 }).connect();
  }

  @Get('fail/half')
  @Header('Content-Type', 'text/plain')
  failHalfWay(@Res() response: Response): void {
    response.write('half');
    throw new Error('secret inside');
  }

  @Get('fail/unauthenticated')
  failToKnow(): never {
    throw new ServiceError('WHO_ARE_YOU', 'Say who you are.', { category: 'unauthenticated' });
  }
}

/** Stands in for the real guard: whoever says a name is that caller. */
@Injectable()
class NameGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const name = request.get('x-name');
    if (name !== undefined) setCaller(request, `key:${name}`);
    return true;
  }
}

const start = new Date('2020-04-24T08:00:00Z');
const clock = new SimulatedClock(start);
let database: TestDatabase;
let dataSource: DataSource;
let app: NestExpressApplication;
let base: string;
let logLines: string[];

async function startApp(options: Partial<HttpOptions>): Promise<NestExpressApplication> {
  const log = new Log('debug', { write: (line) => void logLines.push(line) });
  const globals = [
    { provide: DataSource, useValue: dataSource },
    { provide: Clock, useValue: clock },
    { provide: Log, useValue: log },
  ];
  @Global()
  @Module({ providers: globals, exports: globals.map(({ provide }) => provide) })
  class GlobalsModule {}

  @Module({
    imports: [GlobalsModule, HttpPlatformModule.forRoot({ ...DEFAULT_HTTP_OPTIONS, throttle: false, ...options })],
    controllers: [ThingsController],
    providers: [{ provide: APP_GUARD, useClass: NameGuard }],
  })
  class TestModule {}

  const made = await NestFactory.create<NestExpressApplication>(TestModule, { logger: log.forNest() });
  configureHttp(made);
  await made.listen(0, '127.0.0.1');
  return made;
}

function baseOf(of: NestExpressApplication): string {
  const { port } = of.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

beforeAll(async () => {
  logLines = [];
  database = await createEmptyDatabase();
  dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: [IdempotencyKey, IdempotencyPurge],
    synchronize: true,
  });
  await dataSource.initialize();
  app = await startApp({});
  base = baseOf(app);
});

afterAll(async () => {
  await app?.close();
  await dataSource?.destroy();
  await database?.drop();
});

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-name': 'anna', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

const get = (path: string, init?: RequestInit): Promise<globalThis.Response> => fetch(`${base}${path}`, init);

async function problem(answer: globalThis.Response): Promise<Record<string, unknown>> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const body: Record<string, unknown> = JSON.parse(await answer.text());
  expect(Object.keys(body).toSorted()).toEqual(
    ['code', 'detail', 'errors', 'instance', 'requestId', 'status', 'title', 'type'].toSorted(),
  );
  expect(body).toMatchObject({
    type: 'about:blank',
    status: answer.status,
    requestId: answer.headers.get('x-request-id'),
  });
  return body;
}

describe('problems', () => {
  it('names every faulty field of a body', async () => {
    const answer = await get('/api/v1/things', json({ name: '', tags: [{ text: 'a' }, { text: 1 }], more: true }));
    expect(answer.status).toBe(400);
    const body = await problem(answer);
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', title: 'Bad Request', instance: '/api/v1/things' });
    expect((body['errors'] as { where: string }[]).map(({ where }) => where).toSorted()).toEqual([
      'body',
      'body.name',
      'body.tags.1.text',
    ]);
  });

  it.each<[string, string, string]>([
    ['a query', '/api/v1/things?limit=0', 'query.limit'],
    ['a cursor', '/api/v1/things?cursor=nonsense', 'query.cursor'],
    ['an unknown query parameter', '/api/v1/things?offset=3', 'query'],
    ['a path', '/api/v1/things/seven', 'path.id'],
  ])('names the faulty field of %s', async (_name, path, where) => {
    const body = await problem(await get(path));
    expect(body).toMatchObject({ status: 400, code: 'VALIDATION_FAILED', errors: [{ where }] });
  });

  it('leaves the query out of instance', async () => {
    expect((await problem(await get('/api/v1/nothing?token=secret')))['instance']).toBe('/api/v1/nothing');
  });

  it.each<[string, RequestInit, number, string]>([
    ['no JSON at all', json('{"name":'), 400, 'MALFORMED_JSON'],
    ['a JSON text', json('"name"'), 400, 'MALFORMED_JSON'],
    ['an empty body', { method: 'POST', headers: { 'content-type': 'application/json' } }, 400, 'VALIDATION_FAILED'],
    ['a body over 1 MB', json({ name: 'x'.repeat(1024 * 1024) }), 413, 'BODY_TOO_LARGE'],
    ['plain text', json('name', { 'content-type': 'text/plain' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no content type', { method: 'POST', body: new Uint8Array([1]) }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form', json('name=a', { 'content-type': 'application/x-www-form-urlencoded' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['an unknown charset', json({}, { 'content-type': 'application/json; charset=x' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %s', async (_name, init, status, code) => {
    expect(await problem(await get('/api/v1/things', init))).toMatchObject({ status, code });
  });

  it('does not take __proto__ for a field', async () => {
    const answer = await get('/api/v1/things', json('{"name":"a","__proto__":{"admin":true}}'));
    expect(answer.status).toBe(201);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    ['/nothing', 404, 'ROUTE_NOT_FOUND'],
    ['/api/v1/things/%E0%A4%A/decision', 400, 'MALFORMED_PATH'],
  ])('answers %s with %i', async (path, status, code) => {
    expect(await problem(await get(path))).toMatchObject({ status, code });
  });

  it('says which methods a path has', async () => {
    const answer = await get('/api/v1/things', { method: 'DELETE' });
    expect(await problem(answer)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
  });

  it('answers HEAD like GET, without a body', async () => {
    const answer = await get('/api/v1/things/7', { method: 'HEAD' });
    expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([200, '', '"v3"']);
    const missing = await get('/nothing', { method: 'HEAD' });
    expect([missing.status, await missing.text()]).toEqual([404, '']);
  });

  it('answers OPTIONS with the methods, and grants no other site anything', async () => {
    const headers = { origin: 'https://example.com', 'access-control-request-method': 'POST' };
    const answer = await get('/api/v1/things', { method: 'OPTIONS', headers });
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect((await get('/nothing', { method: 'OPTIONS' })).status).toBe(404);
  });

  it('asks for credentials with every 401', async () => {
    const answer = await get('/api/v1/things/fail/unauthenticated');
    expect(await problem(answer)).toMatchObject({ status: 401, code: 'WHO_ARE_YOU' });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="tilslutning"');
  });

  it.each(['sql', 'plain'])(
    'keeps the inside of an unforeseen error (%s) to the log, without values',
    async (which) => {
      logLines = [];
      const answer = await get(`/api/v1/things/fail/${which}`);
      const body = await problem(answer);
      expect(body).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', title: 'Internal Server Error' });
      expect(JSON.stringify(body)).not.toMatch(/secret|select|at .*\.ts/i);
      const line = logLines.find((text) => text.includes(String(body['requestId']))) ?? '{}';
      expect(JSON.parse(line)).toMatchObject({
        level: 50,
        code: 'INTERNAL_ERROR',
        path: `/api/v1/things/fail/${which}`,
      });
      expect(line).toMatch(/secret_table|secret inside/);
      expect(line).not.toContain('secret value');
    },
  );

  it('asks to come again when the database is away', async () => {
    const answer = await get('/api/v1/things/fail/outage');
    expect(await problem(answer)).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('breaks off an answer that failed half-way', async () => {
    await expect(get('/api/v1/things/fail/half').then((answer) => answer.text())).rejects.toThrow();
  });
});

describe('headers', () => {
  it('protects every answer', async () => {
    const { headers } = await get('/api/v1/things/1');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split(';').toSorted()).toEqual([
      "base-uri 'none'",
      "connect-src 'self'",
      "default-src 'self'",
      "font-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "img-src 'self' data:",
      "object-src 'none'",
      "script-src 'self'",
      "script-src-attr 'none'",
      "style-src 'self'",
    ]);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await get('/nothing')).headers.get('content-security-policy')).toBe(policy);
  });

  it("keeps a sender's harmless request id and makes one otherwise", async () => {
    const idFor = async (id: string): Promise<string | null> =>
      (await get('/livez', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await idFor('gateway-12345')).toBe('gateway-12345');
    expect(await idFor('short')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idFor('<script>alert(1)</script>')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('entity tags', () => {
  const decide = (ifMatch?: string): Promise<globalThis.Response> =>
    get('/api/v1/things/1/decision', {
      method: 'PUT',
      ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
    });

  it('lets a decision through on the version that was read', async () => {
    const etag = (await get('/api/v1/things/1')).headers.get('etag') ?? '';
    expect(etag).toBe('"v3"');
    expect((await decide(etag)).status).toBe(200);
  });

  it.each<[string | undefined, number, string]>([
    [undefined, 428, 'PRECONDITION_REQUIRED'],
    ['*', 428, 'PRECONDITION_REQUIRED'],
    ['"v2"', 412, 'VERSION_MISMATCH'],
    ['W/"v3"', 412, 'VERSION_MISMATCH'],
    ['v3', 400, 'IF_MATCH_INVALID'],
  ])('answers If-Match %s with %i', async (ifMatch, status, code) => {
    expect(await problem(await decide(ifMatch))).toMatchObject({ status, code });
  });

  it('tags nothing by its bytes', async () => {
    expect((await get('/livez')).headers.get('etag')).toBeNull();
  });
});

describe('paging', () => {
  it('walks a list to its end', async () => {
    const seen: number[][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const suffix: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = JSON.parse(await (await get(`/api/v1/things?limit=2${suffix}`)).text()) as Page<{ id: number }>;
      seen.push(page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([[1, 2], [3, 4], [5]]);
  });
});

describe('raw bodies', () => {
  const send = (
    path: string,
    type: string,
    body: Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<globalThis.Response> =>
    get(path, { method: 'POST', headers: { 'content-type': type, 'x-name': 'anna', ...headers }, body });
  const megabytes = (count: number, extra = 0): Uint8Array<ArrayBuffer> =>
    new Uint8Array(count * 1024 * 1024 + extra).fill(7);

  it('gives the handler every byte of a message of 40 MB', async () => {
    const bytes = megabytes(40);
    const answer = await send('/api/v1/things/messages', 'message/rfc822; charset=utf-8', bytes);
    expect(answer.status).toBe(201);
    expect(JSON.parse(await answer.text())).toEqual({
      length: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  it.each<[string, string, string, Uint8Array<ArrayBuffer>, Record<string, string>, number, string]>([
    ['a message over 40 MB', 'messages', 'message/rfc822', megabytes(40, 1), {}, 413, 'BODY_TOO_LARGE'],
    ["a PDF over the route's limit", 'pdf', 'application/pdf', new Uint8Array(2001), {}, 413, 'BODY_TOO_LARGE'],
    ['an empty PDF', 'pdf', 'application/pdf', new Uint8Array(), {}, 400, 'EMPTY_BODY'],
    ['a message where a PDF belongs', 'pdf', 'message/rfc822', new Uint8Array(9), {}, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['JSON where a PDF belongs', 'pdf', 'application/json', Buffer.from('{}'), {}, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'compressed bytes',
      'pdf',
      'application/pdf',
      new Uint8Array(9),
      { 'content-encoding': 'gzip' },
      415,
      'UNSUPPORTED_ENCODING',
    ],
  ])('refuses %s', async (_name, route, type, bytes, headers, status, code) => {
    expect(await problem(await send(`/api/v1/things/${route}`, type, bytes, headers))).toMatchObject({ status, code });
  });

  it('refuses a body that grows over the limit without having said its length', async () => {
    const before = runs.pdf;
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = rawRequest(`${base}/api/v1/things/pdf`, {
        method: 'POST',
        headers: { 'content-type': 'application/pdf' },
      });
      outgoing.on('response', (answer) => resolve(answer.resume().statusCode)).on('error', reject);
      for (let chunk = 0; chunk < 5; chunk++) outgoing.write(Buffer.alloc(1000));
      outgoing.end();
    });
    expect([status, runs.pdf]).toEqual([413, before]);
  });

  it('goes on serving after a body that ended too early', async () => {
    logLines = [];
    await new Promise<void>((resolve) => {
      const headers = { 'content-type': 'application/pdf', 'content-length': 1000 };
      const outgoing = rawRequest(`${base}/api/v1/things/pdf`, { method: 'POST', headers }).on('error', () =>
        resolve(),
      );
      outgoing.write(Buffer.alloc(10), () => setTimeout(() => outgoing.destroy(new Error('enough')), 50));
    });
    const aborted = (): number => logLines.filter((line) => line.includes('REQUEST_ABORTED')).length;
    await eventually('the request counts as aborted', () => Promise.resolve(aborted() > 0));
    expect(aborted()).toBe(1);
    expect((await get('/livez')).status).toBe(200);
  });
});

describe('idempotency keys', () => {
  const create = (key: string | undefined, body: unknown = { name: 'a' }, headers: Record<string, string> = {}) =>
    get('/api/v1/things', json(body, key === undefined ? headers : { 'idempotency-key': key, ...headers }));

  it('runs a repeated request once and replays its answer, without what is told once', async () => {
    const before = runs.create;
    const first = await create('one');
    const second = await create('one');
    expect(runs.create).toBe(before + 1);
    const told: Record<string, unknown> = JSON.parse(await first.text());
    expect(JSON.parse(await second.text())).toEqual({ ...told, secret: null });
    expect(Object.keys(told)[0]).toBe('zeta');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(second.headers.get('etag')).toBe('"v1"');
    const [row] = await dataSource.getRepository(IdempotencyKey).findBy({ key: 'one' });
    expect(row).toMatchObject({ state: 'DONE', principalId: 'key:anna', request: 'POST /api/v1/things' });
    expect(row?.responseBody).not.toContain(String(told['secret']));
  });

  it('runs every request without a key', async () => {
    const before = runs.create;
    await create(undefined);
    await create(undefined);
    expect(runs.create).toBe(before + 2);
  });

  it('runs exactly one of twenty that come at once', async () => {
    const before = runs.create;
    let open = (): void => undefined;
    gate = new Promise((resolve) => (open = resolve));
    let answered = 0;
    const sent = Array.from({ length: 20 }, async () => {
      const answer = await create('at-once');
      answered += 1;
      return answer;
    });
    while (answered < 19) await new Promise((resolve) => setTimeout(resolve, 5));
    const early = await create('at-once');
    open();
    gate = undefined;
    const answers = await Promise.all(sent);
    expect(runs.create).toBe(before + 1);
    expect(await problem(early)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_IN_PROGRESS' });
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect((await create('at-once')).headers.get('idempotency-replayed')).toBe('true');
  });

  it.each<[string, () => Promise<globalThis.Response>]>([
    ['another body', () => create('reused', { name: 'b' })],
    ['another order of members', () => create('reused', '{"tags":[],"name":"a"}')],
    ['another path', () => get('/api/v1/things/flaky', json({ name: 'a' }, { 'idempotency-key': 'reused' }))],
    ['another query', () => get('/api/v1/things?x=1', json({ name: 'a' }, { 'idempotency-key': 'reused' }))],
  ])('refuses a key that stood for another request: %s', async (_name, again) => {
    await create('reused');
    expect(await problem(await again())).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('keeps the keys of two callers apart', async () => {
    const before = runs.create;
    await create('shared');
    const other = await create('shared', { name: 'a' }, { 'x-name': 'berit' });
    expect([other.status, other.headers.get('idempotency-replayed'), runs.create]).toEqual([201, null, before + 2]);
  });

  it('does not keep anything for strangers', async () => {
    const answer = await get('/api/v1/things', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'stranger' },
      body: '{"name":"a"}',
    });
    expect(await problem(answer)).toMatchObject({ status: 500 });
    expect(await dataSource.getRepository(IdempotencyKey).countBy({ key: 'stranger' })).toBe(0);
  });

  it('frees the key of a request that was refused, thrown or answered with 5xx', async () => {
    const before = runs.create;
    expect((await create('freed', { name: '' })).status).toBe(400);
    expect((await create('freed', { name: 'a' })).status).toBe(201);
    expect(runs.create).toBe(before + 1);

    const flaky = (): Promise<globalThis.Response> =>
      get('/api/v1/things/flaky', json({}, { 'idempotency-key': 'flaky' }));
    expect([(await flaky()).status, (await flaky()).status, (await flaky()).status]).toEqual([409, 201, 201]);
    expect(runs.flaky).toBe(2);

    const unwell = (): Promise<globalThis.Response> =>
      get('/api/v1/things/answer-503', json({}, { 'idempotency-key': 'unwell' }));
    expect([(await unwell()).status, (await unwell()).status, (await unwell()).status]).toEqual([503, 201, 201]);
    expect(runs.answer503).toBe(2);
  });

  it('replays an answer without a body', async () => {
    const empty = (): Promise<globalThis.Response> =>
      get('/api/v1/things/empty', json({}, { 'idempotency-key': 'empty' }));
    const answers = [await empty(), await empty()];
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(runs.empty).toBe(1);
  });

  it('works for bodies of bytes', async () => {
    const send = (byte: number): Promise<globalThis.Response> =>
      get('/api/v1/things/pdf', {
        method: 'POST',
        headers: { 'content-type': 'application/pdf', 'x-name': 'anna', 'idempotency-key': 'bytes' },
        body: new Uint8Array(1500).fill(byte),
      });
    const before = runs.pdf;
    const bodies = [await (await send(1)).text(), await (await send(1)).text()];
    expect(bodies[0]).toBe(bodies[1]);
    expect(runs.pdf).toBe(before + 1);
    expect((await send(2)).status).toBe(422);
  });

  it('asks for a key where one is required', async () => {
    expect(await problem(await get('/api/v1/things/required', json({})))).toMatchObject({
      status: 428,
      code: 'IDEMPOTENCY_KEY_REQUIRED',
    });
    expect((await get('/api/v1/things/required', json({}, { 'idempotency-key': 'k' }))).status).toBe(201);
  });

  it.each([
    ['empty', '', 400],
    ['of 256 characters', 'k'.repeat(256), 400],
    ['with a letter beyond ASCII', 'k\u00e5', 400],
    ['of 255 characters', 'k'.repeat(255), 201],
    ['of one character', '~', 201],
  ])('with a key %s', async (_name, key, status) => {
    const answer = await create(key);
    expect(answer.status).toBe(status);
    if (status === 400) expect((await problem(answer))['code']).toBe('IDEMPOTENCY_KEY_INVALID');
  });

  it('refuses to keep what is not JSON, and frees the key', async () => {
    expect((await get('/api/v1/things/stream', json({}, { 'idempotency-key': 'stream' }))).status).toBe(500);
    expect(await dataSource.getRepository(IdempotencyKey).countBy({ key: 'stream' })).toBe(0);
  });

  it('frees the key of a run that crashed, after five minutes', async () => {
    const first = await create('crashed', { name: 'a' });
    expect(first.status).toBe(201);
    // As a crash leaves it: claimed, never completed.
    await dataSource
      .getRepository(IdempotencyKey)
      .update(
        { key: 'crashed' },
        { state: 'RUNNING', responseStatus: null, responseBody: null, responseHeaders: null },
      );
    const before = runs.create;
    expect((await create('crashed', { name: 'a' })).status).toBe(409);
    clock.moveTo(new Date(clock.now().getTime() + 5 * 60_000));
    const again = await Promise.all(Array.from({ length: 5 }, () => create('crashed', { name: 'a' })));
    expect(runs.create).toBe(before + 1);
    expect(again.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(1);
  });

  it('takes no answer from a run that was given up', async () => {
    const store = app.get(IdempotencyStore);
    const wanted = { principalId: 'key:x', key: 'slow', request: 'POST /x', requestSha256: 'aa' };
    const slow = await store.claim(wanted);
    clock.moveTo(new Date(clock.now().getTime() + 5 * 60_000));
    const next = await store.claim(wanted);
    if (slow.kind !== 'run' || next.kind !== 'run') throw new Error('both claims should run');
    await store.complete(wanted, slow.claimId, { status: 201, body: '"slow"', headers: {} });
    await store.release(wanted, slow.claimId);
    await expect(store.claim(wanted)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_IN_PROGRESS' });
    await store.complete(wanted, next.claimId, { status: 201, body: '"next"', headers: {} });
    expect(await store.claim(wanted)).toEqual({ kind: 'replay', answer: { status: 201, body: '"next"', headers: {} } });
  });

  it('forgets old keys when told to', async () => {
    const store = app.get(IdempotencyStore);
    const keys = dataSource.getRepository(IdempotencyKey);
    const before = await keys.count();
    clock.moveTo(new Date(clock.now().getTime() + 1000));
    await create('young');
    expect(await store.purge(clock.now())).toBe(before);
    expect((await keys.find()).map(({ key }) => key)).toEqual(['young']);
  });
});

describe('health', () => {
  it('is alive without asking anybody', async () => {
    expect(await (await get('/livez')).json()).toEqual({ status: 'ok' });
  });

  it('is ready when every part answers, and names those that do not', async () => {
    const readiness = app.get(Readiness);
    expect(await (await get('/readyz')).json()).toEqual({ status: 'ok', parts: ['database'] });
    readiness.require('queue', () => Promise.reject(new Error('secret host')));
    try {
      const body = await problem(await get('/readyz'));
      expect(body).toMatchObject({
        status: 503,
        code: 'NOT_READY',
        errors: [{ where: 'queue', message: 'does not answer' }],
      });
      expect(JSON.stringify(body)).not.toContain('secret');
    } finally {
      readiness.require('queue', () => Promise.resolve());
    }
    expect((await get('/readyz')).status).toBe(200);
  });

  it('shows its figures to this machine only', async () => {
    app.get(Metrics).counter('tilslutning_test_total', 'A counter of a feature.', ['kind']).inc({ kind: 'a' }, 3);
    const answer = await get('/metrics');
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(text).toContain('tilslutning_test_total{kind="a"} 3');
    expect(text).toMatch(/process_resident_memory_bytes \d+/);
    expect(text).toMatch(
      /tilslutning_http_request_seconds_count\{method="GET",route="\/api\/v1\/things\/:id",status="200"\} [1-9]/,
    );
    expect(text).not.toContain('/api/v1/things/7');
    const forwarded = await get('/metrics', { headers: { 'x-forwarded-for': '192.0.2.1' } });
    expect(await problem(forwarded)).toMatchObject({ status: 403, code: 'METRICS_RESTRICTED' });
  });
});

describe('the API document', () => {
  interface Document {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: {
      schemas: Record<string, unknown>;
      headers: Record<string, unknown>;
      securitySchemes: Record<string, unknown>;
    };
    security: unknown;
  }
  interface Operation {
    operationId: string;
    parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
    requestBody?: { content: Record<string, { schema: unknown }> };
    responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
  }
  let document: Document;

  beforeAll(async () => {
    document = JSON.parse(await (await get('/api/docs-json')).text());
  });

  it('is OpenAPI 3.1 with both ways to send a key', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      'api-key': { type: 'apiKey', in: 'header', name: 'X-API-Key' },
    });
    expect(document.security).toEqual([{ bearer: [] }, { 'api-key': [] }]);
  });

  it('describes bodies, parameters and answers from the zod schemas', () => {
    const { get: list, post: create } = document.paths['/api/v1/things'] ?? {};
    expect(list?.parameters?.map(({ name }) => name)).toEqual(['limit', 'cursor', 'word']);
    expect(list?.parameters?.[0]).toMatchObject({
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
    });
    expect(create?.requestBody?.content['application/json']?.schema).toEqual({ $ref: '#/components/schemas/NewThing' });
    expect(create?.parameters).toEqual([
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    ]);
    expect(create?.responses['201']?.content?.['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/Thing',
    });
    expect(create?.responses['422']?.content).toEqual({
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    });
    expect(document.components.schemas['NewThing']).toMatchObject({
      properties: { name: { type: 'string', minLength: 1 } },
      required: ['name'],
      additionalProperties: false,
    });
    expect(document.components.schemas['Thing']).not.toHaveProperty('additionalProperties');
    expect(document.components.schemas['Problem']).toMatchObject({ required: expect.arrayContaining(['code']) });
    expect(document.paths['/api/v1/things/pdf']?.['post']?.requestBody?.content).toHaveProperty(['application/pdf']);
    expect(document.paths['/api/v1/things/{id}/decision']?.['put']?.parameters).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'If-Match', required: true })]),
    );
    expect(Object.keys(document.paths)).not.toContain('/livez');
  });

  it('refers to nothing that is not there', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
    expect(refs.length).toBeGreaterThan(5);
    const { schemas, headers } = document.components;
    const named = Object.entries({ schemas, headers }).flatMap(([kind, parts]) =>
      Object.keys(parts).map((name) => `#/components/${kind}/${name}`),
    );
    for (const ref of refs) expect(named).toContain(ref);
  });

  it('is refused when two schemas have one id', async () => {
    @Controller('twice')
    class TwiceController {
      @Get()
      @Answers(200, 'One.', z.object({ a: z.string() }).meta({ id: 'Twice' }))
      one(): void {}
      @Post()
      @Answers(200, 'Other.', z.object({ b: z.string() }).meta({ id: 'Other' }))
      @Answers(201, 'Another.', z.object({ list: z.array(z.object({ c: z.string() }).meta({ id: 'Twice2' })) }))
      other(): void {}
      @Put()
      @Answers(
        200,
        'Third.',
        z.object({ list: z.array(z.object({ b: z.string(), c: z.string() }).meta({ id: 'Twice' })) }),
      )
      third(): void {}
    }
    @Module({ controllers: [TwiceController] })
    class TwiceModule {}
    const twice = await NestFactory.create<NestExpressApplication>(TwiceModule, { logger: false });
    expect(() => openApiDocument(twice, DEFAULT_HTTP_OPTIONS)).toThrow('Two different schemas have the id Twice');
    await twice.close();
  });

  it('has a page that the policy lets work and that needs no network', async () => {
    for (const path of ['/api/docs', '/api/docs/', '/api/docs/index.html']) {
      const answer = await get(path);
      const page = await answer.text();
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        200,
        'text/html; charset=utf-8',
      ]);
      expect(page).not.toMatch(/<style|style=|<script>|https?:/);
      const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, asset]) => asset ?? '');
      expect(assets).toHaveLength(6);
      for (const asset of assets) expect([asset, (await get(asset)).status]).toEqual([asset, 200]);
    }
    const init = await (await get('/api/docs/swagger-ui-init.js')).text();
    expect(init).toContain('"validatorUrl": null');
  });
});

describe('the throttle', () => {
  const limits = { perCaller: 3, perAddress: 2, windowSeconds: 60 };
  let throttled: NestExpressApplication;
  let at: string;

  beforeAll(async () => {
    throttled = await startApp({ throttle: limits, trustProxy: 1 });
    at = baseOf(throttled);
  });
  afterAll(() => throttled?.close());

  const ask = (headers: Record<string, string>, path = '/api/v1/things/1'): Promise<globalThis.Response> =>
    fetch(`${at}${path}`, { headers });

  it('counts a caller under its name, says how much is left, and starts anew', async () => {
    const headers = { 'x-name': 'carl' };
    const first = await ask(headers);
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=3;w=60');
    expect(first.headers.get('ratelimit')).toBe('"default";r=2;t=60');
    await ask(headers);
    expect((await ask(headers)).status).toBe(200);
    const refused = await ask(headers);
    expect(await problem(refused)).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(refused.headers.get('retry-after')).toBe('60');
    expect((await ask({ 'x-name': 'dina' })).status).toBe(200);
    clock.moveTo(new Date(clock.now().getTime() + 60_000));
    expect((await ask(headers)).status).toBe(200);
  });

  it('counts strangers under the address that the trusted proxy gives', async () => {
    const from = (address: string) => ask({ 'x-forwarded-for': `203.0.113.9, ${address}` });
    expect([(await from('192.0.2.1')).status, (await from('192.0.2.1')).status]).toEqual([200, 200]);
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(200);
  });

  it('never refuses a health check', async () => {
    for (let count = 0; count < 10; count++) expect((await ask({}, '/livez')).status).toBe(200);
  });
});
