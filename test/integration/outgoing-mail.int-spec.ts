import { ChangeContact } from '../../src/contacts/index.js';
import { type LetterKind, LetterReadModel, type LetterView, PlanLetters, SendAgain } from '../../src/letters/index.js';
import { StoreInboundMessage } from '../../src/mailbox/index.js';
import type { LiveRelay, OutgoingMode } from '../../src/platform/mail/index.js';
import { headerOf } from '../../src/platform/mail/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { capturedMail } from '../support/captured-mail.js';
import { describeWithMailServers, MAIL_PASSWORD, type MailServers, startMailServers } from '../support/mail-servers.js';
import { answering, type RelayedMail, serverIdentity, startRelay, type TestRelay } from '../support/relay.js';
import { eventually } from '../support/service-process.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';

const MAILBOX = 'akson@hod.dep.no';
const ALLOWED = ['@storvik.example'];

const live = (relay: Partial<LiveRelay> & Pick<LiveRelay, 'host' | 'port'>, allow: readonly string[] = ALLOWED) =>
  ({
    mode: 'live',
    allow,
    relay: { mode: 'live', tls: 'none', authorities: null, connections: 3, login: null, dkim: null, ...relay },
  }) satisfies OutgoingMode;

/** A campaign whose letters all wait, because nobody in the register may get one. */
async function heldCampaign(outgoingMail: OutgoingMode, numbers?: readonly string[]) {
  const app = await startTestApp({ outgoingMail });
  const campaign = await issueSmall(app, numbers === undefined ? {} : { numbers });
  const correct = async (number: string, email: string) => {
    const changed = await app
      .get(ChangeContact)
      .execute(campaign.references[number] ?? '', email, 'they told us', 'key:kari');
    await app.settle();
    return changed;
  };
  const letters = async (number: string, kind: LetterKind = 'INVITATION'): Promise<LetterView[]> =>
    (await app.get(LetterReadModel).ofDeclaration(campaign.references[number] ?? '')).filter(
      (letter) => letter.kind === kind,
    );
  const tasks = async (): Promise<object[]> =>
    await app.dataSource.query(
      `SELECT task.kind, declaration.municipality_number AS number FROM task
       LEFT JOIN declaration ON declaration.id = task.declaration_id ORDER BY task.opened_at, number`,
    );
  return { app, campaign, correct, letters, tasks };
}

/** A letter that answers, to any address. */
async function planAnswer(app: TestApp, campaign: SmallCampaign, number: string, email: string): Promise<void> {
  const [row] = await app.dataSource.query(
    `SELECT id, reference, case_token AS "caseToken", campaign_id AS "campaignId" FROM declaration WHERE reference = $1`,
    [campaign.references[number]],
  );
  await app.dataSource.transaction((manager) =>
    app.get(PlanLetters).execute(
      manager,
      [
        {
          kind: 'WITHDRAWAL',
          data: { by: 'ministry', reason: null },
          campaign: { id: row.campaignId, slug: campaign.slug, mailbox: MAILBOX },
          declaration: row,
          slot: email,
          deadlineVersion: null,
          recipientName: 'x',
          recipientEmail: email,
          language: 'nb',
          dueAt: app.clock.now(),
          notAfter: null,
        },
      ],
      app.clock.now(),
      'system:test',
    ),
  );
  await app.settle();
}

