import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { PageVisitor } from '../support/page-visitor.js';

const PASSWORD = 'tre blå fjell i nord';
const KARI = { name: 'Kari Nordmann', email: 'kari@departement.example', roles: ['admin'], language: 'nn' } as const;

let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await ApiClient.connect(app);
});

afterAll(() => app?.close());

const admin = () => api.as('admin');
const of = (id: string) => ({ params: { path: { id } } });

async function invite(email: string, roles: ('reader' | 'case-handler' | 'approver' | 'admin')[] = ['reader']) {
  const body = { name: 'Ola Nordmann', email, roles, language: 'nb' as const };
  const { data, response } = await admin().POST('/api/v1/people', { body });
  expect(response.status).toBe(201);
  return { id: data?.id ?? '', url: data?.url ?? '' };
}

/** Chooses a password at the link, which logs in as far as the second factor. */
async function accept(url: string): Promise<PageVisitor> {
  const visitor = await new PageVisitor(app.url).open(new URL(url).pathname + new URL(url).search);
  return await visitor.submit('/invitation', { password: PASSWORD, again: PASSWORD });
}

describe('people over REST', () => {
  it('are invited once per Idempotency-Key by a link that is told once, and come in by it', async () => {
    const request = {
      params: { header: { 'Idempotency-Key': 'invite-1' } },
      body: { ...KARI, roles: [...KARI.roles] },
    };
    const first = await admin().POST('/api/v1/people', request);
    expect(first.response.headers.get('location')).toBe(`/api/v1/people/${first.data?.id}`);
    expect(first.data).toMatchObject({ ...KARI, state: 'INVITED', createdBy: 'key:admin', hasSecondFactor: false });
    const again = await admin().POST('/api/v1/people', request);
    expect(again.data).toEqual({ ...first.data, url: null });
    const visitor = await accept(first.data?.url ?? '');
    expect(visitor.at).toBe('/log-in/second-factor');
    const read = await admin().GET('/api/v1/people/{id}', of(first.data?.id ?? ''));
    expect(read.data).toMatchObject({ state: 'ACTIVE', language: 'nn' });
    const taken = await admin().POST('/api/v1/people', { body: request.body });
    expect([taken.response.status, taken.error?.code]).toEqual([409, 'EMAIL_TAKEN']);
  });

  it('are paged through by address', async () => {
    await invite('anna@departement.example');
    await invite('per@departement.example');
    const first = await admin().GET('/api/v1/people', { params: { query: { limit: 2 } } });
    const cursor = first.data?.nextCursor ?? '';
    const rest = await admin().GET('/api/v1/people', { params: { query: { limit: 2, cursor } } });
    expect([...(first.data?.items ?? []), ...(rest.data?.items ?? [])].map(({ email }) => email)).toEqual([
      'anna@departement.example',
      'kari@departement.example',
      'per@departement.example',
    ]);
    expect(rest.data?.nextCursor).toBeNull();
  });

  it('are given other roles and a new link, logged out, shut out and let in again', async () => {
    const { id, url } = await invite('ida@departement.example');
    await accept(url);
    const roles = await admin().PUT('/api/v1/people/{id}/roles', {
      ...of(id),
      body: { roles: ['approver', 'reader', 'reader'] },
    });
    expect(roles.data?.roles).toEqual(['reader', 'approver']);
    const link = await admin().POST('/api/v1/people/{id}/link', of(id));
    expect([link.response.status, link.data?.url]).toEqual([
      201,
      expect.stringMatching(/\/invitation\?link=[\w-]{43}$/),
    ]);
    await app.dataSource.query(`UPDATE session SET stage = 'FULL' WHERE person_id = $1`, [id]);
    await accept(link.data?.url ?? '');
    expect((await admin().POST('/api/v1/people/{id}/end-sessions', of(id))).response.status).toBe(204);
    expect(await app.dataSource.query('SELECT id FROM session WHERE person_id = $1', [id])).toEqual([]);
    expect((await admin().POST('/api/v1/people/{id}/take-away-codes', of(id))).data?.hasSecondFactor).toBe(false);
    expect((await admin().POST('/api/v1/people/{id}/disable', of(id))).data?.state).toBe('DISABLED');
    const shut = await admin().POST('/api/v1/people/{id}/link', of(id));
    expect([shut.response.status, shut.error?.code]).toEqual([404, 'PERSON_UNKNOWN']);
    expect((await admin().POST('/api/v1/people/{id}/enable', of(id))).data?.state).toBe('ACTIVE');
    const { data } = await api.as('reader').GET('/api/v1/audit/events', {
      params: { query: { subject: 'person:ida@departement.example', limit: 4 } },
    });
    expect(data?.items.map(({ action, actor }) => [action, actor])).toEqual([
      ['PERSON_ENABLED', 'key:admin'],
      ['PERSON_DISABLED', 'key:admin'],
      ['SECOND_FACTOR_TAKEN_AWAY', 'key:admin'],
      ['SESSIONS_ENDED', 'key:admin'],
    ]);
  });

  it('keep one administrator', async () => {
    const { data } = await admin().GET('/api/v1/people', {});
    const kari = data?.items.find(({ email }) => email === KARI.email)?.id ?? '';
    const disabled = await admin().POST('/api/v1/people/{id}/disable', of(kari));
    expect([disabled.response.status, disabled.error?.code]).toEqual([409, 'LAST_ADMINISTRATOR']);
    const lowered = await admin().PUT('/api/v1/people/{id}/roles', { ...of(kari), body: { roles: ['reader'] } });
    expect(lowered.error?.code).toBe('LAST_ADMINISTRATOR');
  });

  it('have no operation that was not seen to succeed', () => {
    const operations = api.operations().filter((operation) => operation.includes(' /api/v1/people'));
    expect(operations.length).toBeGreaterThanOrEqual(9);
    expect(operations.filter((operation) => !api.succeeded.has(operation))).toEqual([]);
  });
});

describe('the audit log over REST', () => {
  it('is paged through, the latest first, each event once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 7, ...(cursor === undefined ? {} : { cursor }) };
      const { data } = await api.as('reader').GET('/api/v1/audit/events', { params: { query } });
      seen.push(...(data?.items ?? []).map(({ at, action, subject }) => `${at} ${action} ${subject}`));
      cursor = data?.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const rows: { text: string }[] = await app.dataSource.query(
      `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || ' ' || action || ' ' || subject AS text
       FROM audit_event ORDER BY at DESC, id DESC`,
    );
    expect(seen).toEqual(rows.map(({ text }) => text));
    expect(seen.length).toBeGreaterThan(14);
  });

  it('is narrowed by actor, kind, subject and time', async () => {
    const [wanted] = (await app.dataSource.query(
      'SELECT actor, action, subject, at FROM audit_event ORDER BY id LIMIT 1',
    )) as [{ actor: string; action: string; subject: string; at: Date }];
    const { at, ...same } = wanted;
    const narrow = async (times: object): Promise<number> => {
      const query = { ...same, ...times, limit: 200 };
      const { data } = await api.as('reader').GET('/api/v1/audit/events', { params: { query } });
      for (const item of data?.items ?? []) expect(item).toMatchObject(same);
      return data?.items.length ?? 0;
    };
    const later = new Date(at.getTime() + 1).toISOString();
    expect(await narrow({ from: at.toISOString(), before: later })).toBeGreaterThan(0);
    expect(await narrow({ before: at.toISOString() })).toBe(0);
  });
});
