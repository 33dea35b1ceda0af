import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { z } from 'zod';
import { RecordResolution } from '../../src/declarations/index.js';
import { GrantExtension } from '../../src/extensions/index.js';
import { parseCsv } from '../../src/platform/csv/index.js';
import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { runProgram } from '../support/run-program.js';
import { signedInVisitor } from '../support/signed-in.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const AKSON = '/api/v1/campaigns/akson-2020';
const FIRST = '2020-05-04T10:00:00.000Z';
const SECOND = '2020-06-10T10:00:00.000Z';

let app: TestApp;
let api: ApiClient;
let campaign: SmallCampaign;

beforeAll(async () => {
  app = await startTestApp();
  api = await ApiClient.connect(app);
  campaign = await issueSmall(app);
});
afterAll(async () => {
  await app?.close();
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function report(query: Record<string, string>): Promise<Buffer> {
  const answer = await api.get(`${AKSON}/report.pdf?${new URLSearchParams(query).toString()}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(answer.headers.get('etag')).toBe(`"${sha256(answer.bytes)}"`);
  return answer.bytes;
}

/** The attached list: municipality, change and new deadline. */
async function changesIn(pdf: Buffer): Promise<string[]> {
  const [file] = (await PDFDocument.load(pdf)).getAttachments();
  return parseCsv(Buffer.from(file!.data).toString('utf8'), { maxRecords: 100, maxFieldLength: 200 })
    .slice(1)
    .map(({ fields }) => [fields[1], fields[3], fields[4]].join(' ').trim());
}

async function resolve(number: string, outcome: 'ADOPTED' | 'DECLINED'): Promise<void> {
  await app.get(RecordResolution).execute({
    reference: campaign.references[number]!,
    outcome,
    decidedOn: '2020-04-25',
    caseNumber: null,
    actor: 'key:a',
  });
}

const issue = async (json: object) =>
  await api.post(`${AKSON}/steering-reports`, {
    key: 'caseHandler',
    json,
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
const codeOf = ({ body }: { body: unknown }): string => z.object({ code: z.string() }).parse(body).code;

it('tells of an instant what was known then, to the byte, whatever happens later and whichever process writes it', async () => {
  await app.moveTo('2020-05-02T08:00:00Z');
  await resolve('0301', 'ADOPTED');
  await app.moveTo(FIRST);
  const told = await report({ at: FIRST });
  expect(await changesIn(told)).toEqual(['Oslo kommune ADOPTED']);
  await app.moveTo('2020-05-20T08:00:00Z');
  await resolve('0301', 'DECLINED');
  await resolve('4601', 'ADOPTED');
  const extended = [campaign.references['5401']!, campaign.references['4601']!];
  await app
    .get(GrantExtension)
    .execute({ references: extended, dueOn: '2020-07-07', reason: 'Møte 3. juli.', actor: 'key:a' });
  await app.get(WithdrawDeclaration).execute({
    reference: campaign.references['4621']!,
    by: 'ministry',
    reason: 'Slått sammen.',
    note: null,
    actor: 'key:a',
  });
  await app.moveTo(SECOND);
  expect((await report({ at: FIRST })).equals(told)).toBe(true);
  const folder = mkdtempSync(join(tmpdir(), 'tilslutning-report-'));
  const file = join(folder, 'status.pdf');
  const environment = { PATH: process.env['PATH'] ?? '', DATABASE_URL: app.databaseUrl };
  const written = await runProgram(
    process.execPath,
    ['bin/tilslutning.js', 'campaigns', 'report', 'akson-2020', '--at', FIRST, '--pdf', file],
    environment,
    240_000,
  );
  expect([written.code, written.stdout]).toEqual([0, `${file}: SHA-256 ${sha256(told)}\n`]);
  expect(readFileSync(file).equals(told)).toBe(true);
  rmSync(folder, { recursive: true });
});

it('tells what has changed since the report that was given out before, and keeps that one as it was', async () => {
  const all = ['Bergen kommune ADOPTED', 'Bergen kommune MORE_TIME 2020-07-07', 'Tromsø kommune MORE_TIME 2020-07-07'];
  expect(await changesIn(await report({ at: SECOND }))).toEqual([
    'Voss herad WITHDRAWN',
    all[0],
    'Oslo kommune DECLINED',
    ...all.slice(1),
  ]);
  // A report of the past that is given out only now is not what the reader of a report of that time had before him.
  const late = await issue({ at: FIRST });
  expect(late).toMatchObject({ status: 201, body: { asOf: FIRST, since: null, language: 'nb' } });
  expect(await changesIn(await report({ at: '2020-06-01T10:00:00.000Z' }))).toContain('Oslo kommune DECLINED');
  await app.moveTo('2020-06-11T10:00:00Z');
  const now = await issue({ language: 'nn' });
  expect(now).toMatchObject({ status: 201, body: { asOf: '2020-06-11T10:00:00.000Z', since: FIRST } });
  await app.moveTo('2020-06-20T10:00:00Z');
  await resolve('4640', 'ADOPTED');
  expect(await changesIn(await report({}))).toEqual(['Sogndal kommune ADOPTED']);
  expect(await changesIn(await report({ since: FIRST }))).toContain('Bergen kommune ADOPTED');
  const kept = await report({ at: '2020-06-11T10:00:00.000Z', language: 'nn' });
  expect(now.body).toMatchObject({ sha256: sha256(kept), byteLength: kept.length });
});

it('gives out a report of one instant and language once, and never another in its place', async () => {
  const again = await issue({ at: FIRST });
  expect(again).toMatchObject({ status: 201, body: { asOf: FIRST, issuedAt: SECOND } });
  const otherwise = await issue({ at: FIRST, since: '2020-05-01T00:00:00Z' });
  expect([otherwise.status, codeOf(otherwise)]).toEqual([409, 'REPORT_ISSUED_OTHERWISE']);
  const list = await api.get(`${AKSON}/steering-reports`);
  expect(list.body).toMatchObject({
    items: [{ language: 'nn' }, { asOf: FIRST, issuedBy: expect.stringMatching(/^key:/) }],
  });
  const events = await app.dataSource.query(`SELECT data FROM audit_event WHERE action = 'REPORT_ISSUED'`);
  expect(events).toHaveLength(2);
});

it.each([
  [{ at: '2020-07-01T00:00:00Z' }, 400, 'REPORT_IN_FUTURE'],
  [{ at: FIRST, since: FIRST }, 400, 'REPORT_SINCE_NOT_BEFORE'],
  [{ at: '2020-04-01T00:00:00Z' }, 409, 'SHARE_BASE_EMPTY'],
])('refuses %j', async (query, status, code) => {
  const answer = await api.get(`${AKSON}/report.pdf?${new URLSearchParams(query).toString()}`);
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
});

it('is chosen, looked at and given out by a person on its page, once', async () => {
  const page = '/campaigns/akson-2020/reports';
  const reader = await signedInVisitor(app, 'reader');
  await reader.open(page);
  expect(reader.words()).toContain('Rapporter som er gitt ut');
  for (const [query, fault] of [
    ['day=2020-06-31', 'Skriv dagen som år, måned og dag'],
    ['day=2020-06-12&time=12', 'Skriv klokkeslettet'],
    ['day=&time=12:00', 'Velg også dagen'],
    ['day=2030-01-01&time=12:00', 'ligger i fremtiden'],
    [`day=2020-05-04&time=11:00&since=${FIRST}`, 'før rapportens eget'],
    [`day=2020-05-04&time=12:00&since=2020-05-01T00:00:00Z`, 'allerede gitt ut'],
  ]) {
    await reader.open(`${page}?chosen=1&${query}`);
    expect([reader.status, reader.words()]).toEqual([422, expect.stringContaining(fault ?? '')]);
  }
  await reader.open(`${page}?chosen=1&day=2020-06-12&time=12:00&language=en`);
  expect(reader.words()).toContain('Rapporten for 12. juni 2020 kl. 12:00');
  expect(reader.html).not.toContain('method="post" action="/campaigns');
  const href = /href="([^"]*report\.pdf[^"]*)"/.exec(reader.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const looked = await fetch(new URL(href, app.url), { headers: { cookie: reader.cookieHeader() } });
  const bytes = Buffer.from(await looked.arrayBuffer());

  const handler = await signedInVisitor(app, 'case-handler');
  await handler.open(`${page}?chosen=1&day=2020-06-12&time=12:00&language=en`);
  const { action, fields } = handler.form(`${page}/issue`);
  expect(action).toBe(`${page}/issue`);
  await handler.submit(`${page}/issue`);
  expect([handler.status, handler.words()]).toEqual([200, expect.stringContaining('gitt ut og tatt vare på')]);
  expect(handler.words()).toContain(sha256(bytes));
  // It stands as given out from now on, with no button to do it again.
  await handler.open(`${page}?chosen=1&day=2020-06-12&time=12:00&language=en`);
  expect(handler.words()).toContain('Rapporten er gitt ut.');
  expect(handler.html).not.toContain(`action="${page}/issue"`);
  const events = await app.dataSource.query(
    `SELECT actor FROM audit_event WHERE action = 'REPORT_ISSUED' AND data->>'language' = 'en'`,
  );
  expect(events).toEqual([{ actor: expect.stringMatching(/^person:case-handler/) }]);
  expect(fields['at']).toBe('2020-06-12T10:00:00.000Z');
});
