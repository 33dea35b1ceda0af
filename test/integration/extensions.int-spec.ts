import { setTimeout as wait } from 'node:timers/promises';
import { AuditLog } from '../../src/audit/index.js';
import { CloseCampaign } from '../../src/campaigns/index.js';
import { GrantExtension, PreviewExtension, UndoExtension } from '../../src/extensions/index.js';
import { MailDeferred, MailTransport } from '../../src/platform/mail/index.js';
import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { capturedOfKind } from '../support/captured-mail.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

let app: TestApp;
let campaign: SmallCampaign;
beforeEach(async () => {
  app = await startTestApp();
  campaign = await issueSmall(app);
});
afterEach(() => app.close());

const ALL = ['0301', '4601', '4621', '4640', '5401'];
const of = (...numbers: readonly string[]): string[] => numbers.map((number) => campaign.references[number] ?? '');
const grant = (references: readonly string[], dueOn = '2020-07-07') =>
  app.get(GrantExtension).execute({ references, dueOn, reason: 'Kommunestyret møtes 6. juli', actor: 'key:operator' });

async function plan(number: string): Promise<string[]> {
  const rows: { line: string }[] = await app.dataSource.query(
    `SELECT concat_ws(' ', 'v' || reminder.deadline_version, slot, to_char(planned_at, 'MM-DD HH24:MI'), state, reason) AS line
     FROM reminder JOIN declaration ON declaration.id = reminder.declaration_id
     WHERE municipality_number = $1 ORDER BY reminder.deadline_version, planned_at`,
    [number],
  );
  return rows.map((row) => row.line);
}

/** Everything that an extension may touch. */
async function snapshot(): Promise<unknown> {
  const [row] = await app.dataSource.query(
    `SELECT (SELECT json_agg(d ORDER BY id) FROM declaration d) AS declarations,
       (SELECT json_agg(d ORDER BY declaration_id, version) FROM deadline d) AS deadlines,
       (SELECT json_agg(r ORDER BY id) FROM reminder r) AS reminders,
       (SELECT json_agg(l ORDER BY id) FROM letter l) AS letters,
       (SELECT count(*)::integer FROM audit_event) AS events`,
  );
  return row;
}