describe('live mail with an allow-list', () => {
  let relay: TestRelay;
  let held: Awaited<ReturnType<typeof heldCampaign>>;
  beforeAll(async () => {
    relay = await startRelay();
    held = await heldCampaign(live(relay));
  });
  afterAll(async () => {
    await held.app.close();
    await relay.close();
  });

  it('captures and holds every letter to others, and the letter says so', async () => {
    expect(relay.taken).toEqual([]);
    expect(await held.app.get(LetterReadModel).counts('akson-2020')).toEqual({
      COPY: { HELD: 6 },
      INVITATION: { HELD: 5 },
      OPERATORS_DIGEST: { PLANNED: 1 },
    });
    const [invitation] = await held.letters('0301');
    expect(invitation).toMatchObject({
      delivery: 'HELD',
      sentAt: null,
      explanation: expect.stringMatching(/^NOT_ALLOWED: its recipient is not in MAIL_ALLOW/),
    });
    expect(await capturedMail(held.app)).toHaveLength(11);
    expect(
      await held.app.dataSource.query(
        `SELECT data ->> 'reason' AS reason, count(*)::integer AS count FROM audit_event WHERE action = 'LETTER_HELD' GROUP BY 1`,
      ),
    ).toEqual([{ reason: 'NOT_ALLOWED', count: 11 }]);
  });

  it('sends what is held when an address that may get it is entered, with the case in envelope and reply address', async () => {
    expect(await held.correct('0301', 'post@storvik.example')).toMatchObject({
      lettersRedirected: 1,
      invitedAgain: false,
    });
    const [invitation] = await held.letters('0301');
    expect(invitation).toMatchObject({ delivery: 'SENT', recipientEmail: 'post@storvik.example' });
    const [mail] = relay.taken;
    const token = invitation?.messageId.split('.')[0] ?? '';
    expect(mail).toMatchObject({
      recipient: 'post@storvik.example',
      envelopeFrom: `akson+b-${token}@hod.dep.no`,
      parameters: {
        RET: 'HDRS',
        ENVID: invitation?.id,
        NOTIFY: 'FAILURE,DELAY',
        ORCPT: 'rfc822;post@storvik.example',
      },
    });
    expect(headerOf(mail?.raw ?? Buffer.alloc(0), 'reply-to')).toBe(`akson+${token}@hod.dep.no`);
    expect(relay.taken).toHaveLength(1);
  });

  it('holds it again when an operator asks for it and nothing has changed, and tells what cannot be sent again', async () => {
    const [invitation] = await held.letters('4601');
    const again = (id: string | undefined, reason = 'try'): Promise<Response> =>
      held.app.fetch(`/api/v1/letters/${id}/send-again`, {
        method: 'POST',
        key: 'caseHandler',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason }),
      });
    const answer = await again(invitation?.id);
    expect([answer.status, await answer.json()]).toEqual([200, { letters: 1 }]);
    await held.app.settle();
    expect((await held.letters('4601'))[0]).toMatchObject({ delivery: 'HELD', attempts: 1 });
    const [sent] = await held.letters('0301');
    expect((await again(sent?.id)).status).toBe(409);
    expect(relay.taken).toHaveLength(1);
  });
});

describe('a mail server that says no', () => {
  let relay: TestRelay;
  let answer: (recipient: string) => Error | null;
  let held: Awaited<ReturnType<typeof heldCampaign>>;
  beforeAll(async () => {
    answer = () => null;
    relay = await startRelay({ onRcptTo: ({ address }, _session, done) => done(answer(address)) });
    held = await heldCampaign(live(relay));
  });
  afterAll(async () => {
    await held.app.close();
    await relay.close();
  });
  const sentTo = (address: string): RelayedMail[] => relay.taken.filter(({ recipient }) => recipient === address);

  it('later (greylisting) gets the letter later', async () => {
    let refusals = 2;
    answer = () => (refusals-- > 0 ? answering(450, '4.2.0 greylisted') : null);
    await held.correct('0301', 'grey@storvik.example');
    const begun = held.app.clock.now().getTime();
    expect((await held.letters('0301'))[0]).toMatchObject({
      delivery: 'PLANNED',
      explanation: 'Error: 450 4.2.0 greylisted',
      dueAt: new Date(begun + 30_000),
    });
    await held.app.moveTo(new Date(begun + 30_000));
    await held.app.moveTo(new Date(begun + 90_000));
    expect((await held.letters('0301'))[0]).toMatchObject({ delivery: 'SENT', attempts: 3, explanation: null });
    expect(sentTo('grey@storvik.example')).toHaveLength(1);
  });

  it('for good fails the letter at once, in the server’s words, and a mended address gets it', async () => {
    answer = (address) => (address.startsWith('refused@') ? answering(550, '5.1.1 unknown here') : null);
    await held.correct('4601', 'refused@storvik.example');
    expect((await held.letters('4601'))[0]).toMatchObject({
      delivery: 'FAILED',
      attempts: 1,
      explanation: '550 5.1.1 unknown here',
    });
    expect(await held.correct('4601', 'mended@storvik.example')).toMatchObject({ invitedAgain: true });
    expect(sentTo('mended@storvik.example')).toHaveLength(1);
  });

  it('until the deadline has passed, and the letter is cancelled with what was said last', async () => {
    answer = () => answering(451, '4.3.2 not now');
    await held.correct('4621', 'never@storvik.example');
    await held.app.moveTo('2020-07-01T23:00:00+02:00');
    expect((await held.letters('4621'))[0]).toMatchObject({ delivery: 'PLANNED' });
    await held.app.moveTo('2020-07-02T01:00:00+02:00');
    expect((await held.letters('4621'))[0]).toMatchObject({
      delivery: 'CANCELLED',
      explanation: 'TOO_LATE; the last attempt: Error: 451 4.3.2 not now',
    });
    expect(sentTo('never@storvik.example')).toEqual([]);
  });
});

