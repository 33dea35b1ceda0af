import { CloseCampaign } from '../../src/campaigns/index.js';
import { ChangeContact } from '../../src/contacts/index.js';
import { type LetterView, LetterReadModel, RecordBounce } from '../../src/letters/index.js';
import { SendLetter } from '../../src/letters/send-letter.js';
import { MailTransport } from '../../src/platform/mail/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { capturedMail } from '../support/captured-mail.js';
import { eventually } from '../support/service-process.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const ACTOR = 'key:caseHandler';
let app: TestApp;
let campaign: SmallCampaign;
const reference = (number: string): string => campaign.references[number] ?? '';

beforeAll(async () => {
  app = await startTestApp();
  campaign = await issueSmall(app);
});
afterAll(() => app.close());

const correct = (number: string, email: string): ReturnType<ChangeContact['execute']> =>
  app.get(ChangeContact).execute(reference(number), email, 'they told us', ACTOR);

async function invitations(number: string): Promise<LetterView[]> {
  const letters = await app.get(LetterReadModel).ofDeclaration(reference(number));
  return letters
    .filter(({ kind }) => kind === 'INVITATION')
    .toSorted((one, other) => one.messageId.localeCompare(other.messageId));
}

async function bounce(number: string, hard = true): Promise<void> {
  const sent = (await invitations(number)).find(({ delivery }) => delivery === 'SENT');
  const [row] = await app.dataSource.query(`SELECT case_token AS token FROM declaration WHERE reference = $1`, [
    reference(number),
  ]);
  const status = hard ? '5.1.1' : '4.2.2';
  const raw = [
    'From: MAILER-DAEMON@mx.example',
    `To: akson+b-${row.token}@hod.dep.no`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <bounce-${sent?.id}@mx.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${sent?.recipientEmail}`,
    `Action: ${hard ? 'failed' : 'delayed'}`,
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550 ${status} no such mailbox`,
    '--b',
    'Content-Type: message/rfc822',
    '',
    `Message-ID: <${sent?.messageId}>`,
    'Subject: the invitation',
    '',
    '--b--',
    '',
  ].join('\r\n');
  const response = await app.fetch('/api/v1/mailbox/messages', {
    method: 'POST',
    key: 'integration',
    headers: { 'content-type': 'message/rfc822' },
    body: raw,
  });
  expect(response.status).toBe(202);
  await app.settle();
}

async function emailOf(number: string): Promise<string> {
  const [row] = await app.dataSource.query('SELECT recipient_email AS email FROM declaration WHERE reference = $1', [
    reference(number),
  ]);
  return row.email as string;
}

/** A letter in the outbox, due in so many milliseconds; its Message-ID begins with `slot`. */
async function plan(number: string, slot: string, email: string, dueInMs = 0): Promise<string> {
  const dueAt = new Date(app.clock.now().getTime() + dueInMs).toISOString();
  const [row] = await app.dataSource.query(
    `INSERT INTO letter (id, campaign_id, declaration_id, kind, slot, message_id, recipient_name, recipient_email,
       language, data, state, created_at, due_at)
     SELECT gen_random_uuid(), campaign_id, id, 'WITHDRAWAL', $2::text, $2::text || '@hod.dep.no', recipient_name, $3,
       'nb', '{"by":"ministry","reason":null}', 'PLANNED', $4, $4
     FROM declaration WHERE reference = $1 RETURNING id`,
    [reference(number), slot, email, dueAt],
  );
  return row.id as string;
}

const recipientsOf = async (slot: string): Promise<string[]> =>
  (await capturedMail(app, 'message_id = $1', [`${slot}@hod.dep.no`])).map(({ recipient }) => recipient);

const waitingForALock = (): Promise<unknown> =>
  eventually('somebody waits for a lock', async () => {
    const rows: unknown[] = await app.dataSource.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length > 0;
  });

const events = async (number: string): Promise<object[]> =>
  (
    await app.dataSource.query(
      `SELECT data FROM audit_event WHERE action = 'CONTACT_CHANGED' AND subject = $1 ORDER BY id`,
      [`declaration:${reference(number)}`],
    )
  ).map(({ data }: { data: object }) => data);