describe('extending deadlines', () => {
  it('does exactly what the preview showed, for many at once, and tells each in its language form', async () => {
    await app.moveTo('2020-06-29T10:00:00+02:00');
    const before = await snapshot();
    const { possible: previews } = await app.get(PreviewExtension).execute(of(...ALL), '2020-07-07');
    expect(await snapshot()).toEqual(before);
    expect(previews).toHaveLength(5);
    expect(previews[0]).toEqual({
      reference: of('0301')[0],
      recipientName: 'Oslo kommune',
      version: 1,
      dueOnNow: '2020-07-01',
      dueOnThen: '2020-07-07',
      remindersRemoved: [{ slot: 'D-1', sendAt: '2020-06-30T09:00:00+02:00' }],
      // Three days before is a Saturday.
      remindersAdded: [
        { slot: 'D-3', sendAt: '2020-07-03T09:00:00+02:00' },
        { slot: 'D-1', sendAt: '2020-07-06T09:00:00+02:00' },
      ],
      remindersKept: [],
    });
    expect(await grant(of(...ALL))).toEqual(
      of(...ALL).map((reference) => ({ reference, deadlineVersion: 2, dueOn: '2020-07-07' })),
    );
    for (const number of ALL) {
      expect((await plan(number)).slice(-3)).toEqual([
        'v1 D-1 06-30 07:00 CANCELLED DEADLINE_CHANGED',
        'v2 D-3 07-03 07:00 PLANNED',
        'v2 D-1 07-06 07:00 PLANNED',
      ]);
    }
    await app.settle();
    const notices = await capturedOfKind(app, 'extension-notice');
    expect(notices).toHaveLength(5);
    for (const [name, words] of [
      ['Oslo kommune', /tirsdag 7\. juli 2020/],
      ['Voss herad', /tysdag 7\. juli 2020/],
    ] as const) {
      const notice = notices.find((mail) => mail.email.to?.[0]?.name === name);
      expect(notice?.email.text).toMatch(words);
      expect(notice?.email.text).toContain('Kommunestyret møtes 6. juli');
      const entry = notice?.email.attachments.find((attachment) => attachment.mimeType === 'text/calendar');
      const calendar = Buffer.from(entry?.content as ArrayBuffer).toString();
      expect(calendar).toContain('DTSTART;VALUE=DATE:20200707');
      expect(calendar).toContain('SEQUENCE:2');
    }
    // The new plan is kept, and nothing of the old one is sent.
    for (const instant of ['2020-06-30T12:00', '2020-07-03T09:00', '2020-07-06T09:00', '2020-07-08T12:00']) {
      await app.moveTo(`${instant}:00+02:00`);
    }
    expect((await plan('0301')).slice(2)).toEqual([
      'v1 D-2 06-29 07:00 SENT',
      'v1 D-1 06-30 07:00 CANCELLED DEADLINE_CHANGED',
      'v2 D-3 07-03 07:00 SENT',
      'v2 D-1 07-06 07:00 SENT',
    ]);
  });

  it('writes one event for each, with the reason and what it changed', async () => {
    await app.moveTo('2020-06-29T10:00:00+02:00');
    await grant(of('0301', '4621'));
    const events = await app.dataSource.query(
      `SELECT actor, subject, data FROM audit_event WHERE action = 'DEADLINE_EXTENDED' ORDER BY subject`,
    );
    expect(events).toEqual(
      of('0301', '4621').map((reference) => ({
        actor: 'key:operator',
        subject: `declaration:${reference}`,
        data: {
          from: '2020-07-01',
          to: '2020-07-07',
          deadlineVersion: 2,
          reason: 'Kommunestyret møtes 6. juli',
          remindersCancelled: ['D-1'],
          remindersPlanned: ['D-3', 'D-1'],
        },
      })),
    );
  });

  it('changes all or nothing: a failure in the middle leaves no trace', async () => {
    await app.moveTo('2020-06-29T10:00:00+02:00');
    const before = await snapshot();
    const audit = app.get(AuditLog);
    const recordAll = audit.recordAll.bind(audit);
    audit.recordAll = async (manager, entries) => {
      if (entries.some((entry) => entry.action === 'DEADLINE_EXTENDED')) throw new Error('the disk is full');
      await recordAll(manager, entries);
    };
    await expect(grant(of(...ALL))).rejects.toThrow('the disk is full');
    expect(await snapshot()).toEqual(before);
    audit.recordAll = recordAll;
    await grant(of(...ALL));
    expect((await plan('0301')).at(-1)).toBe('v2 D-1 07-06 07:00 PLANNED');
  });

  it('refuses all when one of them cannot be extended, and names it', async () => {
    await app.moveTo('2020-06-29T10:00:00+02:00');
    await app.get(WithdrawDeclaration).execute({
      reference: of('4640')[0] ?? '',
      by: 'municipality',
      reason: 'by request',
      note: null,
      actor: 'key:approver',
    });
    await app.dataSource.query(`UPDATE declaration SET return_state = 'ACCEPTED' WHERE municipality_number = '5401'`);
    const before = await snapshot();
    const faulty = {
      code: 'EXTENSION_IMPOSSIBLE',
      faults: of('4640', '5401').map((where) => ({ where, message: expect.any(String) })),
    };
    await expect(grant(of(...ALL))).rejects.toMatchObject(faulty);
    await expect(app.get(PreviewExtension).execute(of(...ALL), '2020-07-07')).rejects.toMatchObject(faulty);
    await expect(grant([...of('0301'), 'AKSON-2020-9999-XXXXX'])).rejects.toMatchObject({
      faults: [{ where: 'AKSON-2020-9999-XXXXX', message: expect.stringContaining('no declaration') }],
    });
    await expect(grant(of('0301'), '2020-07-01')).rejects.toMatchObject({ code: 'EXTENSION_IMPOSSIBLE' });
    await expect(grant(of('0301'), '2020-06-28')).rejects.toMatchObject({ code: 'EXTENSION_IMPOSSIBLE' });
    expect(await snapshot()).toEqual(before);
    await app.get(CloseCampaign).execute('akson-2020', 'key:admin');
    await expect(grant(of('0301'))).rejects.toMatchObject({
      faults: [{ where: of('0301')[0], message: expect.stringContaining('CLOSED') }],
    });
  });

  it('is undone: the earlier deadline comes back as a new version, with its plan and a letter', async () => {
    await app.moveTo('2020-06-25T10:00:00+02:00');
    await grant(of('4621'));
    await app.settle();
    await app.moveTo('2020-06-26T10:00:00+02:00');
    const undone = await app.get(UndoExtension).execute(of('4621')[0] ?? '', 'gitt ved en feil', 'key:operator');
    expect(undone).toEqual({ deadlineVersion: 3, dueOn: '2020-07-01' });
    await app.settle();
    expect((await plan('4621')).slice(2)).toEqual([
      'v1 D-2 06-29 07:00 CANCELLED DEADLINE_CHANGED',
      'v1 D-1 06-30 07:00 CANCELLED DEADLINE_CHANGED',
      // Twelve days from the 25th: the whole row of the plan, as far as it lies ahead.
      'v2 D-7 06-30 07:00 CANCELLED DEADLINE_CHANGED',
      'v2 D-2 07-03 07:00 CANCELLED DEADLINE_CHANGED',
      'v2 D-1 07-06 07:00 CANCELLED DEADLINE_CHANGED',
      // Five days are left now.
      'v3 D-2 06-29 07:00 PLANNED',
      'v3 D-1 06-30 07:00 PLANNED',
    ]);
    const [letter] = await capturedOfKind(app, 'extension-undone');
    expect(letter?.email.text).toMatch(/1\. juli 2020/);
    expect(letter?.email.text).toContain('gitt ved en feil');
    await expect(app.get(UndoExtension).execute(of('4621')[0] ?? '', 'x', 'key:operator')).rejects.toMatchObject({
      code: 'NOTHING_TO_UNDO',
    });
    await expect(app.get(UndoExtension).execute(of('0301')[0] ?? '', 'x', 'key:operator')).rejects.toMatchObject({
      code: 'NOTHING_TO_UNDO',
    });
  });

  it('is undone one after the other when there are two, and not after the end', async () => {
    const [reference = ''] = of('0301');
    const undo = () => app.get(UndoExtension).execute(reference, 'x', 'key:operator');
    await grant([reference], '2020-07-07');
    await grant([reference], '2020-07-10');
    expect(await undo()).toEqual({ deadlineVersion: 4, dueOn: '2020-07-07' });
    expect(await undo()).toEqual({ deadlineVersion: 5, dueOn: '2020-07-01' });
    await expect(undo()).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    await grant([reference], '2020-07-08');
    await app.get(CloseCampaign).execute('akson-2020', 'key:admin');
    await expect(undo()).rejects.toMatchObject({ code: 'UNDO_IMPOSSIBLE' });
  });

  it('does not send a notice that a later change has made wrong', async () => {
    const transport = app.get(MailTransport);
    const send = transport.send.bind(transport);
    transport.send = async () => {
      throw new MailDeferred('451 later');
    };
    await grant(of('0301'), '2020-07-07');
    await app.settle();
    await grant(of('0301'), '2020-07-09');
    transport.send = send;
    await app.moveTo('2020-04-24T10:00:00+02:00');
    const letters = await app.dataSource.query(
      `SELECT deadline_version AS version, state, last_error AS why FROM letter WHERE kind = 'EXTENSION_NOTICE' ORDER BY 1`,
    );
    expect(letters).toEqual([
      { version: 2, state: 'CANCELLED', why: 'DEADLINE_CHANGED; the last attempt: Error: 451 later' },
      { version: 3, state: 'SENT', why: null },
    ]);
    const [notice] = await capturedOfKind(app, 'extension-notice');
    expect(notice?.email.text).toContain('torsdag 9. juli 2020');
  });
});

