import { createHash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { CloseCampaign } from '../../src/campaigns/index.js';
import { IssuedForms } from '../../src/declarations/index.js';
import { GrantExtension } from '../../src/extensions/index.js';
import { LetterReadModel, PlanLetters, RecordBounce, SendAgain } from '../../src/letters/index.js';
import type { BounceKind } from '../../src/letters/bounce.policy.js';
import { SendLetter } from '../../src/letters/send-letter.js';
import { QueueConnection } from '../../src/platform/jobs/index.js';
import {
  type Accepted,
  MailDeferred,
  MailRefused,
  MailTransport,
  type OutgoingMail,
} from '../../src/platform/mail/index.js';
import { type TestApp, startTestApp } from '../support/app.js';
import { capturedMail, capturedOfKind, header } from '../support/captured-mail.js';
import { drained } from '../support/drained.js';
import { startSecondService } from '../support/second-service.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const at = (text: string): Date => new Date(text);

async function lettersOf(app: TestApp, kind: string): Promise<Record<string, unknown>[]> {
  return await app.dataSource.query(
    `SELECT letter.state, attempts, due_at, last_error, sent_at, municipality_number AS number FROM letter
     LEFT JOIN declaration ON declaration.id = letter.declaration_id WHERE kind = $1 ORDER BY municipality_number`,
    [kind],
  );
}

describe('the letters of a campaign', () => {
  let app: TestApp;
  let campaign: SmallCampaign;
  const peers: string[] = [];
  const remember = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    socket.once('connect', () => peers.push(socket.remoteAddress ?? ''));
  };

  beforeAll(async () => {
    subscribe('net.client.socket', remember);
    app = await startTestApp();
    campaign = await issueSmall(app);
  });
  afterAll(async () => {
    unsubscribe('net.client.socket', remember);
    await app.close();
  });

  const invitationTo = async (number: string) => {
    const reference = campaign.references[number];
    const [row] = await app.dataSource.query('SELECT id, case_token AS token FROM declaration WHERE reference = $1', [
      reference,
    ]);
    const [mail] = (await capturedOfKind(app, 'invitation')).filter((one) => one.messageId.startsWith(`${row.token}.`));
    if (mail === undefined) throw new Error(`No invitation to ${number}.`);
    return { mail, token: row.token as string, id: row.id as string, reference: reference ?? '' };
  };

  it('never leave loopback', async () => {
    expect(peers.length).toBeGreaterThan(5);
    expect(new Set(peers)).toEqual(new Set(['127.0.0.1']));
  });

  it('carry the headers of an automatic letter, and the case in all three places', async () => {
    const { mail, token } = await invitationTo('0301');
    const [municipality] = await app.dataSource.query(`SELECT email FROM municipality WHERE number = '0301'`);
    expect(mail.recipient).toBe(municipality.email);
    expect(mail.email.to).toEqual([{ name: 'Oslo kommune', address: municipality.email }]);
    expect(mail.email.from).toEqual({ name: 'Helse- og omsorgsdepartementet', address: 'akson@hod.dep.no' });
    expect(mail.email.replyTo).toEqual([{ name: '', address: `akson+${token}@hod.dep.no` }]);
    expect(mail.envelopeFrom).toBe(`akson+b-${token}@hod.dep.no`);
    expect(mail.email.messageId).toBe(`<${mail.messageId}>`);
    expect(mail.messageId).toMatch(new RegExp(`^${token}\\.invitation\\.v1\\.[0-9a-f]{16}@hod\\.dep\\.no$`));
    expect(header(mail, 'Auto-Submitted')).toBe('auto-generated');
    expect(header(mail, 'X-Auto-Response-Suppress')).toBe('OOF, AutoReply');
    expect(header(mail, 'Content-Language')).toBe('nb');
    expect(at(mail.email.date ?? '')).toEqual(at('2020-04-24T09:00:00+02:00'));
    expect(mail.email.inReplyTo).toBeUndefined();
    for (const line of mail.raw.toString('latin1').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
  });

  it('enclose the very form that was issued, the summary, the deadline and the meeting', async () => {
    const { mail, id, reference } = await invitationTo('0301');
    const attachments = mail.email.attachments.map(({ filename, mimeType, content }) => ({
      filename,
      mimeType,
      bytes: Buffer.from(content as ArrayBuffer),
    }));
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      [`Intensjonserklæring ${reference}.pdf`, 'application/pdf'],
      ['Akson – kort sammendrag.pdf', 'application/pdf'],
      ['frist.ics', 'text/calendar'],
      ['meeting.ics', 'text/calendar'],
    ]);
    const form = await app.get(IssuedForms).read(id);
    expect(
      createHash('sha256')
        .update(attachments[0]?.bytes ?? '')
        .digest('hex'),
    ).toBe(form?.sha256);
    expect(attachments[1]?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const [deadline, meeting] = attachments.slice(2).map(({ bytes }) => bytes.toString().replaceAll('\r\n', '\n'));
    expect(deadline).toContain('METHOD:PUBLISH');
    expect(deadline).toContain('DTSTART;VALUE=DATE:20200701\n');
    expect(deadline).toContain('SEQUENCE:1\n');
    expect(meeting).toContain('METHOD:REQUEST');
    expect(meeting).toContain('DTSTART:20200505T120000Z\n');
    expect(meeting).toContain('DTEND:20200505T133000Z\n');
  });

  it('are written in the municipality’s language form, text and HTML alike', async () => {
    const nynorsk = await invitationTo('4621');
    const bokmal = await invitationTo('4601');
    expect(header(nynorsk.mail, 'Content-Language')).toBe('nn');
    for (const words of [nynorsk.mail.email.text, nynorsk.mail.email.html]) expect(words).toMatch(/frå|vegen|korleis/);
    for (const words of [bokmal.mail.email.text, bokmal.mail.email.html]) {
      expect(words).toMatch(/\bfra\b/);
      expect(words).not.toMatch(/\bfrå\b|korleis/);
    }
    expect(nynorsk.mail.email.attachments[1]?.filename).not.toBe(bokmal.mail.email.attachments[1]?.filename);
  });

  it('lead to the municipality’s page: opening the link shows a button, pressing it opens', async () => {
    const { mail, reference } = await invitationTo('4621');
    const links = [...new Set(mail.email.text?.match(/http:\/\/127\.0\.0\.1:3000\/portal\/[A-Za-z0-9_-]{43}/g))];
    expect(links).toHaveLength(1);
    expect(mail.email.html).toContain(links[0]);
    const url = `${app.url}${new URL(links[0] ?? '').pathname}`;
    const opened = await fetch(url);
    const page = await opened.text();
    expect(opened.status).toBe(200);
    expect(page).toMatch(/<form method="post"[^>]*>[\s\S]*<button/);
    expect(page).not.toContain('Voss herad');
    expect(page).not.toContain(reference);
    const pressed = await fetch(url, { method: 'POST', redirect: 'manual' });
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/portal']);
    const cookie = pressed.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^[^=]+=[A-Za-z0-9_-]{43}; .*HttpOnly.*SameSite=Lax/);
    expect(cookie).not.toContain(url.slice(-43));
    const shown = await fetch(`${app.url}/portal`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(await shown.text()).toContain(reference);
    expect((await fetch(`${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`, { method: 'POST' })).status).toBe(404);
    const [stored] = await app.dataSource.query(
      'SELECT portal_link_hash AS hash FROM declaration WHERE reference = $1',
      [reference],
    );
    expect(stored.hash).toBe(createHash('sha256').update(url.slice(-43)).digest('hex'));
  });

  it('tell those who get a copy how many were invited, and enclose no form', async () => {
    const copies = await capturedOfKind(app, 'copy');
    expect(copies.map((mail) => mail.email.to?.[0]?.name ?? '').toSorted()).toEqual([
      'Helse Midt-Norge RHF',
      'Helse Nord RHF',
      'Helse Sør-Øst RHF',
      'Helse Vest RHF',
      'KS',
      'Trondheim kommune',
    ]);
    for (const mail of copies) {
      expect(mail.email.attachments.map((attachment) => attachment.mimeType)).toEqual(['application/pdf']);
      expect(mail.email.text).toMatch(/\b5 kommun/);
      expect(mail.envelopeFrom).toBe('akson@hod.dep.no');
    }
  });

  it('are noted as bounced, hard or soft, and a hard bounce stays', async () => {
    const letters = await app.get(LetterReadModel).ofDeclaration(campaign.references['4640'] ?? '');
    const [invitation] = letters.filter((letter) => letter.kind === 'INVITATION');
    const bounce = (kind: BounceKind, explanation: string): Promise<unknown> =>
      app.dataSource.transaction((manager) =>
        app
          .get(RecordBounce)
          .execute(manager, { letterId: invitation?.id ?? '', kind, explanation, now: app.clock.now() }),
      );
    const delivery = async (): Promise<unknown[]> => {
      const letter = await app.get(LetterReadModel).byId(invitation?.id ?? '');
      return [letter.delivery, letter.explanation];
    };
    await bounce('DELAYED', '4.4.1 trying');
    expect(await delivery()).toEqual(['SENT', '4.4.1 trying']);
    await bounce('SOFT', '4.2.2 full');
    expect(await delivery()).toEqual(['PLANNED', '4.2.2 full']);
    await bounce('HARD', '5.1.1 no such\0 mailbox \ud83d');
    expect((await delivery())[0]).toBe('BOUNCED_HARD');
    for (const kind of ['DELAYED', 'SOFT', 'HARD'] as const) {
      expect(await bounce(kind, 'too late')).toBeNull();
      expect((await delivery())[0]).toBe('BOUNCED_HARD');
    }
    const events = await app.dataSource.query(
      `SELECT action, data ->> 'messageId' AS id, data ->> 'reason' AS reason FROM audit_event
       WHERE action LIKE 'LETTER_BOUNCED%' OR action = 'LETTER_DELAYED' ORDER BY id`,
    );
    const id = invitation?.messageId;
    expect(events).toEqual([
      { action: 'LETTER_DELAYED', id, reason: '4.4.1 trying' },
      { action: 'LETTER_BOUNCED_SOFT', id, reason: '4.2.2 full' },
      { action: 'LETTER_BOUNCED_HARD', id, reason: '5.1.1 no such\uFFFD mailbox \uFFFD' },
    ]);
  });

  it('give the operators, a day before the deadline, exactly those who have not answered', async () => {
    const state = (number: string, returnState: string): Promise<unknown> =>
      app.dataSource.query('UPDATE declaration SET return_state = $2 WHERE municipality_number = $1', [
        number,
        returnState,
      ]);
    await state('0301', 'ACCEPTED');
    await state('4601', 'REJECTED');
    await state('5401', 'NEEDS_REVIEW');
    await app.moveTo('2020-06-29T09:00:00+02:00');
    await app.get(GrantExtension).execute({
      references: [campaign.references['4621'] ?? ''],
      dueOn: '2020-07-07',
      reason: 'kommunestyremøte',
      actor: 'key:operator',
    });
    await app.moveTo('2020-06-30T23:58:59+02:00');
    expect(await capturedOfKind(app, 'operators-digest')).toEqual([]);
    await app.moveTo('2020-06-30T23:59:00+02:00');
    const digests = await capturedOfKind(app, 'operators-digest');
    expect(digests.map((mail) => mail.recipient)).toEqual(['akson-saksbehandling@hod.example']);
    const text = digests[0]?.email.text ?? '';
    const listed = Object.keys(campaign.references).filter((number) =>
      text.includes(campaign.references[number] ?? ''),
    );
    expect(listed.toSorted()).toEqual(['4601', '4640']);
    await app.moveTo('2020-07-06T23:59:00+02:00');
    const [, second] = await capturedOfKind(app, 'operators-digest');
    const then = second?.email.text ?? '';
    expect(
      Object.keys(campaign.references).filter((number) => then.includes(campaign.references[number] ?? '')),
    ).toEqual(['4621']);
  });
});

