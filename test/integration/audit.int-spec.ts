import {
  AuditChainReadModel,
  AuditLog,
  SealAuditChain,
  verifyAuditChain,
  type AuditEntry,
} from '../../src/audit/index.js';
import { CloseCampaign } from '../../src/campaigns/index.js';
import { ChangeContact } from '../../src/contacts/index.js';
import { RecordResolution } from '../../src/declarations/index.js';
import { GrantExtension, UndoExtension } from '../../src/extensions/index.js';
import { MailRefused, MailTransport } from '../../src/platform/mail/index.js';
import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

/** What counts as a state: any change of these columns, and any new row where there is no column. */
const STATES: readonly (readonly [table: string, columns: string])[] = [
  ['campaign', 'state, definition'],
  ['declaration', 'return_state, deadline_version, withdrawn_at, recipient_email'],
  ['deadline', ''],
  ['reminder', 'state'],
  ['letter', 'state'],
  ['resolution', ''],
  ['inbound_message', 'state'],
  ['return', 'state'],
];

/** Notes, with its transaction, each change of a state and each event: whatever code made it. */
async function watch(app: TestApp): Promise<void> {
  await app.dataSource.query(
    `CREATE TABLE watched (id bigserial PRIMARY KEY, what text NOT NULL, transaction bigint NOT NULL DEFAULT txid_current());
     CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN INSERT INTO watched (what) VALUES (TG_TABLE_NAME || ' ' || TG_OP); RETURN NULL; END $$;
     CREATE TRIGGER watch AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION watch()`,
  );
  for (const [table, columns] of STATES) {
    const event = columns === '' ? 'INSERT' : `INSERT OR UPDATE OF ${columns}`;
    await app.dataSource.query(
      `CREATE TRIGGER watch AFTER ${event} ON "${table}" FOR EACH ROW EXECUTE FUNCTION watch()`,
    );
  }
}

