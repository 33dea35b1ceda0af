import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Controller, Delete, Get, Global, Module, Post, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { AuditEvent, AuditLog } from '../../src/audit/index.js';
import {
  ApiKey,
  assertEveryRouteIsGuarded,
  CreateApiKey,
  CurrentActor,
  DEFAULT_SIGN_IN,
  IdentityModule,
  Public,
  ResponsibleActors,
  RevokeApiKey,
  Roles,
  ROLES,
  SIGN_IN_OPTIONS,
  systemActor,
  type Actor,
  type Role,
} from '../../src/identity/index.js';
import { Clock, SimulatedClock } from '../../src/platform/clock/index.js';
import {
  AcceptsRaw,
  configureHttp,
  DEFAULT_HTTP_OPTIONS,
  HttpPlatformModule,
  IdempotencyKey,
  IdempotencyPurge,
  RawBytes,
  type HttpOptions,
  type Page,
} from '../../src/platform/http/index.js';
import { Log } from '../../src/platform/logging/index.js';
import { SecretBox, SecretSource, SeededSecretSource } from '../../src/platform/secrets/index.js';
import { createEmptyDatabase, type TestDatabase } from '../support/test-database.js';

let bytesRead = 0;

@Controller('api/v1/roles')
class RolesController {
  @Get('public')
  @Public()
  open(): object {
    return { open: true };
  }
  @Get('reader')
  @Roles('reader')
  reader(@CurrentActor() actor: Actor): Actor {
    return actor;
  }
  @Get('case-handler')
  @Roles('case-handler')
  caseHandler(): object {
    return {};
  }
  @Get('approver')
  @Roles('approver')
  approver(): object {
    return {};
  }
  @Get('admin')
  @Roles('admin')
  admin(): object {
    return {};
  }
  @Get('mail-gateway')
  @Roles('mail-gateway')
  mailGateway(): object {
    return {};
  }

  @Get('archive')
  @Roles('archive')
  archive(): object {
    return {};
  }
  @Get('integration')
  @Roles('integration')
  integration(): object {
    return {};
  }
  @Get('either')
  @Roles('integration', 'approver')
  either(): object {
    return {};
  }
  @Post('bytes')
  @Roles('integration')
  @AcceptsRaw('message/rfc822')
  bytes(@RawBytes() bytes: Buffer): object {
    bytesRead += bytes.length;
    return {};
  }
}

/** What holds for the class gives way to what a method says. */
@Controller('api/v1/mixed')
@Roles('admin')
class MixedController {
  @Get('open')
  @Public()
  open(): object {
    return {};
  }
  @Get('shut')
  shut(): object {
    return {};
  }
}

@Controller('unguarded')
class UnguardedController {
  @Get('guarded')
  @Roles('reader')
  guarded(): void {}
  @Delete('forgotten/:id')
  forgotten(): void {}
  notARoute(): void {}
}

const start = new Date('2020-04-24T08:00:00Z');
const clock = new SimulatedClock(start);
const cli = systemActor('cli');
let database: TestDatabase;
let dataSource: DataSource;
let app: NestExpressApplication;
let base: string;
let logLines: string[];
let keys: Record<Role, string>;

async function makeApp(controllers: Type[], options: Partial<HttpOptions> = {}): Promise<NestExpressApplication> {
  const log = new Log('debug', { write: (line) => void logLines.push(line) });
  const globals = [
    { provide: DataSource, useValue: dataSource },
    { provide: Clock, useValue: clock },
    { provide: Log, useValue: log },
    { provide: SecretSource, useValue: new SeededSecretSource('identity') },
    { provide: AuditLog, useValue: new AuditLog() },
    { provide: SecretBox, useValue: new SecretBox('a key for tests only, forty characters!!') },
    { provide: SIGN_IN_OPTIONS, useValue: { ...DEFAULT_SIGN_IN, publicUrl: 'http://127.0.0.1:3000' } },
  ];
  @Global()
  @Module({ providers: globals, exports: globals.map(({ provide }) => provide) })
  class GlobalsModule {}

  @Module({
    imports: [
      GlobalsModule,
      HttpPlatformModule.forRoot({ ...DEFAULT_HTTP_OPTIONS, throttle: false, ...options }),
      IdentityModule,
    ],
    controllers,
  })
  class TestModule {}

  const made = await NestFactory.create<NestExpressApplication>(TestModule, {
    logger: log.forNest(),
    abortOnError: false,
  });
  configureHttp(made);
  return made;
}