describe('sending letters', () => {
  let app: TestApp;
  let send: (mail: OutgoingMail) => Promise<Accepted>;
  let transport: MailTransport;

  beforeEach(async () => {
    app = await startTestApp();
    transport = app.get(MailTransport);
    send = transport.send.bind(transport);
  });
  afterEach(() => app.close());

  it('tries again after a 4xx, later each time, and sends the same letter once', async () => {
    let refusals = 0;
    transport.send = async (mail) => {
      if (mail.recipient.includes('oslo') && refusals < 3) {
        refusals++;
        throw new MailDeferred('451 4.7.1 greylisted');
      }
      return await send(mail);
    };
    const begun = app.clock.now();
    await issueSmall(app, { numbers: ['0301', '5001'] });
    // Half a minute, then twice that, then twice that again.
    for (const [attempts, seconds] of [
      [1, 30],
      [2, 90],
      [3, 210],
    ] as const) {
      const dueAt = new Date(begun.getTime() + seconds * 1000);
      expect(await lettersOf(app, 'INVITATION')).toMatchObject([
        { state: 'PLANNED', attempts, due_at: dueAt, last_error: 'Error: 451 4.7.1 greylisted' },
      ]);
      await app.moveTo(new Date(dueAt.getTime() - 1));
      expect(refusals).toBe(attempts);
      await app.moveTo(dueAt);
    }
    expect(await lettersOf(app, 'INVITATION')).toMatchObject([{ state: 'SENT', attempts: 4, last_error: null }]);
    expect((await capturedOfKind(app, 'invitation')).map((mail) => mail.deliveries)).toEqual([1]);
  });

  it('gives up after a 5xx with the server’s words, and sends the others', async () => {
    transport.send = async (mail) => {
      if (mail.recipient.includes('oslo')) throw new MailRefused('550 5.1.1 no such mailbox');
      return await send(mail);
    };
    await issueSmall(app);
    expect(await lettersOf(app, 'INVITATION')).toMatchObject([
      { number: '0301', state: 'FAILED', last_error: '550 5.1.1 no such mailbox', sent_at: null, attempts: 1 },
      { number: '4601', state: 'SENT', last_error: null },
      { number: '4621', state: 'SENT' },
      { number: '4640', state: 'SENT' },
      { number: '5401', state: 'SENT' },
    ]);
    await app.moveTo('2020-04-25T09:00:00+02:00');
    expect((await lettersOf(app, 'INVITATION'))[0]).toMatchObject({ state: 'FAILED', attempts: 1 });
    expect(
      await app.dataSource.query(`SELECT data ->> 'reason' AS reason FROM audit_event WHERE action = 'LETTER_FAILED'`),
    ).toEqual([{ reason: '550 5.1.1 no such mailbox' }]);
  });

  it('a letter that fails is a task, once; closed when it is sent again, and open again if it fails anew', async () => {
    const tasks = () =>
      app.dataSource.query(
        'SELECT kind, about, explanation, closed_by AS "closedBy", version FROM task ORDER BY opened_at',
      );
    let words = '550 5.1.1 no such mailbox';
    transport.send = async (mail) => {
      if (mail.recipient.includes('oslo')) throw new MailRefused(words);
      return await send(mail);
    };
    await issueSmall(app, { numbers: ['0301', '4601', '5001'] });
    const [failed] = await app.dataSource.query(`SELECT id FROM letter WHERE state = 'FAILED'`);
    const task = {
      kind: 'LETTER_FAILED',
      about: `letter:${failed.id}`,
      explanation: words,
      closedBy: null,
      version: 1,
    };
    await app.settle();
    expect(await tasks()).toEqual([task]);
    const listed = await app.fetch('/api/v1/campaigns/akson-2020/tasks');
    expect(await listed.json()).toMatchObject({
      items: [{ kind: 'LETTER_FAILED', about: `letter:${failed.id}`, explanation: words }],
    });

    words = '550 5.7.1 not from you';
    await app.get(SendAgain).execute(failed.id, 'The mailbox is made.', 'key:case-handler');
    expect(await tasks()).toEqual([{ ...task, closedBy: 'key:case-handler', version: 2 }]);
    await app.settle();
    expect(await tasks()).toEqual([{ ...task, explanation: words, version: 3 }]);

    transport.send = send;
    await app.get(SendAgain).execute(failed.id, 'They let us in.', 'key:case-handler');
    await app.settle();
    expect(await tasks()).toEqual([{ ...task, explanation: words, closedBy: 'key:case-handler', version: 4 }]);
  });

  it('a letter that was given up because it is too late by now is a task; one that was never tried is none', async () => {
    transport.send = async (mail) => {
      if (mail.recipient.includes('oslo')) throw new MailDeferred('451 4.7.1 greylisted');
      return await send(mail);
    };
    await issueSmall(app, { numbers: ['0301', '4601', '5001'] });
    const later = new Date(app.clock.now().getTime() + 3_600_000).toISOString();
    await app.dataSource.query(
      `UPDATE letter SET state = 'PLANNED', queued_at = NULL, not_after = due_at, due_at = $1 WHERE kind = 'INVITATION'`,
      [later],
    );
    await app.moveTo(later);
    expect(await lettersOf(app, 'INVITATION')).toMatchObject([
      { number: '0301', state: 'CANCELLED', last_error: 'TOO_LATE; the last attempt: Error: 451 4.7.1 greylisted' },
      { number: '4601', state: 'CANCELLED', last_error: 'TOO_LATE' },
    ]);
    expect(await app.dataSource.query('SELECT explanation FROM task')).toEqual([
      { explanation: 'TOO_LATE; the last attempt: Error: 451 4.7.1 greylisted' },
    ]);
  });

  it('gives up a letter that cannot be written to its address, instead of trying for ever', async () => {
    const { references } = await issueSmall(app, { numbers: ['0301', '5001'] });
    await app.dataSource
      .query(`UPDATE letter SET state = 'PLANNED', recipient_email = 'ørsta@kommune.example', queued_at = NULL
      WHERE kind = 'INVITATION'`);
    await app.settle();
    const [letter] = await app.get(LetterReadModel).ofDeclaration(references['0301'] ?? '');
    expect(letter).toMatchObject({ delivery: 'FAILED', explanation: expect.stringContaining('ørsta@kommune.example') });
  });

  it('does not send an invitation without its enclosure', async () => {
    transport.send = async () => {
      throw new MailDeferred('451 wait');
    };
    await issueSmall(app, { numbers: ['0301', '5001'] });
    transport.send = send;
    await app.dataSource.query(`DELETE FROM form_template WHERE kind = 'summary'`);
    const second = await startSecondService(app);
    try {
      await app.dataSource.query('UPDATE letter SET due_at = created_at, queued_at = NULL');
      const [{ id }] = await app.dataSource.query(`SELECT id FROM letter WHERE kind = 'INVITATION'`);
      await expect(second.get(SendLetter).perform(id)).rejects.toThrow('The enclosure «summary» in nb is not there.');
    } finally {
      await second.close();
    }
    expect(await lettersOf(app, 'INVITATION')).toMatchObject([{ state: 'PLANNED' }]);
  });

  it('does not send what is no longer wanted when its turn comes', async () => {
    transport.send = async () => {
      throw new MailDeferred('421 busy');
    };
    const { references, slug } = await issueSmall(app, { numbers: ['0301', '4601', '5001'] });
    await app.dataSource.query(`UPDATE declaration SET withdrawn_at = $1 WHERE reference = $2`, [
      app.clock.now().toISOString(),
      references['0301'],
    ]);
    transport.send = send;
    await app.moveTo('2020-04-24T09:30:00+02:00');
    expect(await lettersOf(app, 'INVITATION')).toMatchObject([
      { number: '0301', state: 'CANCELLED', last_error: 'WITHDRAWN; the last attempt: Error: 421 busy', sent_at: null },
      { number: '4601', state: 'SENT' },
    ]);
    // After a closing the operators' list is of no use either.
    await app.get(CloseCampaign).execute(slug, 'key:admin');
    await app.moveTo('2020-06-30T23:59:00+02:00');
    expect(await lettersOf(app, 'OPERATORS_DIGEST')).toMatchObject([
      { state: 'CANCELLED', last_error: 'CAMPAIGN_CLOSED' },
    ]);
    const events = await app.dataSource.query(
      `SELECT data ->> 'kind' AS kind, data ->> 'reason' AS reason FROM audit_event WHERE action = 'LETTER_CANCELLED' ORDER BY id`,
    );
    expect(events).toEqual([
      { kind: 'INVITATION', reason: 'WITHDRAWN' },
      { kind: 'OPERATORS_DIGEST', reason: 'CAMPAIGN_CLOSED' },
    ]);
  });

  it('does not send an invitation after the deadline’s last moment', async () => {
    transport.send = async () => {
      throw new MailDeferred('421 busy');
    };
    await issueSmall(app, { numbers: ['0301', '5001'] });
    transport.send = send;
    await app.moveTo('2020-07-02T00:00:00+02:00');
    expect(await lettersOf(app, 'INVITATION')).toMatchObject([
      { state: 'CANCELLED', last_error: 'TOO_LATE; the last attempt: Error: 421 busy' },
    ]);
    expect(await capturedOfKind(app, 'invitation')).toEqual([]);
  });

  it('sends each letter once with two workers and a thousand duplicate jobs', async () => {
    transport.send = async () => {
      throw new MailDeferred('421 busy');
    };
    await issueSmall(app);
    transport.send = send;
    const second = await startSecondService(app);
    try {
      app.clock.moveTo(at('2020-04-24T10:00:00+02:00'));
      const ids: { id: string }[] = await app.dataSource.query(
        `SELECT id FROM letter WHERE kind IN ('INVITATION', 'COPY') ORDER BY id`,
      );
      const handle = app.get(QueueConnection).openQueue('send-letter', () => undefined);
      for (let copy = 0; copy < 100; copy++) {
        await handle.add(ids.map(({ id }) => ({ jobId: `copy-${copy}-${id}`, data: { id } })));
      }
      await app.service.jobs.reconcile();
      await drained(app, 'send-letter');
      await handle.close();
    } finally {
      await second.close();
    }
    const mails = await capturedMail(app);
    expect(mails).toHaveLength(11);
    expect(mails.every((mail) => mail.deliveries === 1)).toBe(true);
    expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(11);
    const [row] = await app.dataSource.query(
      `SELECT count(*)::integer AS sent, count(DISTINCT data ->> 'messageId')::integer AS letters FROM audit_event
       WHERE action = 'LETTER_SENT'`,
    );
    expect(row).toEqual({ sent: 11, letters: 11 });
  });

  it('gives a letter that is planned twice one row and one Message-ID', async () => {
    const { references } = await issueSmall(app, { numbers: ['0301', '5001'] });
    const [{ id, token, campaign }] = await app.dataSource.query(
      'SELECT id, case_token AS token, campaign_id AS campaign FROM declaration',
    );
    const letter = {
      kind: 'WITHDRAWAL' as const,
      data: { by: 'ministry' as const, reason: null },
      campaign: { id: campaign, slug: 'akson-2020', mailbox: 'akson@hod.dep.no' },
      declaration: { id, reference: references['0301'] ?? '', caseToken: token },
      slot: '',
      deadlineVersion: null,
      recipientName: 'Oslo kommune',
      recipientEmail: 'post@kommune.example',
      language: 'nb' as const,
      dueAt: app.clock.now(),
      notAfter: null,
    };
    const plan = (slot = ''): Promise<string[]> =>
      app.dataSource.transaction((manager) =>
        app.get(PlanLetters).execute(manager, [{ ...letter, slot }], app.clock.now(), 'system:test'),
      );
    // Two at once may meet at the one key or at the other: often enough for both to happen.
    for (let round = 0; round < 40; round++) {
      const planned = await Promise.all([plan(`${round}`), plan(`${round}`), plan(`${round}`), plan(`${round}`)]);
      expect(planned.flat()).toHaveLength(1);
    }
    await app.dataSource.query(`DELETE FROM letter WHERE kind = 'WITHDRAWAL'`);
    await app.dataSource.query(`DELETE FROM audit_event WHERE action = 'LETTER_PLANNED'`);
    expect(await plan()).toHaveLength(1);
    await app.settle();
    expect(await plan()).toEqual([]);
    await app.settle();
    expect(await capturedOfKind(app, 'withdrawal')).toHaveLength(1);
    const [events] = await app.dataSource.query(
      `SELECT count(*)::integer AS planned FROM audit_event WHERE action = 'LETTER_PLANNED' AND data ->> 'kind' = 'WITHDRAWAL'`,
    );
    expect(events).toEqual({ planned: 1 });
  });

  it('bears one Message-ID when a crash after the server’s 250 sends it again', async () => {
    let crashed = false;
    transport.send = async (mail) => {
      const accepted = await send(mail);
      if (!crashed) {
        crashed = true;
        throw new Error('the process is killed between the 250 and the commit');
      }
      return accepted;
    };
    await issueSmall(app, { numbers: ['0301', '5001'] });
    await app.moveTo('2020-04-24T09:30:00+02:00');
    const rows = await app.dataSource.query(
      `SELECT message_id, sum(deliveries)::integer AS copies FROM captured_message GROUP BY message_id ORDER BY copies DESC`,
    );
    expect(rows.map((row: { copies: number }) => row.copies)).toEqual([2, 1, 1, 1, 1, 1, 1]);
  });

  it('keeps the captured message as it was sent, under one row however often the same came', async () => {
    const mail = {
      envelopeFrom: 'a@x.example',
      recipient: 'b@x.example',
      raw: Buffer.from('Message-ID: <one@x.example>\r\nSubject: =?utf-8?q?=C3=A5?=\r\n\r\nå.\r\n'),
    };
    await send(mail);
    await send(mail);
    await send({ ...mail, raw: Buffer.from(mail.raw.toString().replace('å.', 'ø.')) });
    await send({ ...mail, raw: Buffer.from(`Message-ID: <${'x'.repeat(5000)}@x.example>\r\nSubject: a\0b\r\n\r\n`) });
    const rows = await capturedMail(app);
    expect(rows.map((row) => row.deliveries).toSorted((one, other) => one - other)).toEqual([1, 1, 2]);
    const twice = rows.find((row) => row.deliveries === 2);
    expect(twice?.raw.equals(mail.raw)).toBe(true);
    expect((await PostalMime.parse(twice?.raw ?? '')).subject).toBe('å');
  });
});
