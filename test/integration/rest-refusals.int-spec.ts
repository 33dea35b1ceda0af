import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packageFile } from '../../src/platform/config/index.js';
import { ApiClient, type ApiAnswer, type ApiCall, type ApiKeyName } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { harmless } from '../support/harmless.js';
import { plainPdf } from '../support/plain-pdf.js';

const CAMPAIGN = readFileSync(packageFile('data', 'campaigns', 'akson-2020.yaml'), 'utf8');
const AKSON = '/api/v1/campaigns/akson-2020';
const NOBODY = '5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10';
const UNKNOWN = 'AKSON-2020-9999-ZZZZZ';

let app: TestApp;
let api: ApiClient;
/** References by municipality number. */
let references: Map<string, string>;

beforeAll(async () => {
  app = await startTestApp();
  await app.issueAkson();
  api = await ApiClient.connect(app);
  const rows: { number: string; reference: string }[] = await app.dataSource.query(
    'SELECT municipality_number AS number, reference FROM declaration',
  );
  references = new Map(rows.map(({ number, reference }) => [number, reference]));
});

afterAll(async () => {
  await app?.close();
});

const referenceOf = (number: string): string => z.string().parse(references.get(number));
const pdf = { mediaType: 'application/pdf', bytes: plainPdf() };
const mail = (to: string, extra = ''): NonNullable<ApiCall['raw']> => ({
  mediaType: 'message/rfc822',
  bytes: `From: post@kommune.example\r\nTo: ${to}\r\n${extra}Subject: Hei\r\n\r\nHei\r\n`,
});
const problem = ({ status, body }: ApiAnswer): [number, string] => [
  status,
  z.object({ code: z.string() }).parse(body).code,
];
const faults = ({ body }: ApiAnswer): string[] =>
  z
    .object({ errors: z.array(z.object({ where: z.string() })) })
    .parse(body)
    .errors.map(({ where }) => where);