describe('a connection that breaks after the final dot', () => {
  it('leads to a second copy under the same Message-ID, and to one letter that is sent', async () => {
    let cuts = 1;
    const relay = await startRelay({
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.once('end', () => {
          received.push(Buffer.concat(chunks));
          if (cuts-- > 0) relay.hangUp();
          else done();
        });
      },
    });
    const received: Buffer[] = [];
    const held = await heldCampaign(live(relay), ['0301', '5001']);
    try {
      await held.correct('0301', 'post@storvik.example');
      expect((await held.letters('0301'))[0]).toMatchObject({ delivery: 'PLANNED', attempts: 1 });
      await held.app.moveTo(new Date(held.app.clock.now().getTime() + 30_000));
      expect((await held.letters('0301'))[0]).toMatchObject({ delivery: 'SENT' });
      expect(received).toHaveLength(2);
      expect(new Set(received.map((raw) => headerOf(raw, 'message-id'))).size).toBe(1);
    } finally {
      await held.app.close();
      await relay.close();
    }
  });
});

describe('the rate limit', () => {
  it('lets so many letters out in any minute of the clock', async () => {
    const app = await startTestApp({ lettersPerMinute: 4 });
    try {
      await issueSmall(app);
      const begun = app.clock.now().getTime();
      const sentAfter = async (seconds: number): Promise<number> => {
        await app.moveTo(new Date(begun + seconds * 1000));
        return (await capturedMail(app)).length;
      };
      expect(await sentAfter(0)).toBe(4);
      expect(await sentAfter(59)).toBe(4);
      expect(await sentAfter(60)).toBe(8);
      expect(await sentAfter(119)).toBe(8);
      expect(await sentAfter(120)).toBe(11);
    } finally {
      await app.close();
    }
  });
});

