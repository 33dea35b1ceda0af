import { createHash } from 'node:crypto';
import { bounceAddress } from '../../src/letters/index.js';
import {
  MailboxReadModel,
  ReceiveDelivery,
  SettleTask,
  StoreInboundMessage,
  type InboundMessageView,
  type TaskView,
} from '../../src/mailbox/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { minutesPdf, scanPdf } from '../support/returned-files.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';

let app: TestApp;
let next = 0;

beforeAll(async () => {
  app = await startTestApp();
  await app.issueAkson();
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  await app?.close();
});

const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);

async function store(raw: string | Buffer, deliveredTo = MAILBOX, envelopeFrom = 'someone@stranger.example') {
  const stored = await app.get(StoreInboundMessage).execute({
    source: 'REST',
    envelopeFrom,
    deliveredTo,
    raw: Buffer.from(raw),
    arrivedAt: app.clock.now(),
    actor: 'key:gateway',
  });
  await app.settle();
  return stored;
}

const message = (id: string): Promise<InboundMessageView> => app.get(MailboxReadModel).message(id);

async function byMessageId(messageId: string): Promise<InboundMessageView[]> {
  const rows: { id: string }[] = await app.dataSource.query(
    'SELECT id FROM inbound_message WHERE message_id = $1 ORDER BY arrived_at, id',
    [messageId],
  );
  return await Promise.all(rows.map(({ id }) => message(id)));
}

async function send(municipality: ReturningMunicipality, mail: Parameters<ReturningMunicipality['send']>[0] = {}) {
  const { messageId } = await municipality.send(mail);
  await app.settle();
  const [received] = await byMessageId(messageId);
  return received!;
}

async function tasksOf(messageId: string): Promise<TaskView[]> {
  const tasks = await app.get(MailboxReadModel).tasks({ campaignSlug: 'akson-2020', state: 'OPEN', limit: 500 });
  return tasks.filter((task) => task.inboundMessageId === messageId);
}

const kinds = async (messageId: string): Promise<string[]> => (await tasksOf(messageId)).map(({ kind }) => kind);
const acknowledgements = (municipality: ReturningMunicipality) => municipality.letters('QUESTION_RECEIVED');

