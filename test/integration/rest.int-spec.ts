import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packageFile } from '../../src/platform/config/index.js';
import { ApiClient, type ApiAnswer } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { components, paths } from '../support/generated/api.js';
import { plainPdf } from '../support/plain-pdf.js';
import { scanPdf } from '../support/returned-files.js';
import { signPdf } from '../support/sign-pdf.js';
import { createTestCa } from '../support/test-ca.js';

const REGISTER = readFileSync(packageFile('data', 'municipalities-2020.csv'));
const CAMPAIGN = readFileSync(packageFile('data', 'campaigns', 'akson-2020.yaml'));
const AKSON = '/api/v1/campaigns/akson-2020';
const AKSON_CASE = { params: { path: { slug: 'akson-2020' } } };
type NewResolution = components['schemas']['NewResolution'];

let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await ApiClient.connect(app);
});

afterAll(async () => {
  await app?.close();
});

type Item = Record<string, unknown>;
const itemsOf = ({ body }: ApiAnswer): Item[] =>
  z.object({ items: z.array(z.record(z.string(), z.unknown())) }).parse(body).items;
const fieldOf = ({ body }: ApiAnswer, name: string): string =>
  z.string().parse(z.record(z.string(), z.unknown()).parse(body)[name]);
const etagOf = (answer: ApiAnswer): string => z.string().parse(answer.headers.get('etag'));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads a whole list, page by page, as any client would. */
async function all(
  path: string,
  limit: number,
  key: keyof TestApp['keys'] = 'reader',
): Promise<{ items: Item[]; pages: number }> {
  const items: Item[] = [];
  let cursor: string | null = null;
  let pages = 0;
  do {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor === null ? {} : { cursor }) });
    const answer = await api.get(`${path}${path.includes('?') ? '&' : '?'}${query.toString()}`, { key });
    expect(answer.status).toBe(200);
    items.push(...itemsOf(answer));
    expect(itemsOf(answer).length).toBeLessThanOrEqual(limit);
    cursor = z.object({ nextCursor: z.string().nullable() }).parse(answer.body).nextCursor;
    pages += 1;
  } while (cursor !== null);
  return { items, pages };
}

async function referenceOf(number: string): Promise<string> {
  const { items } = await all(`${AKSON}/declarations`, 200);
  return z.string().parse(items.find((item) => item['municipalityNumber'] === number)?.['reference']);
}

describe('the document', () => {
  it('is OpenAPI 3.1 and gives every JSON request an example', () => {
    expect(api.document.openapi).toBe('3.1.0');
    const requests = Object.entries(api.document.paths)
      .filter(([path]) => path.startsWith('/api/v1/') && !path.startsWith('/api/v1/keys'))
      .flatMap(([path, methods]) =>
        Object.entries(methods).flatMap(([method, operation]) => {
          const content = z
            .object({
              requestBody: z.object({
                content: z.record(z.string(), z.object({ schema: z.object({ $ref: z.string().optional() }) })),
              }),
            })
            .safeParse(operation).data?.requestBody.content;
          const ref = content?.['application/json']?.schema.$ref;
          return ref === undefined ? [] : [{ where: `${method} ${path}`, name: ref.split('/').at(-1)! }];
        }),
      );
    expect(requests.length).toBeGreaterThanOrEqual(8);
    for (const { where, name } of requests) {
      const { example, ...schema } = api.document.components.schemas[name] as { example?: unknown };
      expect([where, example === undefined]).toEqual([where, false]);
      const parsed = z.fromJSONSchema(schema).safeParse(example);
      expect([where, parsed.error?.message]).toEqual([where, undefined]);
    }
  });
});

describe('the register', () => {
  it('is imported whole, and the same file again changes nothing', async () => {
    const csv = { key: 'admin', raw: { mediaType: 'text/csv', bytes: REGISTER } } as const;
    expect(await api.post('/api/v1/municipalities/import', csv)).toMatchObject({
      status: 200,
      body: { rows: 356, added: 356, changed: 0, unchanged: 0 },
    });
    expect(await api.post('/api/v1/municipalities/import', csv)).toMatchObject({
      status: 200,
      body: { rows: 356, added: 0, changed: 0, unchanged: 356 },
    });
  });

  it('is paged through by number, each municipality once', async () => {
    const { items, pages } = await all('/api/v1/municipalities', 50);
    const numbers = items.map((item) => String(item['number']));
    expect([items.length, pages, new Set(numbers).size]).toEqual([356, 8, 356]);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one.localeCompare(other)));
    expect((await api.get('/api/v1/municipalities/0301')).body).toEqual(
      items.find((item) => item['number'] === '0301'),
    );
  });
});