describe('the audit chain of a campaign', () => {
  let app: TestApp;
  let campaign: SmallCampaign;
  const chain = () => verifyAuditChain(app.get(AuditChainReadModel).sealedEvents(7));

  beforeAll(async () => {
    app = await startTestApp();
    await watch(app);
    const transport = app.get(MailTransport);
    const send = transport.send.bind(transport);
    transport.send = async (mail) => {
      if (mail.recipient.includes('sogndal')) throw new MailRefused('550 5.1.1 no such mailbox');
      return await send(mail);
    };
    campaign = await issueSmall(app);
    const reference = (number: string): string => campaign.references[number] ?? '';
    await app.moveTo('2020-06-17T09:00:00+02:00');
    await app.get(RecordResolution).execute({
      reference: reference('0301'),
      outcome: 'ADOPTED',
      decidedOn: '2020-06-16',
      caseNumber: '20/123',
      actor: 'key:operator',
    });
    await app.get(ChangeContact).execute(reference('4601'), 'annen@kommune.example', 'bounced', 'key:operator');
    await app.get(GrantExtension).execute({
      references: [reference('4621'), reference('5401')],
      dueOn: '2020-07-07',
      reason: 'x',
      actor: 'key:operator',
    });
    await app.get(UndoExtension).execute(reference('5401'), 'y', 'key:operator');
    await app
      .get(WithdrawDeclaration)
      .execute({ reference: reference('4640'), by: 'municipality', reason: 'z', note: null, actor: 'key:approver' });
    await app.settle();
    for (const day of ['2020-06-24', '2020-06-29', '2020-06-30']) await app.moveTo(`${day}T09:00:00+02:00`);
    await app.moveTo('2020-06-30T23:59:00+02:00');
    await app.get(CloseCampaign).execute('akson-2020', 'key:admin');
    await app.moveTo('2020-07-08T09:00:00+02:00');
  });
  afterAll(() => app.close());

  it('has an event in each transaction that changed a state', async () => {
    const silent = await app.dataSource.query(
      `SELECT what, count(*)::integer AS times FROM watched WHERE what NOT LIKE 'audit_event %' AND transaction NOT IN
         (SELECT transaction FROM watched WHERE what LIKE 'audit_event %') GROUP BY what`,
    );
    expect(silent).toEqual([]);
    const changes: { what: string }[] = await app.dataSource.query('SELECT DISTINCT what FROM watched ORDER BY what');
    expect(changes.map((row) => row.what)).toEqual([
      'audit_event INSERT',
      'campaign INSERT',
      'campaign UPDATE',
      'deadline INSERT',
      'declaration INSERT',
      'declaration UPDATE',
      'letter INSERT',
      'letter UPDATE',
      'reminder INSERT',
      'reminder UPDATE',
      'resolution INSERT',
    ]);
  });

  it('tells what became of every letter and every reminder', async () => {
    const letters = await app.dataSource.query(
      `SELECT letter.state, count(*)::integer AS letters, count(event.id)::integer AS events FROM letter
       LEFT JOIN audit_event AS event ON event.data ->> 'messageId' = letter.message_id
         AND event.action = 'LETTER_' || letter.state GROUP BY letter.state ORDER BY letter.state`,
    );
    expect(letters.map((row: { state: string }) => row.state)).toEqual(['CANCELLED', 'FAILED', 'SENT']);
    for (const { letters: count, events } of letters) expect(events).toBe(count);
    const planned = await app.dataSource.query(
      `SELECT (SELECT count(*)::integer FROM letter) AS letters,
         (SELECT count(*)::integer FROM audit_event WHERE action = 'LETTER_PLANNED') AS events`,
    );
    expect(planned[0].events).toBe(planned[0].letters);
    const reminders = await app.dataSource.query(
      `SELECT count(*)::integer AS reminders, sum((
         SELECT count(*) FROM audit_event AS event WHERE event.subject = 'declaration:' || declaration.reference
           AND ((event.action = 'REMINDER_' || reminder.state AND event.data ->> 'slot' = reminder.slot
                 AND (event.data ->> 'deadlineVersion')::integer = reminder.deadline_version)
             OR (event.action IN ('DEADLINE_EXTENDED', 'EXTENSION_UNDONE') AND reminder.state = 'CANCELLED'
                 AND (event.data ->> 'deadlineVersion')::integer = reminder.deadline_version + 1
                 AND event.data -> 'remindersCancelled' ? reminder.slot))
       ))::integer AS events
       FROM reminder JOIN declaration ON declaration.id = reminder.declaration_id WHERE reminder.state <> 'PLANNED'`,
    );
    expect(reminders[0].reminders).toBeGreaterThan(15);
    expect(reminders[0].events).toBe(reminders[0].reminders);
  });

  it('is sealed once, by however many sealers at once, without a gap', async () => {
    const [{ count }] = await app.dataSource.query('SELECT count(*)::integer AS count FROM audit_event');
    expect((await app.get(AuditChainReadModel).head()).unsealed).toBe(count);
    const sealer = app.get(SealAuditChain);
    const heads = await Promise.all([sealer.execute(10), sealer.execute(7), sealer.execute(1000)]);
    const head = await app.get(AuditChainReadModel).head();
    expect(head).toEqual({ position: count, hash: expect.stringMatching(/^[0-9a-f]{64}$/), unsealed: 0 });
    expect(heads.some((one) => one.hash === head.hash)).toBe(true);
    expect(await chain()).toEqual({ events: count, head: head.hash, fault: null });
    expect(await sealer.execute()).toEqual({ position: count, hash: head.hash });
  });

  it.each([
    ['actor', `'key:somebody'`],
    ['action', `'LETTER_FORGOTTEN'`],
    ['subject', `'declaration:X'`],
    ['at', `at + interval '1 millisecond'`],
    ['data', `data || '{"population": 1}'`],
    ['data', `data || '{"share": 0.5}'`],
    ['hash', `repeat('0', 64)`],
  ])('names the event whose %s was set to %s', async (column, value) => {
    const [{ position, before }] = await app.dataSource.query(
      `SELECT position::integer, to_json(${column}) AS before FROM audit_event ORDER BY position OFFSET 12 LIMIT 1`,
    );
    await app.dataSource.query(`UPDATE audit_event SET ${column} = ${value} WHERE position = $1`, [position]);
    const { fault, events } = await chain();
    expect(fault).toMatchObject({ position, fault: 'CHANGED' });
    expect(events).toBe(position - 1);
    await app.dataSource.query(`UPDATE audit_event SET ${column} = $2 WHERE position = $1`, [
      position,
      column === 'data' ? JSON.stringify(before) : before,
    ]);
    expect((await chain()).fault).toBeNull();
  });

  it('names an event that was removed', async () => {
    const [removed] = await app.dataSource.query('SELECT * FROM audit_event WHERE position = 20');
    await app.dataSource.query('DELETE FROM audit_event WHERE position = 20');
    expect((await chain()).fault).toMatchObject({ position: 20, fault: 'GAP' });
    // Closing the gap does not help.
    await app.dataSource.query('UPDATE audit_event SET position = -position WHERE position > 20');
    await app.dataSource.query('UPDATE audit_event SET position = -position - 1 WHERE position < 0');
    expect((await chain()).fault).toMatchObject({ position: 20, fault: 'PREDECESSOR' });
    await app.dataSource.query('UPDATE audit_event SET position = -position WHERE position >= 20');
    await app.dataSource.query('UPDATE audit_event SET position = -position + 1 WHERE position < 0');
    await app.dataSource.query(
      `INSERT INTO audit_event (id, at, actor, action, subject, data, position, previous_hash, hash)
       VALUES ($1, $2, $3, $4, $5, $6, 20, $7, $8)`,
      [
        removed.id,
        removed.at,
        removed.actor,
        removed.action,
        removed.subject,
        removed.data,
        removed.previous_hash,
        removed.hash,
      ],
    );
    expect((await chain()).fault).toBeNull();
  });

  it('gives the events of one subject, oldest first', async () => {
    const events = await app.get(AuditChainReadModel).eventsOf(`declaration:${campaign.references['4640']}`);
    expect(events.map((event) => event.action)).toEqual(
      expect.arrayContaining(['DECLARATION_ISSUED', 'LETTER_FAILED', 'REMINDER_SENT', 'DECLARATION_WITHDRAWN']),
    );
    expect(events[0]?.at.toISOString()).toBe('2020-04-24T07:00:00.000Z');
    const times = events.map((event) => event.at.getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});

describe('writing audit events', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ work: false });
  });
  afterAll(() => app.close());
  beforeEach(() => app.dataSource.query('DELETE FROM audit_event'));

  const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
    at: new Date('2020-06-17T07:00:00Z'),
    actor: 'system:test',
    action: 'TESTED',
    subject: 'test:1',
    data: {},
    ...change,
  });
  const record = (...entries: readonly AuditEntry[]): Promise<void> =>
    app.dataSource.transaction((manager) => app.get(AuditLog).recordAll(manager, entries));
  const seal = () => app.get(SealAuditChain).execute();

  it('stops the change whose event could not be hashed, not the sealing of all later ones', async () => {
    await expect(record(entry(), entry({ data: { share: 0.5 } }))).rejects.toThrow(TypeError);
    await record(entry());
    expect((await seal()).position).toBe(1);
  });

  it('takes whatever words a foreign server says', async () => {
    await record(entry({ data: { reason: 'a\0b\ud83d', words: ['\udc00', '😀', '\\u0000'], n: 3 } }));
    const [row] = await app.dataSource.query('SELECT data FROM audit_event');
    expect(row.data).toEqual({ reason: 'a\uFFFDb\uFFFD', words: ['\uFFFD', '😀', '\\u0000'], n: 3 });
    await seal();
    expect((await verifyAuditChain(app.get(AuditChainReadModel).sealedEvents())).fault).toBeNull();
  });

  it('gives one chain for what happened side by side, in whatever order it was written', async () => {
    const events = ['C', 'A', 'B'].map((action) => entry({ action, data: { z: action } }));
    await record(...events);
    const first = await seal();
    await app.dataSource.query('DELETE FROM audit_event');
    await record(...events.toReversed());
    expect(await seal()).toEqual(first);
  });

  it('loses none that is committed while the sealer is at work', async () => {
    const writers = Array.from({ length: 20 }, (_, index) => record(entry({ subject: `test:${index}` }), entry()));
    const sealers = Array.from({ length: 5 }, () => app.get(SealAuditChain).execute(3));
    await Promise.all([...writers, ...sealers]);
    expect((await seal()).position).toBe(40);
    expect(await verifyAuditChain(app.get(AuditChainReadModel).sealedEvents())).toMatchObject({
      events: 40,
      fault: null,
    });
  });
});