describe('every operation', () => {
  it('is shut without a key, in the words of the document', async () => {
    const operations = api.operations().filter((operation) => operation.includes(' /api/v1/'));
    expect(operations.length).toBeGreaterThan(60);
    for (const operation of operations) {
      const answer = await api.call(...harmless(operation), { key: null });
      // The one that takes signatures instead of keys.
      const code = operation.includes('/mail-gateways/{id}/messages') ? 'SIGNATURE_MISSING' : 'CREDENTIALS_MISSING';
      expect([operation, ...problem(answer)]).toEqual([operation, 401, code]);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });
});

describe('what is not there', () => {
  it.each([
    ['', 'CAMPAIGN_UNKNOWN'],
    ['/dry-run', 'CAMPAIGN_UNKNOWN'],
    ['/declarations', 'CAMPAIGN_UNKNOWN'],
    ['/letters', 'CAMPAIGN_UNKNOWN'],
    ['/messages', 'CAMPAIGN_UNKNOWN'],
    ['/report', 'CAMPAIGN_UNKNOWN'],
    ['/returns', 'CAMPAIGN_UNKNOWN'],
    ['/tasks', 'CAMPAIGN_UNKNOWN'],
  ])('campaigns/nowhere%s', async (rest, code) => {
    expect(problem(await api.get(`/api/v1/campaigns/nowhere${rest}`, { key: 'admin' }))).toEqual([404, code]);
  });

  it.each([
    [`municipalities/9999`, 'MUNICIPALITY_UNKNOWN'],
    [`declarations/${UNKNOWN}`, 'DECLARATION_UNKNOWN'],
    [`declarations/${UNKNOWN}/timeline`, 'DECLARATION_UNKNOWN'],
    [`declarations/${UNKNOWN}/form`, 'DECLARATION_UNKNOWN'],
    [`letters/${NOBODY}`, 'LETTER_UNKNOWN'],
    [`messages/${NOBODY}`, 'MESSAGE_UNKNOWN'],
    [`messages/${NOBODY}/raw`, 'MESSAGE_UNKNOWN'],
    [`returns/${NOBODY}`, 'RETURN_UNKNOWN'],
    [`returns/${NOBODY}/file`, 'RETURN_UNKNOWN'],
    [`tasks/${NOBODY}`, 'TASK_UNKNOWN'],
    [`captured-messages/${NOBODY}/raw`, 'CAPTURED_MESSAGE_UNKNOWN'],
  ])('GET %s', async (path, code) => {
    expect(problem(await api.get(`/api/v1/${path}`, { key: 'admin' }))).toEqual([404, code]);
  });

  it.each<[string, string, ApiCall, string]>([
    ['POST', 'campaigns/nowhere/issue', {}, 'CAMPAIGN_UNKNOWN'],
    ['POST', 'campaigns/nowhere/close', {}, 'CAMPAIGN_UNKNOWN'],
    [
      'POST',
      `declarations/${UNKNOWN}/resolutions`,
      { json: { outcome: 'ADOPTED', decidedOn: '2020-04-24' } },
      'DECLARATION_UNKNOWN',
    ],
    ['POST', `declarations/${UNKNOWN}/withdrawal`, { json: { by: 'ministry', reason: 'x' } }, 'DECLARATION_UNKNOWN'],
    ['POST', `declarations/${UNKNOWN}/returns`, { raw: pdf }, 'DECLARATION_UNKNOWN'],
    ['PUT', `declarations/${UNKNOWN}/contact`, { json: { email: 'a@b.example', reason: 'x' } }, 'DECLARATION_UNKNOWN'],
    [
      'POST',
      `returns/${NOBODY}/review`,
      { json: { decision: 'ACCEPT', reason: 'x' }, headers: { 'if-match': '"v1"' } },
      'RETURN_UNKNOWN',
    ],
    [
      'POST',
      `tasks/${NOBODY}/settle`,
      { json: { answer: null, note: 'x' }, headers: { 'if-match': '"v1"' } },
      'TASK_UNKNOWN',
    ],
    ['POST', 'mailbox/messages?deliveredTo=nobody@hod.example', { raw: mail('nobody@hod.example') }, 'MAILBOX_UNKNOWN'],
  ])('%s %s', async (method, path, call, code) => {
    expect(problem(await api.call(method, `/api/v1/${path}`, { key: 'admin', ...call }))).toEqual([404, code]);
  });

  it('an extension of an unknown declaration names it and extends nothing', async () => {
    const known = referenceOf('0301');
    const json = { references: [known, UNKNOWN], dueOn: '2020-07-07' };
    for (const [path, body] of [
      ['extensions/preview', json],
      ['extensions', { ...json, reason: 'x' }],
    ] as const) {
      const answer = await api.post(`/api/v1/${path}`, { key: 'caseHandler', json: body });
      expect(problem(answer)).toEqual([409, 'EXTENSION_IMPOSSIBLE']);
      expect(faults(answer)).toEqual([UNKNOWN]);
    }
    expect((await api.get(`/api/v1/declarations/${known}`)).body).toMatchObject({ deadline: { version: 1 } });
  });
});

describe('malformed requests', () => {
  it.each([
    ['campaigns/Akson', 'path.slug'],
    ['municipalities/301', 'path.number'],
    ['municipalities/%00%00%00%00', 'path.number'],
    ['declarations/akson-2020-0301', 'path.reference'],
    ['declarations/A-%00', 'path.reference'],
    ['letters/1', 'path.id'],
    ['messages/1', 'path.id'],
    ['returns/1', 'path.id'],
    ['tasks/1', 'path.id'],
    ['captured-messages/1/raw', 'path.id'],
    ['municipalities?limit=0', 'query.limit'],
    ['municipalities?limit=201', 'query.limit'],
    ['municipalities?limit=many', 'query.limit'],
    ['municipalities?cursor=!', 'query.cursor'],
    ['municipalities?offset=3', 'query'],
    ['campaigns/akson-2020/declarations?returnState=SUPERSEDED', 'query.returnState.0'],
    ['campaigns/akson-2020/declarations?returnState=NONE&returnState=LOST', 'query.returnState.1'],
    ['campaigns/akson-2020/declarations?deadline=LATER', 'query.deadline.0'],
    ['campaigns/akson-2020/declarations?dueOn=2020-02-30', 'query.dueOn'],
    ['campaigns/akson-2020/declarations?county=Oslo', 'query.county'],
    ['campaigns/akson-2020/declarations?sort=reference', 'query.sort'],
    ['campaigns/akson-2020/declarations?language=nb&language=nn', 'query.language'],
    ['campaigns/akson-2020/letters?kind=POSTCARD', 'query.kind'],
    ['campaigns/akson-2020/returns?state=LOST', 'query.state'],
    ['campaigns/akson-2020/report?at=yesterday', 'query.at'],
    ['campaigns/akson-2020/report?at=2020-02-30T00:00:00Z', 'query.at'],
    ['campaigns/akson-2020/report?at=2020-07-01', 'query.at'],
    ['campaigns/akson-2020/report?format=pdf', 'query.format'],
    ['campaigns/akson-2020/report?at=2020-04-24T07:00:00.001Z', 'query.at'],
  ])('GET %s', async (path, where) => {
    const answer = await api.get(`/api/v1/${path}`, { key: 'admin' });
    expect(answer.status).toBe(400);
    expect(faults(answer)).toEqual([where]);
  });

  it.each([
    { arrivedAt: '0000-01-01T00:00:00Z', id: NOBODY },
    { arrivedAt: 'now', id: NOBODY },
    { arrivedAt: '2020-07-01T00:00:00.000Z', id: "'; DROP TABLE return" },
    { number: '0301' },
    { arrivedAt: ['2020-07-01T00:00:00.000Z'], id: NOBODY },
    null,
    [],
  ])('a made-up cursor %j', async (position) => {
    const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
    for (const list of ['returns', 'messages']) {
      const answer = await api.get(`${AKSON}/${list}?cursor=${cursor}`);
      expect([answer.status, faults(answer)]).toEqual([400, ['query.cursor']]);
    }
  });

  const resolutions = (): string => `/api/v1/declarations/${referenceOf('0301')}/resolutions`;
  it.each([
    [{}, ['body.decidedOn', 'body.outcome']],
    [{ outcome: 'MAYBE', decidedOn: '2020-04-24' }, ['body.outcome']],
    [{ outcome: 'ADOPTED', decidedOn: '24.04.2020' }, ['body.decidedOn']],
    [{ outcome: 'ADOPTED', decidedOn: '2020-02-30' }, ['body.decidedOn']],
    [{ outcome: 'ADOPTED', decidedOn: '0000-01-01' }, ['body.decidedOn']],
    [{ outcome: 'ADOPTED', decidedOn: '2020-04-24', caseNumber: 'a\u0000' }, ['body.caseNumber']],
    [{ outcome: 'ADOPTED', decidedOn: '2020-04-24', caseNumber: '\ud800' }, ['body.caseNumber']],
    [{ outcome: 'ADOPTED', decidedOn: '2020-04-24', caseNumber: 'x'.repeat(101) }, ['body.caseNumber']],
    [{ outcome: 'ADOPTED', decidedOn: '2020-04-24', by: 'me' }, ['body']],
    [[], ['body']],
    ['text', ['body']],
  ])('a resolution %j', async (json, where) => {
    const answer = await api.post(resolutions(), { key: 'caseHandler', json });
    expect(answer.status).toBe(400);
    if (json !== 'text') expect(faults(answer).toSorted()).toEqual(where);
  });

  it('a resolution of tomorrow', async () => {
    const answer = await api.post(resolutions(), {
      key: 'caseHandler',
      json: { outcome: 'ADOPTED', decidedOn: '2020-04-25' },
    });
    expect(problem(answer)).toEqual([400, 'RESOLUTION_IN_FUTURE']);
  });

  it.each<[string, string, unknown]>([
    ['POST', 'extensions', { references: [], dueOn: '2020-07-07', reason: 'x' }],
    [
      'POST',
      'extensions',
      { references: Array.from({ length: 501 }, () => UNKNOWN), dueOn: '2020-07-07', reason: 'x' },
    ],
    ['POST', 'extensions', { references: [UNKNOWN], dueOn: '2020-07-07' }],
    ['POST', 'extensions', { references: [UNKNOWN], dueOn: '2020-07-07', reason: ' \n ' }],
    ['POST', 'extensions', { references: ['no reference'], dueOn: '2020-07-07', reason: 'x' }],
    ['POST', 'extensions/preview', { references: [UNKNOWN], dueOn: '9999-12-31' }],
    ['POST', 'extensions/preview', { references: UNKNOWN, dueOn: '2020-07-07' }],
    ['POST', `declarations/${UNKNOWN}/extension/undo`, {}],
    ['POST', `declarations/${UNKNOWN}/withdrawal`, { by: 'ministry', reason: '' }],
    ['POST', `declarations/${UNKNOWN}/withdrawal`, { reason: 'x' }],
    ['PUT', `declarations/${UNKNOWN}/contact`, { email: 'nobody', reason: 'x' }],
    ['PUT', `declarations/${UNKNOWN}/contact`, { email: 'a@b.example\r\nBcc: c@d.example', reason: 'x' }],
    ['POST', `declarations/${UNKNOWN}/returns?fileName=..%2Fetc%2Fpasswd`, undefined],
    ['POST', `declarations/${UNKNOWN}/returns?fileName=a%0d%0aX:1`, undefined],
    ['POST', 'mailbox/messages?receivedAt=soon', undefined],
    ['POST', 'mailbox/messages?deliveredTo=nobody', undefined],
    ['POST', 'mailbox/messages?envelopeFrom=%3Ca@b.example%3E', undefined],
  ])('%s %s %j', async (method, path, json) => {
    const raw = path.startsWith('mailbox') ? mail('akson@hod.dep.no') : pdf;
    const answer = await api.call(method, `/api/v1/${path}`, {
      key: 'admin',
      ...(json === undefined ? { raw } : { json }),
    });
    expect(problem(answer)).toEqual([400, 'VALIDATION_FAILED']);
  });

  it.each<[string, ApiCall, number, string]>([
    ['campaigns', { json: { yml: 'slug: x' } }, 400, 'VALIDATION_FAILED'],
    ['campaigns', { json: { yaml: 'slug: x' } }, 400, 'CAMPAIGN_DEFINITION_INVALID'],
    ['campaigns', { raw: { mediaType: 'application/yaml', bytes: 'slug: [' } }, 400, 'CAMPAIGN_DEFINITION_INVALID'],
    [
      'campaigns',
      { raw: { mediaType: 'application/yaml', bytes: Buffer.from('slug: sør', 'latin1') } },
      400,
      'NOT_UTF8',
    ],
    ['campaigns', { raw: { mediaType: 'application/yaml', bytes: '' } }, 400, 'EMPTY_BODY'],
    ['campaigns', { raw: { mediaType: 'text/plain', bytes: CAMPAIGN } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'campaigns',
      { raw: { mediaType: 'application/yaml', bytes: ' '.repeat(1024 * 1024 + 1) } },
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'campaigns',
      { json: { yaml: CAMPAIGN.replace('deadlineOn: 2020-07-01', 'deadlineOn: 2020-07-02') } },
      409,
      'CAMPAIGN_STATE',
    ],
    [
      'municipalities/import',
      { raw: { mediaType: 'text/csv', bytes: 'number,name\n0301,Oslo\n' } },
      400,
      'REGISTER_INVALID',
    ],
    ['municipalities/import', { raw: { mediaType: 'text/csv', bytes: Buffer.from('Sør', 'latin1') } }, 400, 'NOT_UTF8'],
    ['municipalities/import', { json: { csv: '' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [`declarations/${UNKNOWN}/returns`, { raw: { mediaType: 'application/pdf', bytes: '' } }, 400, 'EMPTY_BODY'],
    [`declarations/${UNKNOWN}/returns`, { raw: { mediaType: 'image/png', bytes: 'x' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      `declarations/${UNKNOWN}/returns`,
      { raw: { mediaType: 'application/pdf', bytes: Buffer.alloc(25 * 1024 * 1024 + 1) } },
      413,
      'BODY_TOO_LARGE',
    ],
    ['mailbox/messages', { raw: { mediaType: 'message/rfc822', bytes: '' } }, 400, 'EMPTY_BODY'],
    ['mailbox/messages', { raw: { mediaType: 'text/plain', bytes: 'x' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['extensions', { raw: { mediaType: 'text/plain', bytes: 'x' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['extensions', { raw: { mediaType: 'application/json', bytes: '{' } }, 400, 'MALFORMED_JSON'],
  ])('POST %s', async (path, call, status, code) => {
    expect(problem(await api.post(`/api/v1/${path}`, { key: 'admin', ...call }))).toEqual([status, code]);
  });

  it('leave nothing behind', async () => {
    const rows: unknown[] = await app.dataSource.query(
      `SELECT (SELECT count(*)::integer FROM return) AS returns, (SELECT count(*)::integer FROM inbound_message) AS messages,
         (SELECT count(*)::integer FROM resolution) AS resolutions, (SELECT count(*)::integer FROM campaign) AS campaigns,
         (SELECT count(*)::integer FROM municipality) AS municipalities, (SELECT max(version) FROM deadline) AS deadlines`,
    );
    expect(rows).toEqual([
      { returns: 0, messages: 0, resolutions: 0, campaigns: 1, municipalities: 356, deadlines: 1 },
    ]);
  });
});

describe('idempotency keys', () => {
  it('stand for one request: another body under the same key is refused', async () => {
    const path = `/api/v1/declarations/${referenceOf('1103')}/resolutions`;
    const headers = { 'idempotency-key': 'resolution-1' };
    const send = async (outcome: string): Promise<ApiAnswer> =>
      await api.post(path, { key: 'caseHandler', json: { outcome, decidedOn: '2020-04-24' }, headers });
    expect((await send('ADOPTED')).status).toBe(201);
    expect((await send('DECLINED')).status).toBe(422);
    expect((await send('ADOPTED')).headers.get('idempotency-replayed')).toBe('true');
    const rows: unknown[] = await app.dataSource.query('SELECT outcome FROM resolution');
    expect(rows).toEqual([{ outcome: 'ADOPTED' }]);
  });

  it('are free again after a refusal', async () => {
    const path = `/api/v1/declarations/${referenceOf('1103')}/resolutions`;
    const headers = { 'idempotency-key': 'resolution-2' };
    const send = async (decidedOn: string): Promise<number> =>
      (await api.post(path, { key: 'caseHandler', json: { outcome: 'ADOPTED', decidedOn }, headers })).status;
    expect([await send('2020-04-25'), await send('2020-04-24')]).toEqual([400, 201]);
  });

  it('belong to one caller', async () => {
    const path = `/api/v1/declarations/${referenceOf('1106')}/returns`;
    const call = { raw: pdf, headers: { 'idempotency-key': 'return-1' } };
    const one = await api.post(path, { key: 'integration', ...call });
    const other = await api.post(path, { key: 'caseHandler', ...call });
    expect([one.status, other.status, other.headers.get('idempotency-replayed')]).toEqual([201, 201, null]);
  });
});

describe('decisions', () => {
  const accept = { decision: 'ACCEPT', reason: 'Checked.' };

  async function inReview(number: string, key: ApiKeyName = 'integration'): Promise<{ path: string; etag: string }> {
    const bytes = Buffer.concat([plainPdf(), Buffer.from(`%${number}\n`)]);
    const handedIn = await api.post(`/api/v1/declarations/${referenceOf(number)}/returns`, {
      key,
      raw: { ...pdf, bytes },
    });
    await app.settle();
    const path = `/api/v1/returns/${z.object({ id: z.string() }).parse(handedIn.body).id}`;
    const read = await api.get(path);
    expect(read.body).toMatchObject({ state: 'NEEDS_REVIEW' });
    return { path, etag: z.string().parse(read.headers.get('etag')) };
  }

  it.each([
    ['none', undefined, 428, 'PRECONDITION_REQUIRED'],
    ['any', '*', 428, 'PRECONDITION_REQUIRED'],
    ['unquoted', 'v1', 400, 'IF_MATCH_INVALID'],
    ['two', '"v1", "v2"', 400, 'IF_MATCH_INVALID'],
    ['stale', '"v1"', 412, 'VERSION_MISMATCH'],
    ['future', '"v999"', 412, 'VERSION_MISMATCH'],
    ['weak', 'W/"v2"', 412, 'VERSION_MISMATCH'],
    ['of a file', `"${'0'.repeat(64)}"`, 412, 'VERSION_MISMATCH'],
  ])('need the ETag of what was seen: %s', async (name, ifMatch, status, code) => {
    const number = {
      none: '1108',
      any: '1111',
      unquoted: '1112',
      two: '1114',
      stale: '1119',
      future: '1120',
      weak: '1121',
      'of a file': '1122',
    }[name];
    const { path } = await inReview(z.string().parse(number));
    const headers: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch };
    expect(problem(await api.post(`${path}/review`, { key: 'approver', json: accept, headers }))).toEqual([
      status,
      code,
    ]);
    expect((await api.get(path)).body).toMatchObject({ state: 'NEEDS_REVIEW' });
  });

  it('are made once: of two at the same time, one is told that it came too late', async () => {
    const { path, etag } = await inReview('1124');
    const reject = { decision: 'REJECT', reason: 'No.', rejectionReasons: [{ code: 'UNSIGNED' }] };
    const answers = await Promise.all(
      [accept, reject].map((json) =>
        api.post(`${path}/review`, { key: 'approver', json, headers: { 'if-match': etag } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 412]);
    const now = await api.get(path);
    const again = {
      key: 'approver',
      json: accept,
      headers: { 'if-match': z.string().parse(now.headers.get('etag')) },
    } as const;
    expect(problem(await api.post(`${path}/review`, again))).toEqual([409, 'RETURN_NOT_IN_REVIEW']);
  });

  it('are not for who handed the document in, nor for case handlers', async () => {
    const { path, etag } = await inReview('1127', 'approver');
    const headers = { 'if-match': etag };
    expect(problem(await api.post(`${path}/review`, { key: 'approver', json: accept, headers }))).toEqual([
      403,
      'OWN_RETURN',
    ]);
    expect(problem(await api.post(`${path}/review`, { key: 'caseHandler', json: accept, headers }))).toEqual([
      403,
      'ROLE_REQUIRED',
    ]);
    expect((await api.post(`${path}/review`, { key: 'admin', json: accept, headers })).status).toBe(200);
  });

  it.each([
    [{}],
    [{ decision: 'MAYBE', reason: 'x' }],
    [{ decision: 'ACCEPT' }],
    [{ decision: 'ACCEPT', reason: 'x', reference: 'A-1' }],
    [{ decision: 'REJECT', reason: 'x' }],
    [{ decision: 'REJECT', reason: 'x', rejectionReasons: [] }],
    [{ decision: 'REJECT', reason: 'x', rejectionReasons: [{ code: 'OTHER' }] }],
    [{ decision: 'REJECT', reason: 'x', rejectionReasons: [{ code: 'TOO_LARGE' }] }],
    [{ decision: 'REJECT', reason: 'x', rejectionReasons: [{ code: 'UNSIGNED', explanation: 'x' }] }],
    [{ decision: 'REJECT', reason: 'x', rejectionReasons: [{ code: 'UGLY' }] }],
    [{ decision: 'ATTACH', reason: 'x' }],
  ])('are whole: %j', async (json) => {
    const call = { key: 'approver', json, headers: { 'if-match': '"v1"' } } as const;
    expect(problem(await api.post(`/api/v1/returns/${NOBODY}/review`, call))).toEqual([400, 'VALIDATION_FAILED']);
  });

  it('do not undo what stands: no second withdrawal, no undoing without an extension, no extension backwards', async () => {
    const reference = referenceOf('1130');
    const post = async (path: string, json: object): Promise<[number, string]> =>
      problem(await api.post(`/api/v1/${path}`, { key: 'admin', json }));
    expect(await post(`declarations/${reference}/extension/undo`, { reason: 'x' })).toEqual([409, 'NOTHING_TO_UNDO']);
    expect(await post('extensions', { references: [reference], dueOn: '2020-07-01', reason: 'x' })).toEqual([
      409,
      'EXTENSION_IMPOSSIBLE',
    ]);
    await api.post(`/api/v1/declarations/${reference}/withdrawal`, {
      key: 'approver',
      json: { by: 'ministry', reason: 'x' },
    });
    expect(await post(`declarations/${reference}/withdrawal`, { by: 'ministry', reason: 'x' })).toEqual([
      409,
      'DECLARATION_WITHDRAWN',
    ]);
    expect(await post('extensions', { references: [reference], dueOn: '2020-07-07', reason: 'x' })).toEqual([
      409,
      'EXTENSION_IMPOSSIBLE',
    ]);
  });

  it('on a task need its ETag, and close it once', async () => {
    await api.post('/api/v1/mailbox/messages', {
      key: 'integration',
      raw: mail('akson@hod.dep.no', `References: x\r\n`),
    });
    await app.settle();
    const { body } = await api.get(`${AKSON}/tasks`);
    const [task] = z.object({ items: z.array(z.object({ id: z.string(), kind: z.string() })) }).parse(body).items;
    expect(task?.kind).toBe('UNMATCHED_MESSAGE');
    const settle = async (json: object, ifMatch?: string): Promise<ApiAnswer> =>
      await api.post(`/api/v1/tasks/${task!.id}/settle`, {
        key: 'caseHandler',
        json,
        headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
      });
    const close = { answer: null, note: 'Spam.' };
    expect(problem(await settle(close))).toEqual([428, 'PRECONDITION_REQUIRED']);
    expect(problem(await settle(close, '"v2"'))).toEqual([412, 'VERSION_MISMATCH']);
    expect(problem(await settle({ note: 'x' }, '"v1"'))).toEqual([400, 'VALIDATION_FAILED']);
    expect(problem(await settle({ answer: 'Hei', note: 'x' }, '"v1"'))).toEqual([409, 'QUESTION_UNMATCHED']);
    expect((await settle(close, '"v1"')).status).toBe(200);
    expect(problem(await settle(close, '"v1"'))).toEqual([412, 'VERSION_MISMATCH']);
    expect(problem(await settle(close, '"v2"'))).toEqual([409, 'TASK_CLOSED']);
  });
});

describe('messages', () => {
  const receive = async (query: string, raw: NonNullable<ApiCall['raw']>): Promise<ApiAnswer> =>
    await api.post(`/api/v1/mailbox/messages${query}`, { key: 'integration', raw });
  const deliveredTo = async (answer: ApiAnswer): Promise<unknown> => {
    const { id } = z.object({ id: z.string() }).parse(answer.body);
    return z.object({ deliveredTo: z.string() }).parse((await api.get(`/api/v1/messages/${id}`)).body).deliveredTo;
  };

  it('do not come from the future, but from a clock that is a little fast', async () => {
    const fromFuture = await receive('?receivedAt=2020-04-24T07:05:00.001Z', mail('akson@hod.dep.no'));
    expect(problem(fromFuture)).toEqual([400, 'IN_FUTURE']);
    const fast = await receive('?receivedAt=2020-04-24T07:05:00Z', mail('akson@hod.dep.no', 'X-No: fast\r\n'));
    expect(fast).toMatchObject({ status: 202, body: { arrivedAt: '2020-04-24T07:00:00.000Z' } });
  });

  it('go to the only mailbox there is, unless they say another', async () => {
    expect(await deliveredTo(await receive('', mail('undisclosed-recipients:;', 'X-No: 1\r\n')))).toBe(
      'akson@hod.dep.no',
    );
    expect(await deliveredTo(await receive('', mail('"Akson, HOD" <Akson+abc@HOD.dep.no>, b@c.example')))).toBe(
      'akson+abc@hod.dep.no',
    );
    expect(await deliveredTo(await receive('', mail('b@c.example', 'Delivered-To: akson+def@hod.dep.no\r\n')))).toBe(
      'akson+def@hod.dep.no',
    );
    expect(problem(await receive('?deliveredTo=akson@other.example', mail('akson@hod.dep.no')))).toEqual([
      404,
      'MAILBOX_UNKNOWN',
    ]);
  });

  it('must say where they were delivered when there are two mailboxes and their headers name neither', async () => {
    const second = CAMPAIGN.replace('slug: akson-2020', 'slug: akson-2021')
      .replace('code: AKSON-2020', 'code: AKSON-2021')
      .replace('mailbox:\n  address: akson@hod.dep.no', 'mailbox:\n  address: akson-2021@hod.dep.no');
    const imported = await api.post('/api/v1/campaigns', { key: 'admin', json: { yaml: second } });
    expect(imported).toMatchObject({ status: 201, body: { slug: 'akson-2021' } });
    expect(problem(await receive('', mail('b@c.example')))).toEqual([400, 'DELIVERED_TO_NEEDED']);
    expect(await deliveredTo(await receive('', mail('akson-2021@hod.dep.no')))).toBe('akson-2021@hod.dep.no');
    expect(await deliveredTo(await receive('?deliveredTo=akson-2021@hod.dep.no', mail('b@c.example')))).toBe(
      'akson-2021@hod.dep.no',
    );
  });

  it('are kept apart by campaign, and a report before anything is issued is a conflict', async () => {
    const { body } = await api.get('/api/v1/campaigns/akson-2021/messages');
    expect(z.object({ items: z.array(z.unknown()) }).parse(body).items).toHaveLength(2);
    expect(problem(await api.get('/api/v1/campaigns/akson-2021/report'))).toEqual([409, 'SHARE_BASE_EMPTY']);
    expect(problem(await api.post('/api/v1/campaigns/akson-2021/close', { key: 'admin' }))).toEqual([
      409,
      'CAMPAIGN_STATE',
    ]);
  });
});