describeWithMailServers('over a real mail server', () => {
  const identity = serverIdentity();
  let servers: MailServers;
  let held: Awaited<ReturnType<typeof heldCampaign>>;
  beforeAll(async () => {
    servers = await startMailServers({
      unknown: ['gone@storvik.example'],
      answers: { 'refused@storvik.example': '550 5.2.1 Mailbox disabled' },
      tls: { certificate: identity.cert, key: identity.key },
    });
    const login = { kind: 'password', user: MAILBOX, password: MAIL_PASSWORD } as const;
    const relay = { host: 'localhost', port: servers.ports.submission, tls: 'starttls', login } as const;
    held = await heldCampaign(live({ ...relay, authorities: identity.authority }));
  });
  afterAll(async () => {
    await held.app.close();
    await servers.remove();
  });

  const arrived = (address: string, count = 1): Promise<Buffer[]> =>
    eventually(`${count} messages to ${address}`, async () => {
      const messages = await servers.mailbox(address).messages();
      return messages.length >= count ? messages : null;
    });

  /** What lies in the ministry's mailbox, as a fetch would hand it over; the same again changes nothing. */
  async function fetchMailbox(count: number): Promise<void> {
    for (const raw of await arrived(MAILBOX, count)) {
      await held.app.get(StoreInboundMessage).execute({
        source: 'REST',
        envelopeFrom: (headerOf(raw, 'return-path') ?? '').replaceAll(/[<>]/g, ''),
        deliveredTo: headerOf(raw, 'delivered-to') ?? MAILBOX,
        raw,
        arrivedAt: held.app.clock.now(),
        actor: 'system:test',
      });
    }
    await held.app.settle();
  }

  it('reaches a mailbox by STARTTLS, an authority of one’s own and a password', async () => {
    await held.correct('4601', 'post@storvik.example');
    const [raw] = await arrived('post@storvik.example');
    const [invitation] = await held.letters('4601');
    expect(headerOf(raw ?? Buffer.alloc(0), 'message-id')).toBe(`<${invitation?.messageId}>`);
    // RFC 3848: extended SMTP with STARTTLS and a log-in.
    expect(raw?.toString('latin1', 0, 1000)).toContain('with ESMTPSA id');
  });

  it('a bounce comes back, is laid to its letter, stops the address for every case, and raises a task', async () => {
    await held.correct('0301', 'gone@storvik.example');
    expect((await held.letters('0301'))[0]).toMatchObject({ delivery: 'SENT' });
    await fetchMailbox(1);
    expect((await held.letters('0301'))[0]).toMatchObject({
      delivery: 'BOUNCED_HARD',
      explanation: expect.stringMatching(/^5\.1\.1 .*gone@storvik\.example/),
    });
    expect(await held.tasks()).toEqual([{ kind: 'BOUNCE', number: '0301' }]);

    await planAnswer(held.app, held.campaign, '5401', 'Gone@storvik.example');
    expect((await held.letters('5401', 'WITHDRAWAL'))[0]).toMatchObject({
      delivery: 'HELD',
      explanation: expect.stringMatching(/^ADDRESS_STOPPED: a letter to this address has bounced: 5\.1\.1 /),
    });
    expect(await servers.mailbox(MAILBOX).count()).toBe(1);
  });

  it('sends no reminder to the stopped address, and the invitation to the mended one', async () => {
    const [slot] = await held.app.dataSource.query(
      `SELECT min(reminder.due_at) AS at FROM reminder JOIN declaration ON declaration.id = reminder.declaration_id
       WHERE declaration.reference = $1`,
      [held.campaign.references['0301']],
    );
    await held.app.moveTo(slot.at);
    await held.app.settle();
    expect(await held.letters('0301', 'REMINDER')).toMatchObject([
      { delivery: 'CANCELLED', explanation: 'ADDRESS_STOPPED' },
    ]);
    expect(await held.correct('0301', 'mended@storvik.example')).toMatchObject({ invitedAgain: true });
    expect(await arrived('mended@storvik.example')).toHaveLength(1);
  });

  it('an operator’s word lifts the stop: what waited goes out', async () => {
    const [answer] = await held.letters('5401', 'WITHDRAWAL');
    expect(await held.app.get(SendAgain).execute(answer?.id ?? '', 'it works again', 'key:kari')).toEqual({
      letters: 1,
    });
    await held.app.settle();
    expect((await held.letters('5401', 'WITHDRAWAL'))[0]).toMatchObject({ delivery: 'SENT' });
    await fetchMailbox(2);
    expect((await held.letters('5401', 'WITHDRAWAL'))[0]).toMatchObject({ delivery: 'BOUNCED_HARD' });
  });

  it('is refused at once by a mailbox that is closed', async () => {
    await held.correct('4640', 'refused@storvik.example');
    expect((await held.letters('4640'))[0]).toMatchObject({
      delivery: 'FAILED',
      explanation: expect.stringContaining('Mailbox disabled'),
    });
  });

  it('waits for a server that is down', async () => {
    await servers.postfix.stop();
    await held.correct('4621', 'voss@storvik.example');
    expect((await held.letters('4621'))[0]).toMatchObject({ delivery: 'PLANNED', attempts: 1 });
    await servers.postfix.start();
    await held.app.moveTo(new Date(held.app.clock.now().getTime() + 30_000));
    const [invitation] = await held.letters('4621');
    expect(invitation).toMatchObject({ delivery: 'SENT', attempts: 2 });
    // A reminder has fallen due by now, and waited as well.
    const [reminder] = await held.letters('4621', 'REMINDER');
    const messageIds = (await arrived('voss@storvik.example', 2)).map((raw) => headerOf(raw, 'message-id') ?? '');
    expect(messageIds.toSorted()).toEqual([`<${invitation?.messageId}>`, `<${reminder?.messageId}>`].toSorted());
  });
});
