import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { createTransport } from 'nodemailer';
import { MailboxReadModel, StoreInboundMessage, type InboundMessageView } from '../../src/mailbox/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { attached, base64Lines, buildMime } from '../support/build-mime.js';
import { buildZip } from '../support/build-zip.js';
import { describeWithMailServers, type MailServers, startMailServers } from '../support/mail-servers.js';
import { plainObjects, plainPdf, stream } from '../support/plain-pdf.js';
import { scanPdf } from '../support/returned-files.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';
import { eventually } from '../support/service-process.js';

const MIB = 1024 * 1024;
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describeWithMailServers('bad input, through real mail servers', () => {
  let app: TestApp;
  let servers: MailServers;
  let next = 0;

  beforeAll(async () => {
    [servers, app] = await Promise.all([
      startMailServers(),
      // As in the service, but for a busy machine's sake with more time.
      startTestApp({ mail: { readerLimits: { processes: 2, timeoutMs: 120_000, memoryMb: 512 } } }),
    ]);
    await app.issueAkson();
    app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
  });
  afterAll(async () => {
    await app?.close();
    await servers?.remove();
  });

  const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);

  /** Sends raw bytes by SMTP, and takes them from the mailbox as they lie there. */
  async function travel(raw: Buffer, to: string): Promise<Buffer> {
    const inbox = servers.mailbox(MAILBOX);
    const seen = new Set((await inbox.messages()).map(digest));
    const transport = createTransport({ host: servers.host, port: servers.ports.smtp, ignoreTLS: true });
    await transport.sendMail({ envelope: { from: 'post@lillevik.example', to }, raw });
    transport.close();
    return await eventually(
      'the message in the mailbox',
      async () => (await inbox.messages()).find((message) => !seen.has(digest(message))) ?? null,
    );
  }

  async function store(raw: Buffer, deliveredTo: string): Promise<InboundMessageView> {
    const { id } = await app.get(StoreInboundMessage).execute({
      source: 'IMAP',
      envelopeFrom: 'post@lillevik.example',
      deliveredTo,
      raw,
      arrivedAt: app.clock.now(),
      actor: 'system:imap',
    });
    await app.settle();
    // Whatever becomes of it, it is there as it came.
    expect((await app.get(MailboxReadModel).raw(id)).equals(raw)).toBe(true);
    return await app.get(MailboxReadModel).message(id);
  }

  const receive = async (raw: Buffer | string, municipality: ReturningMunicipality): Promise<InboundMessageView> =>
    await store(await travel(Buffer.from(raw), municipality.replyAddress), municipality.replyAddress);

  /** An ordinary question gets through, whatever came before it. */
  async function goesOn(): Promise<void> {
    const raw = `From: post@lillevik.example\r\nMessage-ID: <after.${next}@lillevik.example>\r\n\r\nEt vanlig spørsmål.\r\n`;
    const municipality = await fresh();
    expect(await store(Buffer.from(raw), municipality.replyAddress)).toMatchObject({
      state: 'PROCESSED',
      classification: 'QUESTION',
    });
  }

  const head = (id: string, ...lines: readonly string[]): string =>
    [`From: Kari <post@lillevik.example>`, `Message-ID: <${id}@lillevik.example>`, ...lines, ''].join('\r\n');

  it('no Message-ID', async () => {
    const municipality = await fresh();
    const raw = buildMime([[attached('a.pdf'), scanPdf(1)]]);
    // A server may add one; without, it is stored all the same.
    expect(await receive(raw, municipality)).toMatchObject({ classification: 'RETURN' });
    expect(await store(raw, (await fresh()).replyAddress)).toMatchObject({ classification: 'RETURN', messageId: '' });
  });

  it('the same Message-ID with other content', async () => {
    const municipality = await fresh();
    const mail = (words: string) => `${head('same')}\r\n${words}\r\n`;
    const [first, second] = [await receive(mail('Først?'), municipality), await receive(mail('Så?'), municipality)];
    expect(first.messageId).toBe(second.messageId);
    expect(first.id).not.toBe(second.id);
    expect([first.state, second.state]).toEqual(['PROCESSED', 'PROCESSED']);
  });

  it('the same PDF in ten messages: one waits for a person, nine are its duplicates', async () => {
    const municipality = await fresh();
    for (let turn = 0; turn < 10; turn++) {
      app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
      const raw = buildMime([[attached('a.pdf'), scanPdf(2)]], [`Message-ID: <ten.${turn}@lillevik.example>`]);
      await receive(raw, municipality);
    }
    const states = (await municipality.returns()).map(({ state }) => state).toSorted();
    expect(states).toEqual(['NEEDS_REVIEW', ...Array.from({ length: 9 }, () => 'SUPERSEDED')]);
  });

  it('40 megabytes', async () => {
    const municipality = await fresh();
    const raw = buildMime(
      [[attached('a.pdf'), Buffer.alloc(29 * MIB, '%PDF-1.7 ')]],
      ['Message-ID: <large@lillevik.example>'],
    );
    expect(raw.length).toBeGreaterThan(39 * MIB);
    expect(await receive(raw, municipality)).toMatchObject({ classification: 'RETURN', state: 'PROCESSED' });
    expect(await municipality.theReturn()).toMatchObject({ state: 'REJECTED', reasons: ['TOO_LARGE'] });
    const larger = await store(Buffer.concat([raw, Buffer.alloc(2 * MIB, 'x\r\n')]), (await fresh()).replyAddress);
    expect(larger).toMatchObject({ state: 'NEEDS_REVIEW', classification: 'UNREADABLE' });
    expect(larger.explanation).toMatch(/bytes long; at most 41943040 are read/);
    await goesOn();
  });

  it('10,000 parts in parts', async () => {
    const municipality = await fresh();
    const nested = Array.from(
      { length: 10_000 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
    );
    const received = await receive(`${head('nested').slice(0, -2)}\r\n${nested.join('')}`, municipality);
    expect(received).toMatchObject({
      state: 'NEEDS_REVIEW',
      classification: 'UNREADABLE',
      explanation: 'It could not be read: It has parts within parts on more than 20 levels.',
      reference: municipality.reference,
    });
    await goesOn();
  });

  it('10,000 parts side by side', async () => {
    const municipality = await fresh();
    const parts = '--b\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4\r\n'.repeat(10_000);
    const received = await receive(
      `${head('beside', 'Content-Type: multipart/mixed; boundary=b')}\r\n${parts}--b--\r\n`,
      municipality,
    );
    expect(received).toMatchObject({ state: 'NEEDS_REVIEW', classification: 'UNREADABLE' });
    expect(received.explanation).toMatch(/more than 100 files|headers are longer than 256 kilobytes/);
    await goesOn();
  });

  it('a header of a megabyte', async () => {
    const municipality = await fresh();
    const long = `X-Long: ${`${'x'.repeat(900)}\r\n `.repeat(1150)}y`;
    const received = await receive(`${head('header', long)}\r\nHei\r\n`, municipality);
    expect(received).toMatchObject({
      state: 'NEEDS_REVIEW',
      classification: 'UNREADABLE',
      explanation: 'It could not be read: Its headers are longer than 256 kilobytes.',
    });
    await goesOn();
  });

  it('more short lines than memory is given for', async () => {
    const municipality = await fresh();
    const received = await receive(`${head('lines')}\r\n${'a\r\n'.repeat(700_000)}`, municipality);
    expect(received).toMatchObject({
      state: 'NEEDS_REVIEW',
      classification: 'UNREADABLE',
      explanation: 'It could not be read: The message needed more than 512 MB of memory to read.',
      reference: municipality.reference,
    });
    await goesOn();
  });

  it('broken base64', async () => {
    const municipality = await fresh();
    const broken = base64Lines(scanPdf(3)).replaceAll('A', '!').slice(0, -5);
    const raw = `${head('broken', ...attached('a.pdf', 'application/pdf'), 'Content-Transfer-Encoding: base64')}\r\n${broken}\r\n`;
    expect(await receive(raw, municipality)).toMatchObject({ classification: 'RETURN', state: 'PROCESSED' });
    expect((await municipality.theReturn()).state).toMatch(/NEEDS_REVIEW|REJECTED/);
    expect(await municipality.answers()).toHaveLength(1);
  });

  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
  it.each<[string, string, Buffer]>([
    [
      'UTF-8 as it is',
      'Bjørn Åsæther',
      Buffer.from('Subject: Bjørn Åsæther\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBjørn Åsæther?'),
    ],
    [
      'RFC 2047 in UTF-8',
      'Bjørn Åsæther',
      Buffer.from(
        'Subject: =?UTF-8?Q?Bj=C3=B8rn_=C3=85s=C3=A6ther?=\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBj=C3=B8rn =C3=85s=C3=A6ther?',
      ),
    ],
    [
      'RFC 2047 in ISO-8859-1, and a body in it',
      'Bjørn Åsæther',
      latin1(
        'Subject: =?iso-8859-1?Q?Bj=F8rn_=C5s=E6ther?=\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nBj\xf8rn \xc5s\xe6ther?',
      ),
    ],
    [
      'Windows-1252',
      'Bjørn – Åsæther',
      latin1(
        'Subject: =?windows-1252?Q?Bj=F8rn_=96_=C5s=E6ther?=\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\nBj\xf8rn \x96 \xc5s\xe6ther?',
      ),
    ],
    [
      'in pieces and mixed',
      'Bjørn Åsæther',
      latin1(
        'Subject: =?utf-8?B?QmrDuHJuIA==?=\r\n =?iso-8859-1?Q?=C5s=E6ther?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nx?',
      ),
    ],
  ])('a name in %s', async (_, subject, rest) => {
    const raw = Buffer.concat([latin1(head(`name.${next}`)), rest, latin1('\r\n')]);
    expect(await receive(raw, await fresh())).toMatchObject({
      subject,
      classification: 'QUESTION',
      state: 'PROCESSED',
    });
  });

  it.each<[string, string]>([
    ['RFC 2231', `attachment; filename*=utf-8''Bj%C3%B8rn%20%C3%85s%C3%A6ther.pdf`],
    ['RFC 2231 in pieces', `attachment; filename*0*=iso-8859-1'nb'Bj%F8rn%20; filename*1*=%C5s%E6ther.pdf`],
    ['RFC 2047, as Outlook has it', `attachment; filename="=?iso-8859-1?Q?Bj=F8rn_=C5s=E6ther.pdf?="`],
  ])('a file name in %s', async (_, disposition) => {
    const municipality = await fresh();
    const part = ['Content-Type: application/pdf', `Content-Disposition: ${disposition}`];
    await receive(buildMime([[part, scanPdf(4)]], [`Message-ID: <name.${next}@lillevik.example>`]), municipality);
    expect((await municipality.theReturn()).fileName).toBe('Bjørn Åsæther.pdf');
  });

  it.each(['x-unknown', 'us-ascii', 'utf-16', 'utf-7', ''])(
    'a character set that lies or that nobody knows: %j',
    async (charset) => {
      const text = `${head(`lies.${next}`, `Subject: =?${charset}?Q?=F8?=`, `Content-Type: text/plain; charset="${charset}"`)}\r\nBj\xf8rn, \xc3\xb8?\r\n`;
      expect(await receive(latin1(text), await fresh())).toMatchObject({
        classification: 'QUESTION',
        state: 'PROCESSED',
      });
    },
  );

  it.each(['Thu, 1 Jan 1970 00:00:00 +0000', 'Thu, 31 Dec 2099 23:59:59 +0100', 'i går'])(
    'the date «%s» that its sender wrote decides nothing',
    async (date) => {
      const municipality = await fresh();
      const raw = buildMime(
        [[attached('a.pdf'), scanPdf(5)]],
        [`Message-ID: <date.${next}@lillevik.example>`, `Date: ${date}`],
      );
      const received = await receive(raw, municipality);
      expect(received.arrivedAt).toEqual(app.clock.now());
      expect(await municipality.theReturn()).toMatchObject({
        onTime: true,
        reasons: expect.arrayContaining(['SCAN']),
      });
    },
  );

  it('two robots that do not say so: ours falls silent', async () => {
    const municipality = await fresh();
    let answered = 0;
    for (let turn = 0; turn < 20; turn++) {
      const letters = await municipality.letters('QUESTION_RECEIVED');
      if (turn > 0 && letters.length === answered) break;
      answered = letters.length;
      app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
      await receive(`${head(`robot.${turn}`, 'Subject: Takk')}\r\nTakk for meldingen ${turn}.\r\n`, municipality);
    }
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThanOrEqual(5);
  });

  it('a PDF bomb beside a ZIP bomb in a ZIP', async () => {
    const municipality = await fresh();
    const packed = deflateSync(Buffer.alloc(200 * MIB, ' '), { level: 9 });
    const bomb = Buffer.from(
      plainPdf({ ...plainObjects, 4: stream('/Filter /FlateDecode', packed.toString('latin1')) }),
    );
    const zip = buildZip([
      { name: 'bombe.pdf', content: bomb },
      { name: 'bombe.zip', content: buildZip([{ name: 'a.pdf', content: Buffer.alloc(20 * MIB) }]) },
    ]);
    const raw = buildMime([[attached('skann.zip'), zip]], ['Message-ID: <bomb@lillevik.example>']);
    expect(await receive(raw, municipality)).toMatchObject({
      classification: 'RETURN',
      state: 'NEEDS_REVIEW',
      findings: [{ code: 'CONTAINER_PAST_LIMIT', about: 'mail › skann.zip › bombe.zip' }],
    });
    const returns = await municipality.returns();
    expect(returns.map(({ path }) => path ?? '').toSorted()).toEqual([
      'mail › skann.zip › bombe.pdf',
      'mail › skann.zip › bombe.zip',
    ]);
    expect(returns.map(({ state }) => state)).not.toContain('RECEIVED');
    expect(returns.map(({ state }) => state)).not.toContain('ACCEPTED');
    await goesOn();
  });
});