describe('the campaign', () => {
  it('is imported as YAML or as JSON, once', async () => {
    const yaml = { key: 'admin', raw: { mediaType: 'application/yaml', bytes: CAMPAIGN } } as const;
    const created = await api.post('/api/v1/campaigns', { ...yaml, headers: { 'idempotency-key': 'import-1' } });
    expect(created).toMatchObject({ status: 201, body: { slug: 'akson-2020', outcome: 'CREATED' } });
    expect(created.headers.get('location')).toBe(AKSON);
    const replayed = await api.post('/api/v1/campaigns', { ...yaml, headers: { 'idempotency-key': 'import-1' } });
    expect([replayed.status, replayed.body, replayed.headers.get('idempotency-replayed')]).toEqual([
      201,
      created.body,
      'true',
    ]);
    const again = await api.post('/api/v1/campaigns', { key: 'admin', json: { yaml: CAMPAIGN.toString('utf8') } });
    expect(again).toMatchObject({ status: 200, body: { outcome: 'UNCHANGED' } });
  });

  it('is listed and read as a draft, with its ETag', async () => {
    const listed = await api.as('reader').GET('/api/v1/campaigns');
    expect(listed.data?.items).toMatchObject([{ slug: 'akson-2020', state: 'DRAFT', simulated: false }]);
    const read = await api.as('reader').GET('/api/v1/campaigns/{slug}', AKSON_CASE);
    expect(read.data).toMatchObject({
      state: 'DRAFT',
      issuedAt: null,
      progress: { issued: 0, failed: [] },
      expectedBase: { municipalities: 291, population: 4_632_214 },
      threshold: { numerator: 1, denominator: 2 },
      events: [{ startsAt: '2020-05-05T12:00:00.000Z' }],
    });
    expect(read.response.headers.get('etag')).toBe('"v1"');
  });

  it('shows in a dry run who would get what and when', async () => {
    const { data } = await api.as('caseHandler').GET('/api/v1/campaigns/{slug}/dry-run', AKSON_CASE);
    expect(data).toMatchObject({ base: { municipalities: 291, population: 4_632_214 }, faults: [] });
    expect(data?.recipients).toHaveLength(291);
    expect(data?.reminders).toHaveLength(4);
    expect(data?.reminders.every(({ sendAt }) => sendAt.endsWith('Z'))).toBe(true);
  });

  it('shows what one municipality would get, with a reference that is nobody’s', async () => {
    const answer = await api.get(`${AKSON}/samples/4621`, { key: 'caseHandler' });
    expect(answer.body).toMatchObject({
      municipality: { number: '4621', language: 'nn' },
      invitation: { kind: 'INVITATION', text: expect.stringContaining('AKSON-2020-4621-00000') },
      reminder: { kind: 'REMINDER', text: expect.stringContaining('1. juli 2020') },
    });
    const form = await api.get(`${AKSON}/samples/4621/form`, { key: 'caseHandler' });
    expect(form.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    // In Midt-Norge: it gets a copy only.
    expect((await api.get(`${AKSON}/samples/5001`, { key: 'caseHandler' })).body).toMatchObject({
      code: 'NOT_A_RECIPIENT',
    });
    const forms: unknown[] = await app.dataSource.query('SELECT id FROM form_template');
    expect(forms).toEqual([]);
  });

  it('is issued in the background to all 291', async () => {
    const issue = () => api.as('approver').POST('/api/v1/campaigns/{slug}/issue', AKSON_CASE);
    const issued = await issue();
    expect([issued.response.status, issued.data]).toEqual([202, { slug: 'akson-2020', state: 'ISSUING' }]);
    await app.settle();
    const { data } = await api.as('reader').GET('/api/v1/campaigns/{slug}', AKSON_CASE);
    expect(data).toMatchObject({
      state: 'RUNNING',
      progress: { issued: 291, failed: [] },
      issuedAt: '2020-04-24T07:00:00.000Z',
    });
    expect((await issue()).data).toMatchObject({ state: 'RUNNING' });
  });
});

describe('declarations', () => {
  type Listed = paths['/api/v1/campaigns/{slug}/declarations']['get']['responses'][200]['content']['application/json'];

  it.each([7, 50, 200])('are paged through in pages of %i, each of the 291 once', async (limit) => {
    const items: Listed['items'] = [];
    let cursor: string | null | undefined;
    let pages = 0;
    do {
      const query = { limit, ...(typeof cursor === 'string' ? { cursor } : {}) };
      const params = { ...AKSON_CASE.params, query };
      const answer = await api.as('reader').GET('/api/v1/campaigns/{slug}/declarations', { params });
      const page: Listed | undefined = answer.data;
      expect(page?.items.length).toBeLessThanOrEqual(limit);
      items.push(...(page?.items ?? []));
      cursor = page?.nextCursor;
      pages += 1;
    } while (typeof cursor === 'string');
    const numbers = items.map(({ municipalityNumber }) => municipalityNumber);
    expect([items.length, pages, new Set(numbers).size]).toEqual([291, Math.ceil(291 / limit), 291]);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one.localeCompare(other)));
    expect(items.reduce((sum, { population }) => sum + population, 0)).toBe(4_632_214);
    expect(new Set(items.map(({ deadline }) => JSON.stringify(deadline)))).toEqual(
      new Set([JSON.stringify({ version: 1, kind: 'ORIGINAL', dueOn: '2020-07-01', state: 'OPEN' })]),
    );
  });

  it('are filtered by the return axis', async () => {
    expect((await all(`${AKSON}/declarations?returnState=NONE`, 200)).items).toHaveLength(291);
    expect((await all(`${AKSON}/declarations?returnState=ACCEPTED`, 200)).items).toEqual([]);
  });

  it('are read with their four axes and everything that belongs to them', async () => {
    const reference = await referenceOf('0301');
    const read = await api.get(`/api/v1/declarations/${reference}`);
    expect(read.body).toMatchObject({
      reference,
      campaign: 'akson-2020',
      municipalityNumber: '0301',
      axes: {
        campaign: 'RUNNING',
        deadline: 'OPEN',
        return: 'NONE',
        delivery: [{ kind: 'INVITATION', delivery: 'SENT' }],
      },
      deadlines: [{ version: 1, kind: 'ORIGINAL', dueOn: '2020-07-01', startsAt: '2020-04-24T07:00:00.000Z' }],
      letters: [{ kind: 'INVITATION', delivery: 'SENT', reference }],
      returns: [],
      resolutions: [],
    });
    const { reminders } = z.object({ reminders: z.array(z.object({ state: z.string() })) }).parse(read.body);
    expect(reminders.map(({ state }) => state)).toEqual(['PLANNED', 'PLANNED', 'PLANNED', 'PLANNED']);
    expect(etagOf(read)).toBe('"v1"');
    const link = `/api/v1/declarations/${reference}/portal-link`;
    expect((await api.get(link)).body).toMatchObject({ reference, renewedAt: null });
    const timeline = await api.get(`/api/v1/declarations/${reference}/timeline`);
    expect(itemsOf(timeline)).toEqual(z.object({ timeline: z.array(z.unknown()) }).parse(read.body).timeline);
    expect(itemsOf(timeline)[0]).toMatchObject({ at: '2020-04-24T07:00:00.000Z' });
  });

  it('give their form exactly as issued, to readers and to machines, and only once to those who have it', async () => {
    const path = `/api/v1/declarations/${await referenceOf('0301')}/form`;
    for (const key of ['reader', 'integration'] as const) {
      const form = await api.get(path, { key });
      expect(form.headers.get('content-type')).toBe('application/pdf');
      expect(form.headers.get('content-disposition')).toMatch(
        /^attachment; filename="?AKSON-2020-0301-[A-Z2-9]{5}\.pdf"?$/,
      );
      expect(form.headers.get('x-content-type-options')).toBe('nosniff');
      expect(form.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(etagOf(form)).toBe(`"${sha256(form.bytes)}"`);
      const again = await api.get(path, {
        key,
        headers: { 'if-none-match': etagOf(form), 'cache-control': 'max-age=0' },
      });
      expect([again.status, again.bytes.length]).toEqual([304, 0]);
    }
  });

  it('take a resolution once per Idempotency-Key', async () => {
    const reference = await referenceOf('1103');
    const params = { path: { reference } };
    const resolve = (body: NewResolution, key?: string) =>
      api.as('caseHandler').POST('/api/v1/declarations/{reference}/resolutions', {
        params: { ...params, ...(key === undefined ? {} : { header: { 'Idempotency-Key': key } }) },
        body,
      });
    const adopted: NewResolution = { outcome: 'ADOPTED', decidedOn: '2020-04-23', caseNumber: 'PS 20/43' };
    const first = await resolve(adopted, 'resolution-1');
    const second = await resolve(adopted, 'resolution-1');
    expect(first.response.status).toBe(201);
    expect([second.response.status, second.response.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(second.data).toEqual(first.data);
    expect(first.response.headers.get('location')).toBe(`/api/v1/declarations/${reference}`);
    const third = await resolve({ outcome: 'POSTPONED', decidedOn: '2020-04-24', caseNumber: null });
    expect(third.data).toMatchObject({ outcome: 'POSTPONED', caseNumber: null, recordedBy: 'key:caseHandler' });
    const read = await api.as('reader').GET('/api/v1/declarations/{reference}', { params });
    expect(read.data).toMatchObject({
      resolution: { outcome: 'POSTPONED', decidedOn: '2020-04-24', caseNumber: null },
      resolutions: [first.data, third.data],
    });
  });

  it('take a corrected address, and letters go there', async () => {
    const reference = await referenceOf('1106');
    const json = { email: 'nytt.postmottak@kommune.example', reason: 'The old one bounced.' };
    const path = `/api/v1/declarations/${reference}/contact`;
    const preview = await api.post(`${path}/preview`, { key: 'caseHandler', json: { email: json.email } });
    expect(preview.body).toMatchObject({ reference, version: 1, email: json.email, letters: [], invitation: null });
    const stale = await api.call('PUT', path, { key: 'caseHandler', json, headers: { 'if-match': '"v7"' } });
    expect(stale).toMatchObject({ status: 412, body: { code: 'VERSION_MISMATCH' } });
    const headers = { 'if-match': etagOf(preview) };
    const changed = await api.call('PUT', path, { key: 'caseHandler', json, headers });
    expect(changed).toMatchObject({
      status: 200,
      body: { reference, email: json.email, version: 2, lettersRedirected: 0, invitedAgain: false },
    });
    expect(etagOf(changed)).toBe('"v2"');
    expect((await api.get(`/api/v1/declarations/${reference}`)).body).toMatchObject({
      recipientEmail: json.email,
      version: 2,
    });
  });

  it('have a link that is ended and sent anew', async () => {
    const reference = await referenceOf('1120');
    const path = `/api/v1/declarations/${reference}/portal-link`;
    const revoked = await api.post(`${path}/revoke`, { key: 'caseHandler', json: { reason: 'Forwarded.' } });
    expect(revoked).toMatchObject({ status: 200, body: { reference, renewedAt: null } });
    expect((await api.post(`${path}/renew`, { key: 'caseHandler' })).body).toMatchObject({
      renewedAt: app.clock.now().toISOString(),
    });
  });

  it('are withdrawn once, and the municipality is told', async () => {
    const path = `/api/v1/declarations/${await referenceOf('1108')}`;
    const request = {
      key: 'approver',
      json: { by: 'municipality', reason: 'The council will not take part.' },
    } as const;
    const wish = { key: 'approver', json: { by: 'municipality', note: null } } as const;
    const preview = await api.post(`${path}/withdrawal/preview`, wish);
    expect(preview.body).toMatchObject({ version: 1, letters: [], notice: { kind: 'WITHDRAWAL' } });
    expect(z.object({ reminders: z.array(z.unknown()) }).parse(preview.body).reminders).toHaveLength(4);
    expect(await api.post(`${path}/withdrawal`, { ...request, headers: { 'if-match': '"v9"' } })).toMatchObject({
      status: 412,
      body: { code: 'VERSION_MISMATCH' },
    });
    const withdrawn = await api.post(`${path}/withdrawal`, { ...request, headers: { 'if-match': etagOf(preview) } });
    expect(withdrawn).toMatchObject({ status: 200, body: { withdrawnAt: '2020-04-24T07:00:00.000Z', version: 2 } });
    expect((await api.get(path)).body).toMatchObject({
      withdrawnAt: '2020-04-24T07:00:00.000Z',
      letters: expect.arrayContaining([expect.objectContaining({ kind: 'WITHDRAWAL' })]),
    });
    expect(await api.post(`${path}/withdrawal`, request)).toMatchObject({
      status: 409,
      body: { code: 'DECLARATION_WITHDRAWN' },
    });
  });
});

describe('extensions', () => {
  const dueOn = '2020-07-07';

  it('are previewed without a change, granted once to many, and undone', async () => {
    const references = await Promise.all(['1111', '1112', '1114'].map(referenceOf));
    const preview = await api.post('/api/v1/extensions/preview', { key: 'caseHandler', json: { references, dueOn } });
    expect(itemsOf(preview)).toMatchObject(
      references.map((reference) => ({ reference, dueOnNow: '2020-07-01', dueOnThen: dueOn })),
    );
    expect((await api.get(`/api/v1/declarations/${references[0]}`)).body).toMatchObject({ deadline: { version: 1 } });

    const reason = 'Kommunestyret behandler saken 3. juli.';
    const partly = await api.post('/api/v1/extensions/preview', {
      key: 'caseHandler',
      json: { references: [...references, await referenceOf('1108')], dueOn, reason, partial: true },
    });
    expect(itemsOf(partly)).toEqual(itemsOf(preview));
    expect(partly.body).toMatchObject({
      impossible: [{ obstacle: 'WITHDRAWN' }],
      notices: ['nb', 'nn'].map((language) => ({ language, text: expect.stringContaining(reason) })),
    });
    const seen = references.map((reference) => ({ reference, version: 4 }));
    expect(
      await api.post('/api/v1/extensions', { key: 'caseHandler', json: { references, dueOn, reason, versions: seen } }),
    ).toMatchObject({ status: 412, body: { code: 'VERSION_MISMATCH' } });

    const request = {
      key: 'caseHandler',
      json: { references, dueOn, reason, versions: seen.map((one) => ({ ...one, version: 1 })) },
      headers: { 'idempotency-key': 'extension-1' },
    } as const;
    const granted = await api.post('/api/v1/extensions', request);
    expect(granted).toMatchObject({
      status: 201,
      body: { items: references.map((reference) => ({ reference, deadlineVersion: 2, dueOn })) },
    });
    const replayed = await api.post('/api/v1/extensions', request);
    expect([replayed.status, replayed.body, replayed.headers.get('idempotency-replayed')]).toEqual([
      201,
      granted.body,
      'true',
    ]);
    expect((await api.get(`/api/v1/declarations/${references[0]}`)).body).toMatchObject({
      deadline: { version: 2, kind: 'EXTENDED', dueOn },
      deadlines: [
        { version: 1 },
        { version: 2, reason: 'Kommunestyret behandler saken 3. juli.', grantedBy: 'key:caseHandler' },
      ],
    });

    const undoing = {
      key: 'caseHandler',
      json: { reason: 'Gitt ved en feil.' },
    } as const;
    const undoPath = `/api/v1/declarations/${references[0]}/extension/undo`;
    expect((await api.post(`${undoPath}/preview`, undoing)).body).toMatchObject({
      version: 2,
      dueOnThen: '2020-07-01',
      notice: { kind: 'EXTENSION_UNDONE', text: expect.stringContaining('Gitt ved en feil.') },
    });
    expect(await api.post(undoPath, { ...undoing, headers: { 'if-match': '"v1"' } })).toMatchObject({ status: 412 });
    const undone = await api.post(undoPath, { ...undoing, headers: { 'if-match': '"v2"' } });
    expect(undone).toMatchObject({
      status: 200,
      body: { reference: references[0], deadlineVersion: 3, dueOn: '2020-07-01' },
    });
    const { items, pages } = await all(`${AKSON}/extensions`, 3);
    expect(pages).toBe(2);
    expect(items.map(({ reference, kind }) => `${String(reference)} ${String(kind)}`).toSorted()).toEqual(
      [`${references[0]} RESTORED`, ...references.map((reference) => `${reference} EXTENDED`)].toSorted(),
    );
    expect(items.find(({ kind }) => kind === 'RESTORED')).toMatchObject({
      previousDueOn: dueOn,
      dueOn: '2020-07-01',
      reason: 'Gitt ved en feil.',
      grantedBy: 'key:caseHandler',
    });
  });
});

describe('returns', () => {
  const stranger = Buffer.from(plainPdf());

  async function handIn(
    number: string,
    bytes: Uint8Array,
    key: keyof TestApp['keys'] = 'integration',
  ): Promise<string> {
    const answer = await api.post(
      `/api/v1/declarations/${await referenceOf(number)}/returns?fileName=Erkl%C3%A6ring.pdf`,
      {
        key,
        raw: { mediaType: 'application/pdf', bytes },
      },
    );
    expect(answer).toMatchObject({ status: 201, body: { sha256: sha256(bytes) } });
    const id = fieldOf(answer, 'id');
    expect(answer.headers.get('location')).toBe(`/api/v1/returns/${id}`);
    return id;
  }

  it('are stored once per Idempotency-Key, and read before they are verified', async () => {
    const path = `/api/v1/declarations/${await referenceOf('1119')}/returns`;
    const request = {
      key: 'integration',
      raw: { mediaType: 'application/pdf', bytes: stranger },
      headers: { 'idempotency-key': 'return-1' },
    } as const;
    const first = await api.post(path, request);
    const second = await api.post(path, request);
    expect([second.status, second.body, second.headers.get('location')]).toEqual([
      201,
      first.body,
      first.headers.get('location'),
    ]);
    const read = await api.get(`/api/v1/returns/${fieldOf(first, 'id')}`);
    expect(read.body).toMatchObject({
      state: 'RECEIVED',
      verification: null,
      verifiedAt: null,
      handedInBy: 'key:integration',
      channel: 'REST',
      onTime: true,
      match: { by: 'HANDED_IN' },
    });
    expect((await api.get(`/api/v1/declarations/${await referenceOf('1119')}`)).body).toMatchObject({
      axes: { return: 'RECEIVED' },
      returns: [{ id: fieldOf(first, 'id') }],
    });
  });

  it('are shown with their whole verification, down to each signature', async () => {
    const path = `/api/v1/declarations/${await referenceOf('1120')}/form`;
    const identity = await (await createTestCa()).issue();
    const signed = await signPdf((await api.get(path)).bytes, identity, { fieldName: 'signature' });
    const id = await handIn('1120', signed);
    await app.settle();
    const read = await api.get(`/api/v1/returns/${id}`);
    expect(read.body).toMatchObject({
      state: 'NEEDS_REVIEW',
      fileName: 'Erklæring.pdf',
      verification: {
        binding: { issuedReference: await referenceOf('1120') },
        report: {
          summary: { readable: true, indication: 'INDETERMINATE', accept: false },
          signatures: [{ type: 'certification' }, { type: 'approval' }],
        },
      },
    });
    expect(etagOf(read)).toBe(`"v${z.object({ version: z.int() }).parse(read.body).version}"`);
  });

  it('are given back byte for byte, to be saved and never shown', async () => {
    const id = await handIn('1121', stranger);
    const file = await api.get(`/api/v1/returns/${id}/file`, { key: 'caseHandler' });
    expect(file.bytes.equals(stranger)).toBe(true);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="Erkl?ring.pdf"; filename*=UTF-8''Erkl%C3%A6ring.pdf`,
    );
    expect(etagOf(file)).toBe(`"${sha256(stranger)}"`);
  });

  it('are shown page by page where they are scans', async () => {
    const id = await handIn('1121', Buffer.from(scanPdf(3, 1)));
    await app.settle();
    const scan = await api.get(`/api/v1/returns/${id}/scan`, { key: 'caseHandler' });
    // No code says which page of the form it is: the one in the same place stands beside it.
    expect(scan.body).toMatchObject({
      returnId: id,
      reasons: ['SCAN', 'NO_CODE_READ'],
      pictures: [
        { page: 1, kind: 'issued' },
        { page: 1, kind: 'returned' },
      ],
    });
    for (const kind of ['issued', 'returned']) {
      const picture = await api.get(`/api/v1/returns/${id}/pages/1/picture?kind=${kind}`, { key: 'caseHandler' });
      expect(picture.headers.get('content-type')).toBe('image/png');
      expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
    }
  });

  it('are decided by an approver on what they saw: rejected, attached elsewhere, accepted', async () => {
    const [rejected, moved, accepted] = await Promise.all(
      ['1122', '1124', '1127'].map((number) => handIn(number, Buffer.concat([stranger, Buffer.from(`%${number}\n`)]))),
    );
    await app.settle();
    const decide = async (id: string, json: object): Promise<ApiAnswer> =>
      await api.post(`/api/v1/returns/${id}/review`, {
        key: 'approver',
        json,
        headers: { 'if-match': etagOf(await api.get(`/api/v1/returns/${id}`)) },
      });

    const waiting = await all(
      `${AKSON}/returns?state=NEEDS_REVIEW&reason=UNBOUND_DOCUMENT&channel=REST&search=1122`,
      5,
    );
    expect(waiting.items).toMatchObject([{ id: rejected, municipalityNumber: '1122', message: null }]);
    const better = { decision: 'BETTER_COPY', reason: 'Nothing can be read.', note: 'Skann på nytt.' };
    const preview = await api.post(`/api/v1/returns/${rejected!}/review/preview`, {
      key: 'approver',
      json: better,
      headers: { 'if-match': etagOf(await api.get(`/api/v1/returns/${rejected!}`)) },
    });
    expect(preview.body).toMatchObject({
      id: rejected,
      state: 'REJECTED',
      letter: { language: 'nb', text: expect.stringContaining('Skann på nytt.') },
    });
    expect((await api.get(`/api/v1/returns/${rejected!}`)).body).toMatchObject({ state: 'NEEDS_REVIEW', reviews: [] });

    const no = await decide(rejected!, {
      decision: 'REJECT',
      reason: 'Not the form.',
      rejectionReasons: [{ code: 'WRONG_FORM' }, { code: 'OTHER', explanation: 'Dokumentet er et brev.' }],
    });
    expect(no).toMatchObject({ status: 200, body: { id: rejected, state: 'REJECTED' } });
    expect(etagOf(no)).toBe(etagOf(await api.get(`/api/v1/returns/${rejected}`)));
    expect((await api.get(`/api/v1/returns/${rejected}`)).body).toMatchObject({
      reviews: [{ decision: 'REJECT', reason: 'Not the form.', decidedBy: 'key:approver' }],
    });

    const target = await referenceOf('1130');
    expect(await decide(moved!, { decision: 'ATTACH', reason: 'It is theirs.', reference: target })).toMatchObject({
      status: 200,
      body: { state: 'RECEIVED' },
    });
    await app.settle();
    expect((await api.get(`/api/v1/returns/${moved}`)).body).toMatchObject({
      reference: target,
      match: { by: 'OPERATOR' },
    });

    expect(await decide(accepted!, { decision: 'ACCEPT', reason: 'Checked by telephone.' })).toMatchObject({
      status: 200,
      body: { state: 'ACCEPTED' },
    });
    await app.settle();
    expect((await api.get(`/api/v1/declarations/${await referenceOf('1127')}`)).body).toMatchObject({
      axes: { return: 'ACCEPTED' },
      letters: expect.arrayContaining(
        ['INVITATION', 'RECEIPT', 'DECISION'].map((kind) => expect.objectContaining({ kind, delivery: 'SENT' })),
      ),
    });
    expect((await all(`${AKSON}/declarations?returnState=ACCEPTED`, 200)).items).toMatchObject([
      { municipalityNumber: '1127' },
    ]);
  });

  it('are listed in the order of arrival, by state if asked', async () => {
    const { items } = await all(`${AKSON}/returns`, 2);
    expect(items.length).toBe(7);
    expect(new Set(items.map((item) => item['id'])).size).toBe(7);
    const accepted = await all(`${AKSON}/returns?state=ACCEPTED`, 200);
    expect(accepted.items).toMatchObject([{ municipalityNumber: '1127', method: 'REVIEWED' }]);
  });
});

describe('the mailbox', () => {
  const message = (reference: string, id: string): string =>
    [
      'From: Kommunen <spoersmaal@kommune.example>',
      'To: akson@hod.dep.no',
      `Subject: Spoersmaal om ${reference}`,
      `Message-ID: <${id}@kommune.example>`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Hvem kan signere?',
      '',
    ].join('\r\n');

  it('takes a message once, and a question becomes a task that is settled with an answer', async () => {
    const reference = await referenceOf('1133');
    const raw = { mediaType: 'message/rfc822', bytes: message(reference, 'q1') };
    const first = await api.post('/api/v1/mailbox/messages?receivedAt=2020-04-24T08:59:00%2B02:00', {
      key: 'integration',
      raw,
    });
    // The key speaks for no mail server, so the message arrives when it comes.
    const arrivedAt = '2020-04-24T07:00:00.000Z';
    expect(first).toMatchObject({
      status: 202,
      body: { duplicate: false, sha256: sha256(Buffer.from(raw.bytes)), arrivedAt },
    });
    const again = await api.post('/api/v1/mailbox/messages', { key: 'integration', raw });
    expect(again).toMatchObject({ status: 202, body: { id: fieldOf(first, 'id'), duplicate: true } });
    await app.settle();

    const id = fieldOf(first, 'id');
    expect((await api.get(`/api/v1/messages/${id}`)).body).toMatchObject({
      source: 'REST',
      state: 'PROCESSED',
      classification: 'QUESTION',
      arrivedAt,
      deliveredTo: 'akson@hod.dep.no',
      messageId: 'q1@kommune.example',
      reference,
    });
    const json = { reason: 'A fault is mended.' };
    expect(await api.call('POST', `/api/v1/messages/${id}/read-again`, { key: 'caseHandler', json })).toMatchObject({
      status: 202,
      body: { state: 'RECEIVED' },
    });
    await app.settle();
    expect((await api.get(`/api/v1/messages/${id}`)).body).not.toMatchObject({ state: 'RECEIVED' });
    const raws = await api.get(`/api/v1/messages/${id}/raw`, { key: 'caseHandler' });
    expect(raws.bytes.toString()).toBe(raw.bytes);
    expect(raws.headers.get('content-disposition')).toBe(`attachment; filename=${id}.eml`);

    const { items: tasks } = await all(`${AKSON}/tasks`, 1);
    expect(tasks).toMatchObject([{ kind: 'QUESTION', inboundMessageId: id, reference, closedAt: null }]);
    const task = `/api/v1/tasks/${String(tasks[0]!['id'])}`;
    const settled = await api.post(`${task}/settle`, {
      key: 'caseHandler',
      json: { answer: 'Ordfører eller kommunedirektør.\nHilsen departementet', note: 'Answered.' },
      headers: { 'if-match': etagOf(await api.get(task)) },
    });
    expect(settled).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await api.get(task)).body).toMatchObject({ closedBy: 'key:caseHandler', outcome: 'Answered.' });
    expect((await all(`${AKSON}/tasks`, 200)).items).toEqual([]);
    await app.settle();
    const kinds = (await api.get(`/api/v1/declarations/${reference}`)).body;
    expect(kinds).toMatchObject({
      letters: expect.arrayContaining(
        ['INVITATION', 'QUESTION_RECEIVED', 'ANSWER'].map((kind) =>
          expect.objectContaining({ kind, delivery: 'SENT' }),
        ),
      ),
    });
  });

  it('finds the case by the address that the message was delivered to', async () => {
    const rows: { token: string; reference: string }[] = await app.dataSource.query(
      `SELECT case_token AS token, reference FROM declaration WHERE municipality_number = '1134'`,
    );
    const query = new URLSearchParams({
      deliveredTo: `akson+${rows[0]!.token}@hod.dep.no`,
      envelopeFrom: 'bounce@kommune.example',
    });
    const taken = await api.post(`/api/v1/mailbox/messages?${query.toString()}`, {
      key: 'integration',
      raw: { mediaType: 'message/rfc822', bytes: message('saken', 'q2') },
      headers: { 'idempotency-key': 'message-1' },
    });
    await app.settle();
    expect((await api.get(`/api/v1/messages/${fieldOf(taken, 'id')}`)).body).toMatchObject({
      reference: rows[0]!.reference,
    });
  });

  it('lists its messages in the order of arrival', async () => {
    const { items, pages } = await all(`${AKSON}/messages`, 1);
    expect([items.map((item) => item['messageId']), pages]).toEqual([['q1@kommune.example', 'q2@kommune.example'], 2]);
  });

  it('of a stranger is opened with its files, attached to a case, and its answer read before it is sent', async () => {
    const bytes = [
      'From: a@stranger.example',
      'To: akson@hod.dep.no',
      'Subject: Uten sak',
      'Message-ID: <stranger-with-file@stranger.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'Hvem er dere?',
      '--b',
      'Content-Type: text/plain; name=notat.txt',
      'Content-Disposition: attachment; filename=notat.txt',
      '',
      'et notat',
      '--b--',
      '',
    ].join('\r\n');
    const taken = await api.post('/api/v1/mailbox/messages', {
      key: 'integration',
      raw: { mediaType: 'message/rfc822', bytes },
    });
    await app.settle();
    const path = `/api/v1/messages/${fieldOf(taken, 'id')}`;
    expect((await api.get(`${path}/content`, { key: 'caseHandler' })).body).toMatchObject({
      trouble: null,
      text: expect.stringContaining('Hvem er dere?'),
      headers: expect.arrayContaining([{ name: 'from', value: 'a@stranger.example' }]),
      parts: [{ index: 0, fileName: 'notat.txt', mediaType: 'text/plain' }],
    });
    const part = await api.get(`${path}/parts/0`, { key: 'caseHandler' });
    expect(part.bytes.toString().trim()).toBe('et notat');
    const { items } = await all(`${AKSON}/tasks?kind=UNMATCHED_MESSAGE`, 200);
    const task = `/api/v1/tasks/${String(items.find((item) => item['subject'] === 'Uten sak')?.['id'])}`;
    const answer = { key: 'caseHandler', json: { answer: 'Departementet.' } } as const;
    expect(await api.post(`${task}/answer-preview`, answer)).toMatchObject({
      status: 409,
      body: { code: 'QUESTION_UNMATCHED' },
    });
    const reference = await referenceOf('1134');
    const attach = { key: 'caseHandler', json: { reference } } as const;
    expect((await api.post(`${task}/attach`, { ...attach, headers: { 'if-match': '"v7"' } })).status).toBe(412);
    const headers = { 'if-match': etagOf(await api.get(task)) };
    expect(await api.post(`${task}/attach`, { ...attach, headers })).toMatchObject({
      status: 200,
      body: { version: 2 },
    });
    expect((await api.get(path)).body).toMatchObject({ reference });
    const previewed = await api.post(`${task}/answer-preview`, answer);
    expect(previewed).toMatchObject({
      status: 200,
      body: { subject: expect.stringContaining('Sv: Uten sak'), text: expect.stringContaining('Departementet.') },
    });
    expect(await api.post(`${task}/attach`, { ...attach, headers: { 'if-match': '"v2"' } })).toMatchObject({
      status: 409,
      body: { code: 'TASK_MATCHED' },
    });
    const closing = {
      key: 'caseHandler',
      json: { answer: null, note: 'Seen.' },
      headers: { 'if-match': '"v2"' },
    } as const;
    expect((await api.post(`${task}/settle`, closing)).status).toBe(200);
    const settled = await all(`${AKSON}/tasks?state=SETTLED&reference=${reference}`, 200);
    expect(settled.items).toMatchObject([{ outcome: 'Seen.' }]);
  });
});

describe('letters', () => {
  it('are paged through, each once, and by kind', async () => {
    const { items } = await all(`${AKSON}/letters`, 100);
    const counted: { count: number }[] = await app.dataSource.query('SELECT count(*)::integer AS count FROM letter');
    expect(items.length).toBe(counted[0]!.count);
    expect(new Set(items.map((item) => item['id'])).size).toBe(items.length);
    const invitations = await all(`${AKSON}/letters?kind=INVITATION`, 200);
    expect(invitations.items).toHaveLength(291);
    expect(new Set(invitations.items.map((item) => item['delivery']))).toEqual(new Set(['SENT']));
    const letter = invitations.items[0]!;
    expect((await api.get(`/api/v1/letters/${String(letter['id'])}`)).body).toEqual(letter);
  });

  it('are read with their words, enclosures and events, and listed latest first by delivery and name', async () => {
    const [letter] = (await all(`${AKSON}/letters?kind=INVITATION`, 200)).items;
    const path = `/api/v1/letters/${String(letter!['id'])}`;
    const reference = String(letter!['reference']);
    const words = z
      .object({ subject: z.string(), text: z.string(), enclosures: z.array(z.object({ fileName: z.string() })) })
      .parse((await api.get(`${path}/words`)).body);
    expect(words.text).toContain(reference);
    expect(words.text).not.toMatch(/\/portal\/[\w-]{43}/);
    expect(words.enclosures[0]?.fileName).toContain(reference);
    const form = await api.get(`/api/v1/declarations/${reference}/form`);
    expect((await api.get(`${path}/enclosures/0`)).bytes.equals(form.bytes)).toBe(true);
    expect((await api.get(`${path}/enclosures/99`)).status).toBe(404);
    expect((await api.get(`${path}/events`)).body).toMatchObject({
      items: [{ action: 'LETTER_PLANNED' }, { action: 'LETTER_SENT', actor: 'system:letters', reason: null }],
    });
    expect((await api.get(`${path}/send-again`, { key: 'caseHandler' })).body).toEqual({
      recipientEmail: letter!['recipientEmail'],
      sendable: false,
      stoppedBecause: null,
      others: 0,
    });
    const found = await all(`${AKSON}/letters?order=latest&delivery=SENT&stopped=false&search=${reference}`, 1);
    expect(found.items.at(-1)).toEqual(letter);
    expect((await all(`${AKSON}/letters?stopped=true`, 200)).items).toEqual([]);
  });

  it('that failed are sent again when an operator says so', async () => {
    const [letter] = (await all(`${AKSON}/letters?kind=INVITATION`, 200)).items;
    const path = `/api/v1/letters/${String(letter!['id'])}`;
    await app.dataSource.query(`UPDATE letter SET state = 'FAILED', last_error = '552 full' WHERE id = $1`, [
      letter!['id'],
    ]);
    const json = { reason: 'The mailbox has been emptied.' };
    expect(await api.call('POST', `${path}/send-again`, { key: 'caseHandler', json })).toMatchObject({
      status: 200,
      body: { letters: 1 },
    });
    await app.settle();
    expect((await api.get(path)).body).toMatchObject({ delivery: 'SENT' });
  });

  it('that are held are counted, released and cancelled in large numbers: as many as were counted, or none', async () => {
    const { items } = await all(`${AKSON}/letters?kind=INVITATION`, 200);
    const ids = items.map((item) => String(item['id']));
    const state = async (): Promise<Record<string, number>> => {
      const rows: { state: string; count: number }[] = await app.dataSource.query(
        `SELECT state, count(*)::integer AS count FROM letter WHERE id = ANY($1) GROUP BY state`,
        [ids.slice(10, 60)],
      );
      return Object.fromEntries(rows.map((row) => [row.state, row.count]));
    };
    await app.dataSource.query(
      `UPDATE letter SET state = 'HELD', last_error = CASE WHEN id = ANY($2) THEN 'ADDRESS_STOPPED: 5.1.1 unknown'
         ELSE 'NOT_ALLOWED: pilot' END WHERE id = ANY($1)`,
      [ids.slice(10, 60), ids.slice(10, 20)],
    );
    await app.dataSource.query(
      `INSERT INTO stopped_address (email, stopped_at, letter_id, explanation)
       SELECT lower(recipient_email), now(), id, '5.1.1' FROM letter WHERE id = ANY($1) ON CONFLICT DO NOTHING`,
      [ids.slice(10, 20)],
    );
    const stopped = async (): Promise<number> =>
      (await app.dataSource.query(`SELECT count(*)::integer AS n FROM stopped_address`))[0].n;
    const stops = await stopped();
    const held = `${AKSON}/held-letters`;
    const key = 'caseHandler' as const;
    expect((await api.get(`${held}?kind=INVITATION`, { key })).body).toEqual({
      letters: 50,
      items: [
        { heldBecause: 'ADDRESS_STOPPED', kind: 'INVITATION', letters: 10, addresses: 10 },
        { heldBecause: 'NOT_ALLOWED', kind: 'INVITATION', letters: 40, addresses: 40 },
      ],
    });
    expect((await api.get(`${held}?domain=nowhere.example`, { key })).body).toEqual({ letters: 0, items: [] });

    const some = { heldBecause: 'NOT_ALLOWED', letters: 39, reason: 'x' };
    expect(await api.call('POST', `${held}/release`, { key, json: some })).toMatchObject({
      status: 409,
      body: { code: 'HELD_LETTERS_CHANGED' },
    });
    expect(await state()).toEqual({ HELD: 50 });

    const cancelled = { heldBecause: 'NOT_ALLOWED', letters: 40, reason: 'The pilot is over.' };
    expect((await api.call('POST', `${held}/cancel`, { key, json: cancelled })).body).toEqual({ letters: 40 });
    expect(await state()).toEqual({ HELD: 10, CANCELLED: 40 });
    expect(await stopped()).toBe(stops);

    const released = { kind: 'INVITATION', letters: 10, reason: 'Their mail system works again.' };
    expect((await api.call('POST', `${held}/release`, { key, json: released })).body).toEqual({ letters: 10 });
    await app.settle();
    expect(await state()).toEqual({ SENT: 10, CANCELLED: 40 });
    expect(await stopped()).toBe(stops - 10);
    const events = await app.dataSource.query(
      `SELECT action, actor, data FROM audit_event WHERE action LIKE 'HELD_LETTERS_%' ORDER BY action`,
    );
    expect(events).toEqual([
      {
        action: 'HELD_LETTERS_CANCELLED',
        actor: 'key:caseHandler',
        data: { heldBecause: 'NOT_ALLOWED', kind: null, domain: null, letters: 40, reason: 'The pilot is over.' },
      },
      {
        action: 'HELD_LETTERS_RELEASED',
        actor: 'key:caseHandler',
        data: {
          heldBecause: null,
          kind: 'INVITATION',
          domain: null,
          letters: 10,
          reason: 'Their mail system works again.',
        },
      },
    ]);
    const each: { n: number }[] = await app.dataSource.query(
      `SELECT count(*)::integer AS n FROM audit_event WHERE action = 'LETTER_CANCELLED' AND actor = 'key:caseHandler'`,
    );
    expect(each[0]!.n).toBe(40);
  });

  it('are captured by the sink, latest first, and can be read as they were sent', async () => {
    const { items } = await all('/api/v1/captured-messages', 200, 'caseHandler');
    expect(items.length).toBeGreaterThan(291);
    expect(new Set(items.map((item) => item['id'])).size).toBe(items.length);
    const raw = await api.get(`/api/v1/captured-messages/${String(items[0]!['id'])}/raw`, { key: 'caseHandler' });
    expect(raw.bytes.length).toBe(items[0]!['byteLength']);
    expect(raw.bytes.toString('latin1')).toContain(`<${String(items[0]!['messageId'])}>`);
  });
});

describe('the report', () => {
  it('gives the figures now, each with its base and its time', async () => {
    const oslo1127 = (await api.get('/api/v1/municipalities/1127')).body as { population: number };
    const { body } = await api.get(`${AKSON}/report`);
    expect(body).toMatchObject({
      schemaVersion: 1,
      asOf: '2020-04-24T07:00:00.000Z',
      base: { municipalities: 291, population: 4_632_214 },
      threshold: { population: 2_316_107, reached: false },
      accepted: { declarations: 1, population: oslo1127.population },
    });
  });

  it('gives past figures, whatever has come since', async () => {
    await app.moveTo('2020-05-04T10:00:00Z');
    const path = `/api/v1/declarations/${await referenceOf('1135')}/resolutions`;
    await api.post(path, { key: 'caseHandler', json: { outcome: 'ADOPTED', decidedOn: '2020-05-04' } });
    const now = z.object({ adoptedNotReceived: z.object({ declarations: z.int() }), asOf: z.string() });
    expect(now.parse((await api.get(`${AKSON}/report`)).body)).toEqual({
      asOf: '2020-05-04T10:00:00.000Z',
      adoptedNotReceived: { declarations: 1 },
    });
    // A plus sign that nobody escaped.
    expect(now.parse((await api.get(`${AKSON}/report?at=2020-05-04T11:59:59+02:00`)).body)).toEqual({
      asOf: '2020-05-04T09:59:59.000Z',
      adoptedNotReceived: { declarations: 0 },
    });
  });

  it('comes as CSV and as text too', async () => {
    expect((await api.get(`${AKSON}/report.pdf?language=en`)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await api.post(`${AKSON}/steering-reports`, { key: 'caseHandler', json: {} })).status).toBe(201);
    expect(itemsOf(await api.get(`${AKSON}/steering-reports`))).toHaveLength(1);
    const csv = await api.get(`${AKSON}/report?format=csv`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(csv.bytes.toString()).toMatch(/^portion,declarations,population,share_percent/);
    const text = await api.get(`${AKSON}/report?format=text`);
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(text.bytes.toString()).toContain('Grunnlag: 291 kommuner');
  });
});

describe('the audit chain', () => {
  it('has a head that anyone may note down, and is verified', async () => {
    const before = z.object({ unsealed: z.int() }).parse((await api.get('/api/v1/audit/head')).body);
    expect(before.unsealed).toBeGreaterThan(0);
    const head = await app.service.auditChain.execute();
    expect((await api.get('/api/v1/audit/head')).body).toEqual({ ...head, unsealed: 0 });
    const verdict = await api.get('/api/v1/audit/verify', { key: 'admin' });
    expect(verdict.body).toEqual({ events: head.position, head: head.hash, fault: null });
  });

  it('is listed, of one subject too', async () => {
    const query = { subject: 'campaign:akson-2020', limit: 200 };
    const { data } = await api.as('reader').GET('/api/v1/audit/events', { params: { query } });
    expect(new Set(data?.items.map(({ subject }) => subject))).toEqual(new Set([query.subject]));
    expect(data?.items.map(({ action }) => action)).toContain('CAMPAIGN_IMPORTED');
  });

  it('says which event was changed', async () => {
    await app.dataSource.query(`UPDATE audit_event SET actor = 'key:nobody' WHERE position = 5`);
    const verdict = await api.get('/api/v1/audit/verify', { key: 'admin' });
    expect(verdict.body).toMatchObject({ events: 4, fault: { position: 5, fault: 'CHANGED' } });
  });
});

describe('keys', () => {
  it('are made, listed and revoked', async () => {
    const made = await api.post('/api/v1/keys', {
      key: 'admin',
      json: { name: 'another-archive', roles: ['integration'] },
    });
    expect(made.status).toBe(201);
    expect(itemsOf(await api.get('/api/v1/keys', { key: 'admin' })).map((item) => item['name'])).toContain(
      'another-archive',
    );
    expect((await api.call('DELETE', `/api/v1/keys/${fieldOf(made, 'id')}`, { key: 'admin' })).status).toBe(204);
  });
});

describe('the end', () => {
  it('closes the campaign once', async () => {
    const effects = z.object({ reminders: z.int() }).parse((await api.get(`${AKSON}/closing`)).body);
    expect(effects.reminders).toBeGreaterThan(0);
    expect(await api.post(`${AKSON}/close`, { key: 'admin' })).toMatchObject({
      status: 200,
      body: { state: 'CLOSED' },
    });
    expect((await api.get(AKSON)).body).toMatchObject({ state: 'CLOSED', closedAt: '2020-05-04T10:00:00.000Z' });
    expect(await api.post(`${AKSON}/close`, { key: 'admin' })).toMatchObject({
      status: 409,
      body: { code: 'CAMPAIGN_STATE' },
    });
  });

  it('has seen every operation of the API succeed', () => {
    // Those on webhooks, the archive and municipalities' own cases have succeeded in tests of their own.
    const operations = api
      .operations()
      .filter(
        (operation) =>
          operation.includes(' /api/v1/') &&
          !/\/(webhook-endpoints|archive|own|people|mail-gateways)\b/.test(operation),
      );
    expect(operations.length).toBeGreaterThanOrEqual(40);
    expect(operations.filter((operation) => !api.succeeded.has(operation))).toEqual([]);
  });
});