describe('extending a deadline while its reminder is being sent', () => {
  it('waits for the reminder, and comes after it whole', async () => {
    const transport = app.get(MailTransport);
    const send = transport.send.bind(transport);
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let sending = false;
    transport.send = async (mail) => {
      if (mail.recipient.includes('oslo')) {
        sending = true;
        await released;
      }
      return await send(mail);
    };
    app.clock.moveTo(new Date('2020-06-29T09:00:00+02:00'));
    const settling = app.settle();
    while (!sending) await wait(10);
    let granted = false;
    const granting = grant(of('0301')).then(() => (granted = true));
    await wait(300);
    expect(granted).toBe(false);
    expect(await plan('0301')).not.toContain('v1 D-1 06-30 07:00 CANCELLED DEADLINE_CHANGED');
    release();
    await granting;
    await settling;
    await app.settle();
    expect((await plan('0301')).slice(2)).toEqual([
      'v1 D-2 06-29 07:00 SENT',
      'v1 D-1 06-30 07:00 CANCELLED DEADLINE_CHANGED',
      'v2 D-3 07-03 07:00 PLANNED',
      'v2 D-1 07-06 07:00 PLANNED',
    ]);
    const order = await app.dataSource.query(
      `SELECT action || coalesce(' ' || (data ->> 'kind'), '') AS what FROM audit_event
       WHERE subject = $1 AND (action = 'DEADLINE_EXTENDED' OR action = 'LETTER_SENT') ORDER BY id`,
      [`declaration:${of('0301')[0]}`],
    );
    expect(order.map((row: { what: string }) => row.what)).toEqual([
      'LETTER_SENT INVITATION',
      'LETTER_SENT REMINDER',
      'DEADLINE_EXTENDED',
      'LETTER_SENT EXTENSION_NOTICE',
    ]);
  });

  it('stops the reminder whose letter is written but not under way yet', async () => {
    const transport = app.get(MailTransport);
    const send = transport.send.bind(transport);
    transport.send = async (mail) => {
      if (mail.raw.includes('.reminder.')) throw new MailDeferred('451 later');
      return await send(mail);
    };
    await app.moveTo('2020-06-29T09:00:00+02:00');
    await grant(of('0301'));
    transport.send = send;
    await app.moveTo('2020-06-29T09:30:00+02:00');
    const reminders = await app.dataSource.query(
      `SELECT municipality_number AS number, letter.state, last_error AS why FROM letter
       JOIN declaration ON declaration.id = letter.declaration_id WHERE kind = 'REMINDER' ORDER BY 1`,
    );
    expect(reminders).toEqual([
      { number: '0301', state: 'CANCELLED', why: 'DEADLINE_CHANGED; the last attempt: Error: 451 later' },
      ...['4601', '4621', '4640', '5401'].map((number) => ({ number, state: 'SENT', why: null })),
    ]);
  });

  it('never blocks the reminders crosswise, whichever comes first', async () => {
    for (const [round, day] of ['2020-06-17', '2020-06-24', '2020-06-29'].entries()) {
      app.clock.moveTo(new Date(`${day}T09:00:00+02:00`));
      await Promise.all([app.settle(), ...ALL.map((number) => grant(of(number), `2020-07-${10 + round}`))]);
      await app.settle();
    }
    const [row] = await app.dataSource.query(
      `SELECT (SELECT max(attempts) FROM reminder)::integer AS reminders,
         (SELECT count(*)::integer FROM letter WHERE last_error LIKE '%deadlock%') AS letters,
         (SELECT min(deadline_version) FROM declaration) AS versions,
         (SELECT count(*)::integer FROM reminder JOIN declaration ON declaration.id = reminder.declaration_id
          WHERE state = 'PLANNED' AND reminder.deadline_version <> declaration.deadline_version) AS stale`,
    );
    expect(row).toEqual({ reminders: 0, letters: 0, versions: 4, stale: 0 });
    expect(await capturedOfKind(app, 'extension-notice')).toHaveLength(15);
  });
});