describe('stored first', () => {
  it('a message is kept raw and whole, with its digest and its audit event', async () => {
    const raw = 'From: a@stranger.example\r\nSubject: Hei\r\nMessage-ID: <raw1@x.example>\r\n\r\nHei\r\n';
    const stored = await store(raw);
    expect(stored).toMatchObject({ duplicate: false, sha256: createHash('sha256').update(raw).digest('hex') });
    expect((await app.get(MailboxReadModel).raw(stored.id)).toString()).toBe(raw);
    const events = await app.dataSource.query(
      `SELECT actor FROM audit_event WHERE action = 'MESSAGE_STORED' AND subject = $1`,
      [`message:${stored.id}`],
    );
    expect(events).toEqual([{ actor: 'key:gateway' }]);
  });

  it('the same message twice is one', async () => {
    const raw = 'From: a@stranger.example\r\nSubject: To ganger\r\nMessage-ID: <twice@x.example>\r\n\r\nHei\r\n';
    const first = await store(raw);
    expect(await store(raw)).toEqual({ ...first, duplicate: true });
    expect(await byMessageId('twice@x.example')).toHaveLength(1);
    expect(await kinds(first.id)).toEqual(['UNMATCHED_MESSAGE']);
  });

  it('another message with the same Message-ID is another message', async () => {
    const raw = (words: string) => `From: a@stranger.example\r\nMessage-ID: <same@x.example>\r\n\r\n${words}\r\n`;
    await store(raw('Først'));
    await store(raw('Så'));
    expect(await byMessageId('same@x.example')).toHaveLength(2);
  });

  it.each<[string, Buffer]>([
    ['bytes that are no message', Buffer.from('\0\xff\xfe no message at all', 'latin1')],
    ['nothing', Buffer.alloc(0)],
    [
      'a hundred layers',
      Buffer.from(
        `From: a@b.example\r\n${Array.from({ length: 100 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('')}`,
      ),
    ],
    ['half a megabyte of headers', Buffer.from(`From: a@b.example\r\nX-Big: ${'x'.repeat(500_000)}\r\n\r\nHei`)],
    [
      'a hundred and one files',
      Buffer.from(
        `From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\r\n'.repeat(101)}--b--\r\n`,
      ),
    ],
  ])('%s waits for a person, and the mailbox goes on', async (_, raw) => {
    const municipality = await fresh();
    const stored = await store(raw, municipality.replyAddress);
    expect(await message(stored.id)).toMatchObject({
      state: 'NEEDS_REVIEW',
      classification: 'UNREADABLE',
      reference: municipality.reference,
    });
    expect(await kinds(stored.id)).toEqual(['UNREADABLE_MESSAGE']);
    const after = await send(municipality, { text: 'Et vanlig spørsmål.' });
    expect(after).toMatchObject({ state: 'PROCESSED', classification: 'QUESTION' });
  });

  it.each([
    ['NUL in the subject', '=?utf-8?B?SGVpAGRlcg==?='],
    ['half a character at the limit of the subject', `${'x'.repeat(499)}😀 mer`],
  ])('%s keeps nothing from being stored and acknowledged', async (_, subject) => {
    const municipality = await fresh();
    const stored = await store(
      `From: ${municipality.email}\r\nSubject: ${subject}\r\nMessage-ID: <nul\0.${next}@x.example>\r\n\r\nEt \0 spørsmål\r\n`,
      municipality.replyAddress,
      municipality.email,
    );
    expect(await message(stored.id)).toMatchObject({ state: 'PROCESSED', classification: 'QUESTION' });
    expect((await acknowledgements(municipality)).map(({ delivery }) => delivery)).toEqual(['SENT']);
  });

  it('a message that fails for reasons of ours goes to a person in the end', async () => {
    const municipality = await fresh();
    await app.dataSource.query(`
      CREATE FUNCTION refuse_tasks() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF NEW.kind = 'QUESTION' THEN RAISE EXCEPTION 'no tasks today'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse_tasks BEFORE INSERT ON task FOR EACH ROW EXECUTE FUNCTION refuse_tasks();`);
    try {
      const { messageId } = await municipality.send({ text: 'Hva nå?' });
      for (let attempt = 0; attempt < 5; attempt++) {
        await app.settle();
        app.clock.moveTo(new Date(app.clock.now().getTime() + 3_600_000));
      }
      const [received] = await byMessageId(messageId);
      expect(received).toMatchObject({ state: 'NEEDS_REVIEW', classification: 'UNREADABLE' });
      expect(received!.explanation).toContain('no tasks today');
      expect(await kinds(received!.id)).toEqual(['UNREADABLE_MESSAGE']);
    } finally {
      await app.dataSource.query('DROP TRIGGER refuse_tasks ON task; DROP FUNCTION refuse_tasks();');
    }
  });

  it('mail for nobody’s mailbox is refused over REST', async () => {
    await expect(store('From: a@b.example\r\n\r\nHei', 'other@hod.dep.no')).rejects.toMatchObject({
      code: 'MAILBOX_UNKNOWN',
    });
  });
});