async function listen(of: NestExpressApplication): Promise<string> {
  await of.listen(0, '127.0.0.1');
  const { port } = of.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function makeKey(name: string, roles: Role[], expiresAt: Date | null = null): Promise<string> {
  return (await app.get(CreateApiKey).execute({ name, roles, expiresAt }, cli)).key;
}

const ask = (path: string, key?: string, init: RequestInit = {}): Promise<globalThis.Response> =>
  fetch(`${base}${path}`, {
    ...init,
    headers: {
      ...(init.headers as Record<string, string>),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
  });

const post = (body: unknown, key: string, headers: Record<string, string> = {}): Promise<globalThis.Response> =>
  ask('/api/v1/keys', key, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const auditOf = (name: string): Promise<AuditEvent[]> =>
  dataSource.getRepository(AuditEvent).find({ where: { subject: `api-key:${name}` }, order: { id: 'ASC' } });

beforeAll(async () => {
  logLines = [];
  database = await createEmptyDatabase();
  dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    entities: [ApiKey, IdempotencyKey, IdempotencyPurge, AuditEvent],
    synchronize: true,
  });
  await dataSource.initialize();
  app = await makeApp([RolesController, MixedController]);
  base = await listen(app);
  const made = await Promise.all(ROLES.map(async (role) => [role, await makeKey(`the-${role}`, [role])] as const));
  keys = Object.fromEntries(made) as Record<Role, string>;
});

afterAll(async () => {
  await app?.close();
  await dataSource?.destroy();
  await database?.drop();
});

describe('roles over HTTP', () => {
  const MATRIX: Readonly<Record<Role, readonly number[]>> = {
    reader: [200, 403, 403, 403, 403, 403, 403, 403],
    'case-handler': [200, 200, 403, 403, 403, 403, 403, 403],
    approver: [200, 200, 200, 403, 403, 403, 403, 200],
    admin: [200, 200, 200, 200, 200, 200, 200, 200],
    integration: [403, 403, 403, 403, 200, 403, 403, 200],
    'mail-gateway': [403, 403, 403, 403, 403, 200, 403, 403],
    archive: [403, 403, 403, 403, 403, 403, 200, 403],
  };

  it.each(ROLES)('lets %s do what the matrix says', async (role) => {
    const statuses: number[] = [];
    for (const path of [...ROLES, 'either']) statuses.push((await ask(`/api/v1/roles/${path}`, keys[role])).status);
    expect(statuses).toEqual(MATRIX[role]);
  });

  it('names the role that is needed', async () => {
    const answer = await ask('/api/v1/roles/either', keys.reader);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({
      code: 'ROLE_REQUIRED',
      detail: 'This needs the role integration or approver, which this API key lacks.',
    });
  });

  it('lets everybody into a public route, and asks for a key elsewhere', async () => {
    expect((await ask('/api/v1/roles/public')).status).toBe(200);
    expect((await ask('/api/v1/roles/public', 'nonsense')).status).toBe(200);
    expect((await ask('/api/v1/mixed/open')).status).toBe(200);
    expect((await ask('/api/v1/mixed/shut')).status).toBe(401);
    expect((await ask('/api/v1/mixed/shut', keys.reader)).status).toBe(403);
    expect((await ask('/api/v1/mixed/shut', keys.admin)).status).toBe(200);
  });

  it('tells the route who asks', async () => {
    expect(await (await ask('/api/v1/roles/reader', keys.approver)).json()).toMatchObject({
      kind: 'key',
      name: 'the-approver',
      roles: ['approver'],
    });
  });

  it('takes the key in X-API-Key too, but not twice', async () => {
    const headers = { 'x-api-key': keys.reader };
    expect((await ask('/api/v1/roles/reader', undefined, { headers })).status).toBe(200);
    expect((await ask('/api/v1/roles/reader', keys.reader, { headers })).status).toBe(401);
  });

  it('guards HEAD as it guards GET, and reads no body of a stranger', async () => {
    expect((await ask('/api/v1/roles/reader', undefined, { method: 'HEAD' })).status).toBe(401);
    const send = (key?: string): Promise<globalThis.Response> =>
      ask('/api/v1/roles/bytes', key, {
        method: 'POST',
        headers: { 'content-type': 'message/rfc822' },
        body: new Uint8Array(3_000_000),
      });
    expect((await send()).status).toBe(401);
    expect((await send(keys.reader)).status).toBe(403);
    expect(bytesRead).toBe(0);
    expect((await send(keys.integration)).status).toBe(201);
    expect(bytesRead).toBe(3_000_000);
  });
});

describe('keys that open nothing', () => {
  it('all get one answer; the log says why', async () => {
    const expiring = await makeKey('expiring', ['reader'], new Date(clock.now().getTime() + 1000));
    const revoked = await makeKey('revoked', ['reader']);
    expect([
      (await ask('/api/v1/roles/reader', expiring)).status,
      (await ask('/api/v1/roles/reader', revoked)).status,
    ]).toEqual([200, 200]);
    clock.moveTo(new Date(clock.now().getTime() + 1000));
    const { id } = await dataSource.getRepository(ApiKey).findOneByOrFail({ name: 'revoked' });
    await app.get(RevokeApiKey).execute(id, cli);

    const wrongEnd = keys.reader.endsWith('A') ? 'B' : 'A';
    const refused: [reason: string, key: string][] = [
      ['EXPIRED', expiring],
      ['REVOKED', revoked],
      ['WRONG_SECRET', `${keys.reader.slice(0, -1)}${wrongEnd}`],
      ['UNKNOWN', `til_00000000_${'A'.repeat(43)}`],
      ['MALFORMED', 'password'],
    ];
    const told = new Set<string>();
    for (const [reason, key] of refused) {
      logLines = [];
      const answer = await ask('/api/v1/roles/reader', key);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="tilslutning"');
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const { requestId: _id, ...body } = (await answer.json()) as Record<string, unknown>;
      expect(body).toMatchObject({ status: 401, code: 'CREDENTIALS_INVALID' });
      told.add(JSON.stringify(body));
      expect(logLines.map((line) => JSON.parse(line) as { reason?: string })).toContainEqual(
        expect.objectContaining({ reason }),
      );
      expect(logLines.join('')).not.toContain(key);
    }
    expect(told.size).toBe(1);
    expect(await (await ask('/api/v1/roles/reader')).json()).toMatchObject({ code: 'CREDENTIALS_MISSING' });
  });

  it('are told by the secret even where two keys share a prefix', async () => {
    const first = await makeKey('twin-one', ['reader']);
    const second = await makeKey('twin-two', ['reader']);
    const prefix = first.slice(4, 12);
    const renamed = `til_${prefix}_${second.slice(13)}`;
    const { hashKey } = await import('../../src/identity/api-key.policy.js');
    await dataSource.getRepository(ApiKey).update({ name: 'twin-two' }, { prefix, secretSha256: hashKey(renamed) });
    expect(await (await ask('/api/v1/roles/reader', first)).json()).toMatchObject({ name: 'twin-one' });
    expect(await (await ask('/api/v1/roles/reader', renamed)).json()).toMatchObject({ name: 'twin-two' });
  });

  it('count against the address that tries them, until it is shut out', async () => {
    const limits = { perCaller: 100, perAddress: 3, windowSeconds: 60 };
    const throttled = await makeApp([RolesController], { throttle: limits });
    try {
      const at = await listen(throttled);
      const guess = (key: string): Promise<globalThis.Response> =>
        fetch(`${at}/api/v1/roles/reader`, { headers: { authorization: `Bearer ${key}` } });
      const statuses: number[] = [];
      for (let count = 0; count < 5; count++) statuses.push((await guess('password')).status);
      expect(statuses).toEqual([401, 401, 401, 429, 429]);
      clock.moveTo(new Date(clock.now().getTime() + 60_000));
      expect((await guess(keys.reader)).status).toBe(200);
    } finally {
      await throttled.close();
    }
  });
});

describe('the use of a key', () => {
  it('is written down once a minute', async () => {
    const key = await makeKey('used', ['reader']);
    const lastUse = async (): Promise<Date | null> =>
      (await dataSource.getRepository(ApiKey).findOneByOrFail({ name: 'used' })).lastUsedAt;
    expect(await lastUse()).toBeNull();
    const first = clock.now();
    await ask('/api/v1/roles/reader', key);
    expect(await lastUse()).toEqual(first);
    clock.moveTo(new Date(first.getTime() + 59_999));
    await ask('/api/v1/roles/reader', key);
    expect(await lastUse()).toEqual(first);
    clock.moveTo(new Date(first.getTime() + 60_000));
    await ask('/api/v1/roles/reader', key);
    expect(await lastUse()).toEqual(new Date(first.getTime() + 60_000));
  });
});

describe('/api/v1/keys', () => {
  it('is for administrators', async () => {
    for (const role of ROLES.filter((name) => name !== 'admin')) {
      expect((await ask('/api/v1/keys', keys[role])).status).toBe(403);
      expect((await post({ name: 'x', roles: ['admin'] }, keys[role])).status).toBe(403);
    }
    expect((await ask('/api/v1/keys')).status).toBe(401);
  });

  it('makes a key, tells it once, keeps only its hash, and writes the audit event', async () => {
    const expiresAt = '2021-01-01T00:00:00+01:00';
    const answer = await post({ name: 'gateway', roles: ['integration', 'reader', 'reader'], expiresAt }, keys.admin);
    expect(answer.status).toBe(201);
    const made = (await answer.json()) as { id: string; key: string; prefix: string };
    expect(answer.headers.get('location')).toBe(`/api/v1/keys/${made.id}`);
    expect(made).toMatchObject({
      name: 'gateway',
      state: 'ACTIVE',
      roles: ['integration', 'reader'],
      createdBy: 'key:the-admin',
      expiresAt: '2020-12-31T23:00:00.000Z',
      key: expect.stringMatching(new RegExp(`^til_${made.prefix}_[A-Za-z0-9_-]{43}$`)),
    });
    expect((await ask('/api/v1/roles/integration', made.key)).status).toBe(200);

    const secret = made.key.slice(-43);
    for (const table of ['api_key', 'audit_event', 'idempotency_key']) {
      const rows: { text: string }[] = await dataSource.query(`SELECT t::text AS text FROM ${table} t`);
      expect(rows.some(({ text }) => text.includes(secret))).toBe(false);
    }
    expect(logLines.join('')).not.toContain(secret);
    expect(await auditOf('gateway')).toMatchObject([
      {
        actor: 'key:the-admin',
        action: 'API_KEY_CREATED',
        at: clock.now(),
        data: { roles: ['integration', 'reader'], prefix: made.prefix, expiresAt: '2020-12-31T23:00:00.000Z' },
      },
    ]);
  });

  it('gives a key the person who made it, or whose key did, and lets nobody hide behind their keys', async () => {
    const kari = { kind: 'person', id: randomUUID(), name: 'kari@example.org', roles: ['admin'] } as const;
    const create = app.get(CreateApiKey);
    const first = await create.execute({ name: 'karis', roles: ['admin'], expiresAt: null }, kari);
    const answer = await post({ name: 'of-karis', roles: ['reader'] }, first.key);
    expect(await answer.json()).toMatchObject({ createdBy: 'key:karis', owner: 'person:kari@example.org' });
    expect(await auditOf('of-karis')).toMatchObject([{ data: { owner: 'person:kari@example.org' } }]);
    const unowned = await post({ name: 'of-nobody', roles: ['reader'] }, keys.admin);
    expect(await unowned.json()).toMatchObject({ createdBy: 'key:the-admin', owner: null });

    const actors = app.get(ResponsibleActors);
    const pairs: [one: string, other: string, areOne: boolean][] = [
      ['person:kari@example.org', 'person:kari@example.org', true],
      ['person:kari@example.org', 'key:of-karis', true],
      ['key:karis', 'key:of-karis', true],
      ['key:of-nobody', 'key:of-nobody', true],
      ['key:of-nobody', 'key:the-admin', false],
      ['person:ola@example.org', 'key:karis', false],
      ['key:unheard-of', 'key:karis', false],
      ['mail:kari@example.org', 'person:kari@example.org', false],
    ];
    for (const [one, other, areOne] of pairs) {
      expect([one, other, await actors.areOne(one, other)]).toEqual([one, other, areOne]);
      expect([other, one, await actors.areOne(other, one)]).toEqual([other, one, areOne]);
    }
    const karis = ['key:karis', 'key:of-karis', 'person:kari@example.org'];
    expect((await actors.allOf('key:of-karis')).toSorted()).toEqual(karis);
    expect((await actors.allOf('person:kari@example.org')).toSorted()).toEqual(karis);
    expect(await actors.allOf('key:of-nobody')).toEqual(['key:of-nobody']);
  });

  it('replays a repeated request without the key', async () => {
    const send = (): Promise<globalThis.Response> =>
      post({ name: 'repeated', roles: ['reader'] }, keys.admin, { 'idempotency-key': 'repeated-1' });
    const first = (await (await send()).json()) as { key: string };
    const again = await send();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.json()).toEqual({ ...first, key: null });
    expect(await auditOf('repeated')).toHaveLength(1);
    const stored: { text: string }[] = await dataSource.query('SELECT t::text AS text FROM idempotency_key t');
    expect(stored.map(({ text }) => text).join('')).not.toContain(first.key.slice(-43));
  });

  it('never uses a name twice, also when two ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post({ name: 'unique', roles: ['reader'] }, keys.admin)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409]);
    expect(await auditOf('unique')).toHaveLength(1);
    expect(await (await post({ name: 'unique', roles: ['admin'] }, keys.admin)).json()).toMatchObject({
      code: 'API_KEY_NAME_TAKEN',
      errors: [{ where: 'body.name', message: 'is taken' }],
    });
  });

  it.each<[string, object, string]>([
    ['a name with capitals', { name: 'Gateway', roles: ['reader'] }, 'body.name'],
    ['a name with a colon', { name: 'a:b', roles: ['reader'] }, 'body.name'],
    ['no roles', { name: 'a', roles: [] }, 'body.roles'],
    ['an unknown role', { name: 'a', roles: ['king'] }, 'body.roles.0'],
    ['an expiry without offset', { name: 'a', roles: ['reader'], expiresAt: '2021-01-01T00:00:00' }, 'body.expiresAt'],
    ['an expiry in the past', { name: 'a', roles: ['reader'], expiresAt: '2020-01-01T00:00:00Z' }, 'body.expiresAt'],
    ['a field it does not know', { name: 'a', roles: ['reader'], secret: 'mine' }, 'body'],
  ])('refuses %s', async (_name, body, where) => {
    const answer = await post(body, keys.admin);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ where }] });
  });

  it('revokes at once, once', async () => {
    const made = (await (await post({ name: 'short-lived', roles: ['reader'] }, keys.admin)).json()) as {
      id: string;
      key: string;
    };
    const revoke = (id: string): Promise<globalThis.Response> =>
      ask(`/api/v1/keys/${id}`, keys.admin, { method: 'DELETE' });
    expect((await ask('/api/v1/roles/reader', made.key)).status).toBe(200);
    const statuses = (await Promise.all([revoke(made.id), revoke(made.id)])).map(({ status }) => status);
    expect(statuses).toEqual([204, 204]);
    expect((await ask('/api/v1/roles/reader', made.key)).status).toBe(401);
    expect((await auditOf('short-lived')).map(({ action }) => action)).toEqual(['API_KEY_CREATED', 'API_KEY_REVOKED']);
    const unknown = await revoke('00000000-0000-4000-8000-000000000000');
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'API_KEY_NOT_FOUND' }),
    ]);
    expect((await revoke('seven')).status).toBe(400);
  });

  it('lists all keys by name, page by page, without anything secret', async () => {
    const names: string[] = [];
    let cursor: string | null = '';
    let text = '';
    while (cursor !== null) {
      const suffix: string = cursor === '' ? '' : `&cursor=${cursor}`;
      text = await (await ask(`/api/v1/keys?limit=3${suffix}`, keys.admin)).text();
      const page = JSON.parse(text) as Page<{ name: string }>;
      expect(text).not.toMatch(/sha256|secret|"key"/i);
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    const all = await dataSource.getRepository(ApiKey).find();
    expect(names.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['revoked', 'expiring', 'the-admin']));
    const revoked = JSON.parse(await (await ask('/api/v1/keys?limit=200', keys.admin)).text()) as Page<object>;
    expect(revoked.items).toContainEqual(expect.objectContaining({ name: 'revoked', state: 'REVOKED' }));
    expect(revoked.items).toContainEqual(expect.objectContaining({ name: 'expiring', state: 'EXPIRED' }));
  });

  it('changes nothing when the audit event cannot be written', async () => {
    await dataSource.query('ALTER TABLE audit_event RENAME TO audit_event_away');
    try {
      expect((await post({ name: 'unheard-of', roles: ['reader'] }, keys.admin)).status).toBe(500);
    } finally {
      await dataSource.query('ALTER TABLE audit_event_away RENAME TO audit_event');
    }
    expect(await dataSource.getRepository(ApiKey).countBy({ name: 'unheard-of' })).toBe(0);
  });
});

describe('a route that nobody guards', () => {
  it('stops the service at start-up and is named', async () => {
    const unguarded = await makeApp([RolesController, UnguardedController]);
    const message = /DELETE \/unguarded\/forgotten\/:id \(UnguardedController\.forgotten\)\.$/;
    expect(() => assertEveryRouteIsGuarded(unguarded)).toThrow(message);
    await expect(unguarded.init()).rejects.toThrow(message);
    await unguarded.close();
  });

  it('is not found in the real controllers', () => {
    expect(() => assertEveryRouteIsGuarded(app)).not.toThrow();
  });
});
