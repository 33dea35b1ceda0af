import { MailboxReadModel, ReadMessageAgain, StoreInboundMessage } from '../../src/mailbox/index.js';
import { ClamdVirusScanner } from '../../src/platform/virus/index.js';
import { ReviewReturn } from '../../src/returns/index.js';
import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { attached, buildMime, type MimePartText } from '../support/build-mime.js';
import { FakeClamd } from '../support/fake-clamd.js';
import { minutesPdf, scanPdf } from '../support/returned-files.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall } from '../support/small-campaign.js';

let app: TestApp;
let api: ApiClient;
let clamd: FakeClamd;
let next = 0;
let count = 0;

beforeAll(async () => {
  clamd = await FakeClamd.start();
  app = await startTestApp({ mail: { virusScanner: new ClamdVirusScanner(clamd.url, 2000) } });
  api = await ApiClient.connect(app);
  await issueSmall(app);
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  await app?.close();
  await clamd?.stop();
});

const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);
const read = (id: string) => app.get(MailboxReadModel).message(id);

async function receive(to: string, parts: readonly MimePartText[], wholeLength: number | null = null): Promise<string> {
  count += 1;
  const { id } = await app.get(StoreInboundMessage).execute({
    source: 'IMAP',
    envelopeFrom: 'kari@kommune.example',
    deliveredTo: to,
    raw: buildMime(parts, [`Message-ID: <again.${count}@kommune.example>`]),
    wholeLength,
    arrivedAt: app.clock.now(),
    actor: 'system:imap',
  });
  await app.settle();
  return id;
}

async function again(id: string): Promise<void> {
  await app.get(ReadMessageAgain).execute(id, 'It is mended.', 'key:case-handler');
  await app.settle();
}

async function tasksOf(id: string): Promise<[string, string | null][]> {
  const rows: { kind: string; outcome: string | null }[] = await app.dataSource.query(
    'SELECT kind, outcome FROM task WHERE inbound_message_id = $1 ORDER BY kind',
    [id],
  );
  return rows.map(({ kind, outcome }) => [kind, outcome]);
}

it('what the virus scan took for something else is read after all, and answered', async () => {
  const municipality = await fresh();
  clamd.streamMaxLength = 100;
  const id = await receive(municipality.replyAddress, [[attached('a.pdf'), scanPdf(1)]]);
  expect(await read(id)).toMatchObject({ state: 'NEEDS_REVIEW', classification: 'UNREADABLE' });
  expect(await tasksOf(id)).toEqual([['UNREADABLE_MESSAGE', null]]);

  clamd.streamMaxLength = 100_000_000;
  const answer = await api.call('POST', `/api/v1/messages/${id}/read-again`, {
    key: 'caseHandler',
    json: { reason: 'The limit of the scanner is wider now.' },
  });
  expect(answer).toMatchObject({ status: 202, body: { id, state: 'RECEIVED' } });
  await app.settle();
  expect(await read(id)).toMatchObject({ state: 'PROCESSED', classification: 'RETURN' });
  expect(await tasksOf(id)).toEqual([['UNREADABLE_MESSAGE', 'The message was read again.']]);
  expect((await municipality.theReturn()).reasons).toEqual(['SCAN', 'NO_CODE_READ']);
  expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT']);
  const events = await app.dataSource.query(
    `SELECT actor, data FROM audit_event WHERE action = 'MESSAGE_READ_AGAIN' AND subject = $1`,
    [`message:${id}`],
  );
  const [campaign] = await app.dataSource.query(`SELECT id FROM campaign`);
  expect(events).toEqual([
    {
      actor: 'key:caseHandler',
      data: {
        campaignId: campaign.id,
        reason: 'The limit of the scanner is wider now.',
        state: 'NEEDS_REVIEW',
        classification: 'UNREADABLE',
        explanation: expect.stringContaining('virus scan'),
      },
    },
  ]);
});

it('nothing that was decided is lost, and nobody is told twice', async () => {
  const municipality = await fresh();
  const id = await receive(municipality.replyAddress, [
    [['Content-Type: text/plain'], 'Hei. Når er fristen?'],
    [attached('a.pdf'), minutesPdf('Sak 2')],
    [attached('b.pdf'), minutesPdf('Sak 3')],
  ]);
  const [first, second] = await municipality.returns();
  await app.get(ReviewReturn).execute({
    returnId: first!.id,
    expectedVersion: first!.version,
    actor: 'key:approver',
    reason: 'Seen.',
    decision: 'ACCEPT',
    note: null,
  });
  await app.settle();
  const letters = () => municipality.letters('RECEIPT', 'DECISION', 'QUESTION_RECEIVED');
  const [returns, sent, tasks] = [await municipality.returns(), await letters(), await tasksOf(id)];
  expect(returns.map(({ state }) => state)).toEqual(['ACCEPTED', second!.state]);
  expect(sent.length).toBeGreaterThan(0);
  await again(id);
  await again(id);
  expect(await municipality.returns()).toEqual(returns);
  expect(await letters()).toEqual(sent);
  expect(await tasksOf(id)).toEqual(tasks);
});

it('a document that an operator has put to another case stays there', async () => {
  const municipality = await fresh();
  const id = await receive(MAILBOX, [[attached('a.pdf'), minutesPdf('Sak 4')]]);
  const [row]: { id: string; version: number }[] = await app.dataSource.query(
    'SELECT id, version FROM return WHERE inbound_message_id = $1',
    [id],
  );
  await app.get(ReviewReturn).execute({
    returnId: row!.id,
    expectedVersion: row!.version,
    actor: 'key:approver',
    reason: 'It is theirs.',
    decision: 'ATTACH',
    reference: municipality.reference,
  });
  await app.settle();
  await again(id);
  expect(await municipality.returns()).toHaveLength(1);
  const rows = await app.dataSource.query('SELECT id FROM return WHERE inbound_message_id = $1', [id]);
  expect(rows).toHaveLength(1);
});

describe('refused', () => {
  it('while it waits to be read anyway', async () => {
    const id = await receive(MAILBOX, [[['Content-Type: text/plain'], 'Hei']]);
    await app.get(ReadMessageAgain).execute(id, 'x', 'key:case-handler');
    await expect(again(id)).rejects.toMatchObject({ code: 'MESSAGE_WAITING' });
    await app.settle();
  });

  it('when only its header is there', async () => {
    const id = await receive(MAILBOX, [[['Content-Type: text/plain'], 'Hei']], 50_000_000);
    await expect(again(id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_WHOLE' });
  });

  it('when it is a bounce whose letter may have gone again since', async () => {
    const id = await receive(MAILBOX, [[['Content-Type: text/plain'], 'Hei']]);
    await app.dataSource.query(
      `UPDATE inbound_message SET classification = 'BOUNCE', state = 'PROCESSED' WHERE id = $1`,
      [id],
    );
    await expect(again(id)).rejects.toMatchObject({ code: 'BOUNCE_NOTED' });
  });

  it('when there is none', async () => {
    await expect(again('3b1f0d7e-2c55-5d0e-8f0a-0f6a1f0f9b11')).rejects.toMatchObject({ code: 'MESSAGE_UNKNOWN' });
  });
});