describe('a corrected address', () => {
  it('gets the invitation that bounced, once, under a Message-ID of its own', async () => {
    await bounce('0301');
    expect(await correct('0301', 'ny@oslo.example')).toEqual({
      email: 'ny@oslo.example',
      version: 2,
      lettersRedirected: 0,
      invitedAgain: true,
    });
    // The same once more, before it is sent and after.
    expect(await correct('0301', 'ny@oslo.example')).toMatchObject({ version: 2, invitedAgain: false });
    await app.settle();
    expect(await correct('0301', 'ny@oslo.example')).toMatchObject({ version: 2, invitedAgain: false });
    await app.settle();

    const letters = await invitations('0301');
    expect(letters.map(({ delivery }) => delivery).toSorted()).toEqual(['BOUNCED_HARD', 'SENT']);
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(2);
    const again = (await capturedMail(app)).filter(({ recipient }) => recipient === 'ny@oslo.example');
    expect(again).toHaveLength(1);
    expect(again[0]?.email.attachments.map(({ mimeType }) => mimeType)).toContain('application/pdf');
    expect(again[0]?.email.to).toEqual([{ name: 'Oslo kommune', address: 'ny@oslo.example' }]);
    expect(await events('0301')).toEqual([{ reason: 'they told us', lettersRedirected: 0, invitedAgain: true }]);
  });

  it('that bounces too gets it a third time when it is corrected again', async () => {
    await bounce('0301');
    expect(await correct('0301', 'nyere@oslo.example')).toMatchObject({ version: 3, invitedAgain: true });
    await app.settle();
    const letters = await invitations('0301');
    expect(letters.map(({ delivery }) => delivery).toSorted()).toEqual(['BOUNCED_HARD', 'BOUNCED_HARD', 'SENT']);
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(3);
  });

  it('gets it also when the bounce comes after the correction', async () => {
    expect(await correct('4601', 'ny@bergen.example')).toMatchObject({ invitedAgain: false });
    await bounce('4601');
    expect((await invitations('4601')).map(({ delivery, recipientEmail }) => [delivery, recipientEmail])).toEqual(
      expect.arrayContaining([['SENT', 'ny@bergen.example']]),
    );
    expect(await invitations('4601')).toHaveLength(2);
  });

  it('gets nothing again when the letter arrived or is only delayed', async () => {
    await bounce('4621', false);
    for (const number of ['4621', '4640']) {
      expect(await correct(number, `ny@${number}.example`)).toMatchObject({ invitedAgain: false });
      await app.settle();
      expect(await invitations(number)).toHaveLength(1);
    }
  });

  it('gets the letters that were planned, but not those to somebody else, and they are sent there', async () => {
    await plan('5401', 'to-them', await emailOf('5401'), 60_000);
    await plan('5401', 'to-another', 'radgiver@tromso.example', 60_000);
    expect(await correct('5401', 'ny@tromso.example')).toMatchObject({ lettersRedirected: 1, invitedAgain: false });
    await app.moveTo(new Date(app.clock.now().getTime() + 60_000));
    expect(await recipientsOf('to-them')).toEqual(['ny@tromso.example']);
    expect(await recipientsOf('to-another')).toEqual(['radgiver@tromso.example']);
    expect(await events('5401')).toEqual([{ reason: 'they told us', lettersRedirected: 1, invitedAgain: false }]);
  });

  it('waits for a letter that is being sent, which arrives where it was going', async () => {
    const id = await plan('5401', 'under-way', await emailOf('5401'));
    const transport = app.get(MailTransport);
    const send = transport.send.bind(transport);
    let underWay = (): void => undefined;
    let goOn = (): void => undefined;
    const started = new Promise<void>((resolve) => (underWay = resolve));
    const released = new Promise<void>((resolve) => (goOn = resolve));
    transport.send = async (mail) => {
      underWay();
      await released;
      return await send(mail);
    };
    try {
      const sending = app.get(SendLetter).perform(id);
      await started;
      const correction = correct('5401', 'enda.nyere@tromso.example');
      await waitingForALock();
      goOn();
      expect(await sending).toBe('DONE');
      expect(await correction).toMatchObject({ lettersRedirected: 0 });
    } finally {
      transport.send = send;
    }
    expect(await recipientsOf('under-way')).toEqual(['ny@tromso.example']);
  });

  it('counts for a letter that is claimed while it is being corrected', async () => {
    const id = await plan('5401', 'claimed', await emailOf('5401'));
    const sending = await app.dataSource.transaction(async (manager) => {
      await manager.query('SELECT id FROM declaration WHERE reference = $1 FOR UPDATE', [reference('5401')]);
      const performed = app.get(SendLetter).perform(id);
      await waitingForALock();
      // Holding the declaration, the letter can be had: else each would wait for the other.
      await manager.query('UPDATE letter SET recipient_email = $2 WHERE id = $1', [id, 'sist@tromso.example']);
      return { performed };
    });
    expect(await sending.performed).toBe('DONE');
    expect(await recipientsOf('claimed')).toEqual(['sist@tromso.example']);
  });

  it('gets nothing when the campaign is closed', async () => {
    await app.get(CloseCampaign).execute(campaign.slug, 'key:admin');
    await app.dataSource.transaction(async (manager) => {
      const [sent] = (await invitations('4640')).map(({ id }) => id);
      await app
        .get(RecordBounce)
        .execute(manager, { letterId: sent ?? '', kind: 'HARD', explanation: '5.1.1', now: app.clock.now() });
    });
    expect(await correct('4640', 'enda.en@sogndal.example')).toMatchObject({ invitedAgain: false });
  });
});