describe('which case it is about', () => {
  it('the plus part of the address', async () => {
    const municipality = await fresh();
    const received = await send(municipality);
    expect(received).toMatchObject({ reference: municipality.reference, deliveredTo: municipality.replyAddress });
  });

  it('a plus part in another recipient of the same message', async () => {
    const municipality = await fresh();
    const stored = await store(
      `From: ${municipality.email}\r\nTo: ${MAILBOX}\r\nCc: "Akson" <${municipality.replyAddress.toUpperCase()}>\r\n\r\nHei\r\n`,
    );
    expect((await message(stored.id)).reference).toBe(municipality.reference);
  });

  it('one message to the mailbox and to the case is one, of that case, and others’ copies are captured', async () => {
    const municipality = await fresh();
    await app.get(ReceiveDelivery).execute({
      envelopeFrom: municipality.email,
      recipients: [MAILBOX, 'copy@elsewhere.example', municipality.replyAddress],
      raw: Buffer.from(`From: ${municipality.email}\r\nMessage-ID: <both@x.example>\r\n\r\nHei\r\n`),
    });
    await app.settle();
    const received = await byMessageId('both@x.example');
    expect(received.map(({ reference }) => reference)).toEqual([municipality.reference]);
    const captured = await app.dataSource.query(`SELECT recipient FROM captured_message WHERE message_id = $1`, [
      'both@x.example',
    ]);
    expect(captured).toEqual([{ recipient: 'copy@elsewhere.example' }]);
  });

  it('the thread, when the sender’s system drops the plus part', async () => {
    const municipality = await fresh();
    const { messageId } = await municipality.invitation();
    const received = await send(municipality, { to: MAILBOX, inReplyTo: messageId });
    expect(received.reference).toBe(municipality.reference);
  });

  it('the reference in the subject', async () => {
    const municipality = await fresh();
    const received = await send(municipality, { to: MAILBOX, subject: `Ang. ${municipality.reference.toLowerCase()}` });
    expect(received.reference).toBe(municipality.reference);
  });

  it('the form that it brings', async () => {
    const municipality = await fresh();
    await send(municipality, {
      to: MAILBOX,
      files: [{ fileName: 'a.pdf', bytes: await municipality.form() }],
    });
    expect(await municipality.theReturn()).toMatchObject({ match: { by: 'FORM' }, reasons: ['UNSIGNED'] });
  });

  it('the reference in a file’s name', async () => {
    const municipality = await fresh();
    await send(municipality, {
      to: MAILBOX,
      files: [{ fileName: `Skann av Intensjonserklæring ${municipality.reference}.pdf`, bytes: scanPdf(40) }],
    });
    expect(await municipality.theReturn()).toMatchObject({
      match: { by: 'SUBJECT' },
      reasons: ['SCAN', 'NO_CODE_READ'],
    });
  });

  it('hints that disagree: a document waits for a person with all of them', async () => {
    const [one, other] = [await fresh(), await fresh()];
    await send(one, { subject: other.reference, files: [{ fileName: 'a.pdf', bytes: scanPdf(41) }] });
    const returned = await one.theReturn();
    expect(returned.reasons).toEqual(['MATCH_DISAGREES', 'SCAN', 'NO_CODE_READ']);
    expect(returned.match.candidates).toEqual([
      { by: 'CASE_TOKEN', reference: one.reference },
      { by: 'SUBJECT', reference: other.reference },
    ]);
  });

  it('nothing: a message becomes a task, a document waits for a person', async () => {
    const stranger = await fresh();
    const question = await send(stranger, { to: MAILBOX, text: 'Gjelder dette oss?' });
    expect(question.reference).toBeNull();
    expect(await kinds(question.id)).toEqual(['UNMATCHED_MESSAGE']);
    expect(await acknowledgements(stranger)).toEqual([]);
    const document = await send(stranger, { to: MAILBOX, files: [{ fileName: 'a.pdf', bytes: minutesPdf('Hvem?') }] });
    const rows = await app.dataSource.query('SELECT state, reasons FROM return WHERE inbound_message_id = $1', [
      document.id,
    ]);
    expect(rows).toEqual([{ state: 'NEEDS_REVIEW', reasons: ['UNMATCHED', 'UNBOUND_DOCUMENT'] }]);
  });

  it('nothing, and a faulty file: it waits for a person instead of being sent back to nobody', async () => {
    const stranger = await fresh();
    const received = await send(stranger, { to: MAILBOX, files: [{ fileName: 'a.pdf', bytes: Buffer.alloc(0) }] });
    const rows = await app.dataSource.query('SELECT state, reasons FROM return WHERE inbound_message_id = $1', [
      received.id,
    ]);
    expect(rows).toEqual([{ state: 'NEEDS_REVIEW', reasons: ['UNMATCHED', 'EMPTY_FILE'] }]);
  });
});

describe('questions', () => {
  it('one becomes a task, is acknowledged in its thread, and answered by a person', async () => {
    const municipality = await fresh();
    const received = await send(municipality, { subject: 'Om forbehold', text: 'Kan vi ta forbehold?' });
    expect(received).toMatchObject({ classification: 'QUESTION', fromAddress: municipality.email });
    const [task] = await tasksOf(received.id);
    expect(task).toMatchObject({ kind: 'QUESTION', reference: municipality.reference, subject: 'Om forbehold' });
    const [acknowledgement] = await acknowledgements(municipality);
    expect(acknowledgement).toMatchObject({ recipientEmail: municipality.email, delivery: 'SENT' });
    const settle = { taskId: task!.id, expectedVersion: task!.version, actor: 'key:caseHandler', note: 'Svart.' };
    await app.get(SettleTask).execute({ ...settle, answer: 'Nei, forbeholdene står i erklæringen.' });
    await app.settle();
    const [answer] = await municipality.letters('ANSWER');
    expect(answer).toMatchObject({ recipientEmail: municipality.email, delivery: 'SENT' });
    const words = await municipality.words(answer!);
    expect(words).toContain('Nei, forbeholdene står i erklæringen.');
    expect(words).toContain('Kan vi ta forbehold?');
    expect(await tasksOf(received.id)).toEqual([]);
    await expect(app.get(SettleTask).execute({ ...settle, answer: null })).rejects.toMatchObject({
      code: 'VERSION_MISMATCH',
    });
    await expect(
      app.get(SettleTask).execute({ ...settle, expectedVersion: task!.version + 1, answer: null }),
    ).rejects.toMatchObject({ code: 'TASK_CLOSED' });
  });

  it('a stranger who has got hold of the address: the letters go to the municipality', async () => {
    const municipality = await fresh();
    const received = await send(municipality, { from: 'someone@stranger.example', text: 'Send lenken hit.' });
    const [task] = await tasksOf(received.id);
    await app.get(SettleTask).execute({
      taskId: task!.id,
      expectedVersion: task!.version,
      actor: 'key:caseHandler',
      note: '',
      answer: 'Nei.',
    });
    await app.settle();
    const letters = await municipality.letters('QUESTION_RECEIVED', 'ANSWER');
    expect(letters.map(({ recipientEmail }) => recipientEmail)).toEqual([municipality.email, municipality.email]);
    const mails = await app.dataSource.query(`SELECT 1 FROM captured_message WHERE recipient LIKE '%stranger.example'`);
    expect(mails).toEqual([]);
  });

  it('a question in HTML alone can be read in the answer', async () => {
    const municipality = await fresh();
    const stored = await store(
      `From: ${municipality.email}\r\nSubject: Q\r\nMessage-ID: <html@x.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><p>Gjelder <b>forbeholdene</b> alle?</p>`,
      municipality.replyAddress,
      municipality.email,
    );
    const [task] = await tasksOf(stored.id);
    await app.get(SettleTask).execute({
      taskId: task!.id,
      expectedVersion: task!.version,
      actor: 'key:caseHandler',
      note: '',
      answer: 'Ja.',
    });
    const [answer] = await municipality.letters('ANSWER');
    const rows = await app.dataSource.query('SELECT data FROM letter WHERE id = $1', [answer!.id]);
    expect(rows[0].data.question).toBe('Gjelder forbeholdene alle?');
  });

  it('a question in the covering letter of a document is not lost', async () => {
    const municipality = await fresh();
    const files = [{ fileName: 'a.pdf', bytes: scanPdf(42) }];
    const asking = await send(municipality, { files, text: 'Her er den. Når får vi svar?\n\nHilsen Kari' });
    expect(await kinds(asking.id)).toEqual(['QUESTION']);
    expect(await acknowledgements(municipality)).toEqual([]);
    const telling = await send(municipality, {
      files: [{ fileName: 'b.pdf', bytes: scanPdf(43) }],
      text: 'Her er den.\n\n> Har dere signert?\n> Se https://x.example/?a=1 for mer',
    });
    expect(await kinds(telling.id)).toEqual([]);
  });

  it('a machine that asks without end is acknowledged five times a day', async () => {
    const municipality = await fresh();
    for (let turn = 0; turn < 7; turn++) {
      app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
      await municipality.send({ text: `Takk for meldingen ${turn}` });
    }
    await app.settle();
    expect(await acknowledgements(municipality)).toHaveLength(5);
    const tasks = await app.dataSource.query(
      `SELECT 1 FROM task JOIN declaration ON declaration.id = declaration_id WHERE reference = $1`,
      [municipality.reference],
    );
    expect(tasks).toHaveLength(7);
  });

  it('who asks not to be answered by machines is not, and is read all the same', async () => {
    const municipality = await fresh();
    const received = await send(municipality, { headers: { 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' } });
    expect(await kinds(received.id)).toEqual(['QUESTION']);
    expect(await acknowledgements(municipality)).toEqual([]);
  });

  it('a mail’s own signature and address cards are no returns', async () => {
    const municipality = await fresh();
    const received = await send(municipality, {
      files: [
        { fileName: 'smime.p7s', bytes: Buffer.from('x'), contentType: 'application/pkcs7-signature' },
        { fileName: 'kari.vcf', bytes: Buffer.from('BEGIN:VCARD'), contentType: 'text/vcard' },
      ],
    });
    expect(received.classification).toBe('QUESTION');
    expect(await municipality.returns()).toEqual([]);
  });

  it('a document in a message that was forwarded as an attachment is a return', async () => {
    const municipality = await fresh();
    const inner = [
      'From: leder@kommune.example',
      'Subject: Signert',
      'Content-Type: application/pdf; name="a.pdf"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(scanPdf(44)).toString('base64'),
      '',
    ].join('\r\n');
    await send(municipality, {
      files: [{ fileName: 'vs.eml', bytes: Buffer.from(inner), contentType: 'message/rfc822' }],
    });
    expect(await municipality.theReturn()).toMatchObject({ fileName: 'a.pdf', reasons: ['SCAN', 'NO_CODE_READ'] });
  });
});

describe('machines', () => {
  it.each<[string, Parameters<ReturningMunicipality['send']>[0]]>([
    ['an out-of-office note', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['one that only its subject shows', { subject: 'Automatisk svar: Invitasjon' }],
    ['one without a sender in the envelope', { envelopeFrom: '' }],
  ])('%s is neither answered nor a task', async (_, mail) => {
    const municipality = await fresh();
    const received = await send(municipality, mail);
    expect(received).toMatchObject({ classification: 'AUTOMATIC', state: 'PROCESSED' });
    expect(await kinds(received.id)).toEqual([]);
    expect(await acknowledgements(municipality)).toEqual([]);
  });

  it('an answer to the calendar invitation', async () => {
    const municipality = await fresh();
    const received = await send(municipality, {
      files: [
        {
          fileName: 'svar.ics',
          contentType: 'text/calendar; method=REPLY',
          bytes: Buffer.from('BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n'),
        },
      ],
    });
    expect(received).toMatchObject({ classification: 'CALENDAR_REPLY', state: 'PROCESSED' });
  });

  it('our own letter that comes back', async () => {
    const municipality = await fresh();
    const invitation = await municipality.invitation();
    const stored = await store(invitation.raw, municipality.replyAddress, invitation.envelopeFrom);
    expect(await message(stored.id)).toMatchObject({ classification: 'OWN_LOOP', state: 'PROCESSED' });
    expect(await municipality.returns()).toEqual([]);
  });

  it('a mail from our own mailbox', async () => {
    const municipality = await fresh();
    const received = await send(municipality, { from: MAILBOX });
    expect(received.classification).toBe('OWN_LOOP');
    expect(await acknowledgements(municipality)).toEqual([]);
  });

  it('a document that the ministry forwards to its own mailbox waits for a person', async () => {
    const municipality = await fresh();
    await send(municipality, { from: MAILBOX, files: [{ fileName: 'a.pdf', bytes: scanPdf(45) }] });
    expect(await municipality.theReturn()).toMatchObject({ reasons: ['AUTOMATIC_ANSWER', 'SCAN', 'NO_CODE_READ'] });
    expect(await municipality.answers()).toEqual([]);
  });

  it('a list is unwanted, unless it knows the case: then a person reads it, and it is not answered', async () => {
    const municipality = await fresh();
    const headers = { 'List-Id': '<liste.kommune.example>' };
    const stranger = await send(municipality, { headers, to: MAILBOX });
    expect(stranger).toMatchObject({ classification: 'UNWANTED', state: 'PROCESSED' });
    expect(await kinds(stranger.id)).toEqual([]);
    const knowing = await send(municipality, { headers });
    expect(knowing).toMatchObject({ classification: 'QUESTION', reference: municipality.reference });
    expect(await kinds(knowing.id)).toEqual(['QUESTION']);
    expect(await acknowledgements(municipality)).toEqual([]);
  });

  it('a read receipt', async () => {
    const municipality = await fresh();
    const stored = await store(
      `From: ${municipality.email}\r\nMessage-ID: <mdn@x.example>\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nLest\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n--b--\r\n`,
      municipality.replyAddress,
      municipality.email,
    );
    expect(await message(stored.id)).toMatchObject({ classification: 'AUTOMATIC', state: 'PROCESSED' });
    expect(await kinds(stored.id)).toEqual([]);
  });
});

describe('bounces', () => {
  const report = (fields: readonly string[], returned = ''): string =>
    [
      'From: MAILER-DAEMON@mx.example',
      'Subject: Undelivered Mail',
      `Message-ID: <dsn.${++next}@mx.example>`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary="r"',
      '',
      '--r',
      'Content-Type: text/plain',
      '',
      'Not delivered.',
      '--r',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      ...fields,
      ...(returned === '' ? [] : ['--r', 'Content-Type: text/rfc822-headers', '', returned]),
      '--r--',
      '',
    ].join('\r\n');

  const bounce = async (
    municipality: ReturningMunicipality,
    fields: readonly string[],
    returned?: (messageId: string) => string,
    to = bounceAddress(MAILBOX, municipality.caseToken),
  ) => {
    const { messageId } = await municipality.invitation();
    const stored = await store(report(fields, returned?.(messageId)), to, '');
    return { stored: await message(stored.id), tasks: await kinds(stored.id) };
  };
  const invitationOf = async (municipality: ReturningMunicipality) => (await municipality.letters('INVITATION'))[0]!;

  it.each([
    ['in one line', (id: string) => `Message-ID: <${id}>`],
    ['folded', (id: string) => `Message-Id:\r\n <${id}>`],
  ])('a hard one, by the Message-ID in the returned headers, %s', async (_, returned) => {
    const municipality = await fresh();
    const { stored, tasks } = await bounce(
      municipality,
      [
        `Final-Recipient: rfc822; ${municipality.email}`,
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 5.1.1 No such user',
      ],
      returned,
      MAILBOX,
    );
    expect(stored).toMatchObject({
      classification: 'BOUNCE',
      state: 'PROCESSED',
      explanation: '5.1.1 550 5.1.1 No such user',
    });
    expect(tasks).toEqual(['BOUNCE']);
    expect(await invitationOf(municipality)).toMatchObject({ delivery: 'BOUNCED_HARD' });
  });

  it('a hard one, by the address for bounces alone', async () => {
    const municipality = await fresh();
    const { stored, tasks } = await bounce(municipality, [
      `Final-Recipient: rfc822; ${municipality.email.toUpperCase()}`,
      'Action: failed',
      'Status: 5.7.1',
    ]);
    expect(stored).toMatchObject({ state: 'PROCESSED', reference: municipality.reference });
    expect(tasks).toEqual(['BOUNCE']);
    expect(await invitationOf(municipality)).toMatchObject({ delivery: 'BOUNCED_HARD' });
  });

  it('one about an address that no letter went to is for a person', async () => {
    const municipality = await fresh();
    const { stored, tasks } = await bounce(municipality, [
      'Final-Recipient: rfc822; somebody@else.example',
      'Action: failed',
      'Status: 5.1.1',
    ]);
    expect([stored.state, tasks]).toEqual(['NEEDS_REVIEW', ['BOUNCE']]);
    expect(await invitationOf(municipality)).toMatchObject({ delivery: 'SENT' });
  });

  it.each([
    ['delayed', '4.4.1', 'SENT', []],
    ['failed', '4.4.7', 'PLANNED', []],
    ['delivered', '2.0.0', 'SENT', []],
  ])('%s with %s', async (action, status, delivery, tasks) => {
    const municipality = await fresh();
    const result = await bounce(
      municipality,
      [`Final-Recipient: rfc822; ${municipality.email}`, `Action: ${action}`, `Status: ${status}`],
      (id) => `Message-ID: <${id}>`,
    );
    expect(result).toMatchObject({ stored: { classification: 'BOUNCE', state: 'PROCESSED' }, tasks });
    expect(await invitationOf(municipality)).toMatchObject({ delivery });
  });

  it('what a mail system says without a report is for a person, and is not answered', async () => {
    const municipality = await fresh();
    const stored = await store(
      `From: MAILER-DAEMON@mx.example\r\nSubject: failure notice\r\nMessage-ID: <qmail@mx.example>\r\n\r\nSorry.\r\n`,
      bounceAddress(MAILBOX, municipality.caseToken),
      '',
    );
    expect(await message(stored.id)).toMatchObject({ classification: 'BOUNCE', state: 'NEEDS_REVIEW' });
    const [task] = await tasksOf(stored.id);
    await expect(
      app.get(SettleTask).execute({
        taskId: task!.id,
        expectedVersion: task!.version,
        actor: 'key:caseHandler',
        note: '',
        answer: 'Hei',
      }),
    ).rejects.toMatchObject({ code: 'TASK_NOT_ANSWERABLE' });
  });
});
