import { createTransport } from 'nodemailer';
import { WatchMailbox } from '../../src/mailbox/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { CuttingProxy } from '../support/cutting-proxy.js';
import { asPerson, mailboxPart, mailOf, MINISTRY, ministryMailbox, TRUSTED_HOP } from '../support/imap-mailbox.js';
import { describeWithMailServers, type MailServers, startMailServers } from '../support/mail-servers.js';
import { startSecondService } from '../support/second-service.js';
import { importSmall } from '../support/small-campaign.js';
import { eventually } from '../support/service-process.js';

/** For what has to wait for servers that are away, or for many megabytes. */
const LONG_MS = 120_000;

interface Stored {
  readonly id: string;
  readonly subject: string | null;
  readonly messageId: string;
  readonly raw: Buffer;
  readonly deliveredTo: string;
  readonly envelopeFrom: string;
  readonly arrivedAt: Date;
  readonly state: string;
  readonly classification: string | null;
  readonly explanation: string | null;
  readonly foundAt: string;
  readonly wholeLength: string | null;
}

async function stored(app: TestApp): Promise<Stored[]> {
  return await app.dataSource.query(
    `SELECT id, subject, message_id AS "messageId", raw, delivered_to AS "deliveredTo", envelope_from AS "envelopeFrom",
       arrived_at AS "arrivedAt", state, classification, explanation, found_at AS "foundAt", whole_length AS "wholeLength"
     FROM inbound_message ORDER BY message_id, id`,
  );
}

async function storedMany(app: TestApp, count: number): Promise<Stored[]> {
  return await eventually(`${count} messages stored`, async () => {
    const messages = await stored(app);
    return messages.length >= count ? messages : null;
  });
}

describeWithMailServers('the mailbox over IMAP', () => {
  let servers: MailServers;
  /** Reads the mailbox when the test says so. */
  let quiet: TestApp;
  /** The one that the test is about. */
  let app: TestApp;
  let proxy: CuttingProxy | null = null;

  beforeAll(async () => {
    servers = await startMailServers();
    quiet = await startTestApp({ mailbox: mailboxPart(ministryMailbox(servers), false) });
    await importSmall(quiet);
  }, LONG_MS);

  afterAll(async () => {
    await quiet?.close();
    await servers?.remove();
  }, LONG_MS);

  beforeEach(async () => {
    app = quiet;
    await app.dataSource.query('TRUNCATE mailbox_entry, mailbox_folder, mailbox_watch, inbound_message CASCADE');
    await emptyMailbox();
  }, LONG_MS);

  afterEach(async () => {
    if (app !== quiet) await app.close();
    await proxy?.dispose();
    proxy = null;
  }, LONG_MS);

  /** A service that reads the mailbox by itself. */
  async function startWatching(options: { port?: number; pollMs?: number } = {}): Promise<void> {
    app = await startTestApp({ mailbox: mailboxPart(ministryMailbox(servers, options), true) });
    await importSmall(app);
  }

  async function emptyMailbox(): Promise<void> {
    await asPerson(servers, async (client) => {
      for (const { path } of await client.list()) {
        await client.mailboxOpen(path);
        await client.messageDelete('1:*');
      }
    });
  }

  const look = (imap = ministryMailbox(servers)): Promise<unknown> => app.get(WatchMailbox).lookOnce(imap);

  async function deliver(raw: Buffer, to = MINISTRY): Promise<void> {
    const transport = createTransport({ host: servers.host, port: servers.ports.smtp, ignoreTLS: true });
    await transport.sendMail({ envelope: { from: 'post@lillevik.example', to }, raw });
    transport.close();
  }

  async function delivered(count: number, folder = 'INBOX'): Promise<void> {
    await eventually(
      `${count} messages in ${folder}`,
      async () => (await servers.mailbox(MINISTRY).count(folder)) === count,
    );
  }

  it('takes a message in when the server tells of it, long before the next look is due', async () => {
    await startWatching();
    await eventually('the first look', async () => (await watchRow()).fetchedAt);
    await deliver(mailOf({ subject: 'Straks' }), 'akson+k9mx3v7q2p@hod.dep.no');
    const [message] = await storedMany(app, 1);
    expect(message).toMatchObject({
      deliveredTo: 'akson+k9mx3v7q2p@hod.dep.no',
      envelopeFrom: 'post@lillevik.example',
    });
    expect(message?.foundAt).toMatch(/^imap:\/\/127\.0\.0\.1\/INBOX;UIDVALIDITY=\d+\/;UID=\d+$/);
    expect([message?.raw.toString('latin1')]).toEqual(await onDisk());
  });

  it('looks by itself when the server does not tell', async () => {
    await startWatching({ pollMs: 300 });
    await eventually('the first look', async () => (await watchRow()).fetchedAt);
    const before = await fetchedLooks();
    await eventually('three more looks', async () => (await fetchedLooks()) >= before + 3);
  });

  it('goes on where it was, and takes nothing twice, after a restart', async () => {
    await deliver(mailOf());
    await deliver(mailOf());
    await delivered(2);
    await look();
    await look();
    await deliver(mailOf());
    await delivered(3);
    await look();
    expect(await stored(app)).toHaveLength(3);
    expect((await entries()).map(([folder]) => folder)).toEqual(['INBOX', 'INBOX', 'INBOX']);
  });

  it('knows every message again when the server gives all of them other numbers', async () => {
    for (let n = 0; n < 3; n += 1) await deliver(mailOf());
    await delivered(3);
    await look();
    await servers.renumber(MINISTRY);
    await deliver(mailOf());
    await delivered(4);
    await look();
    expect(await stored(app)).toHaveLength(4);
    const places: { validities: number; linked: number }[] = await app.dataSource.query(
      `SELECT count(DISTINCT uid_validity)::integer AS validities, count(inbound_message_id)::integer AS linked
       FROM mailbox_entry`,
    );
    expect(places[0]).toEqual({ validities: 2, linked: 7 });
  });

  it('changes no flag, and does not care which ones people set', async () => {
    for (let n = 0; n < 3; n += 1) await deliver(mailOf());
    await delivered(3);
    await asPerson(servers, async (client) => {
      await client.messageFlagsAdd('1', ['\\Seen']);
      await client.messageFlagsAdd('2', ['\\Flagged', '\\Answered']);
    });
    await look();
    expect(await stored(app)).toHaveLength(3);
    const flags = await asPerson(servers, async (client) => {
      const found = await client.fetchAll('1:*', { flags: true });
      return found.map((one) => [...(one.flags ?? [])].filter((flag) => flag !== '\\Recent').toSorted());
    });
    expect(flags).toEqual([['\\Seen'], ['\\Answered', '\\Flagged'], []]);
  });

  it('finds what people moved before it was read, and knows what they moved afterwards', async () => {
    await look();
    for (let n = 0; n < 3; n += 1) await deliver(mailOf());
    await delivered(3);
    await asPerson(servers, async (client) => {
      await client.mailboxCreate('Oslo');
      await client.messageMove('1', 'Oslo');
    });
    await look();
    expect(await stored(app)).toHaveLength(3);
    await asPerson(servers, async (client) => {
      await client.messageMove('1', 'Oslo');
      await client.messageDelete('1');
    });
    await look();
    expect(await stored(app)).toHaveLength(3);
  });

  it(
    'survives connections that break in the middle of a message, and stores each message once',
    async () => {
      proxy = await CuttingProxy.start(servers.ports.imap);
      for (let n = 0; n < 12; n += 1) await deliver(mailOf({ text: 'x'.repeat(70).concat('\r\n').repeat(3000) }));
      await delivered(12);
      proxy.cutAfter(300_000, 150_000, 500_000, 60_000, 400_000);
      await startWatching({ port: proxy.port });
      await storedMany(app, 12);
      expect(proxy.cuts).toBe(5);
      expect(new Set((await stored(app)).map(({ messageId }) => messageId)).size).toBe(12);
      const raws = (await stored(app)).map(({ raw }) => raw.toString('latin1'));
      expect(raws.toSorted()).toEqual((await onDisk()).toSorted());
    },
    LONG_MS,
  );

  it(
    'takes a message whole, however often its connection broke within a short while, and the others meanwhile',
    async () => {
      proxy = await CuttingProxy.start(servers.ports.imap);
      const imap = ministryMailbox(servers, { port: proxy.port });
      await deliver(mailOf({ text: 'x'.repeat(70).concat('\r\n').repeat(3000) }));
      await delivered(1);
      await deliver(mailOf());
      await delivered(2);
      proxy.cutAfter(60_000, 60_000, 60_000);
      for (let n = 0; n < 3; n += 1) await expect(look(imap)).rejects.toMatchObject({ code: 'IMAP_CONNECTION_LOST' });
      await look(imap);
      expect(await stored(app)).toHaveLength(1);
      app.clock.moveTo(new Date(app.clock.now().getTime() + 31_000));
      await look(imap);
      const raws = (await stored(app)).map(({ raw }) => raw.toString('latin1'));
      expect(raws.toSorted()).toEqual((await onDisk()).toSorted());
    },
    LONG_MS,
  );

  it(
    'keeps the header of a message at which the connection breaks for minutes',
    async () => {
      proxy = await CuttingProxy.start(servers.ports.imap);
      const imap = ministryMailbox(servers, { port: proxy.port });
      await deliver(mailOf({ text: 'x'.repeat(70).concat('\r\n').repeat(3000) }));
      await delivered(1);
      for (const seconds of [0, 31, 61, 121, 241]) {
        app.clock.moveTo(new Date(app.clock.now().getTime() + seconds * 1000));
        proxy.cutAfter(60_000, 60_000, 60_000);
        for (let n = 0; n < 3; n += 1) await expect(look(imap)).rejects.toMatchObject({ code: 'IMAP_CONNECTION_LOST' });
        await look(imap);
        expect(await stored(app)).toEqual([]);
      }
      app.clock.moveTo(new Date(app.clock.now().getTime() + 481_000));
      await look(imap);
      await app.settle();
      const [stub] = await stored(app);
      expect(stub).toMatchObject({ state: 'NEEDS_REVIEW', wholeLength: expect.any(String) });
      expect(stub?.explanation).toContain('Only its header');
    },
    LONG_MS,
  );

  it(
    'comes back by itself when the server was away, and says so meanwhile',
    async () => {
      await startWatching();
      await eventually('the first look', async () => (await watchRow()).fetchedAt);
      await servers.dovecot.stop();
      await eventually('the trouble is noted', async () => (await watchRow()).trouble);
      await deliver(mailOf());
      app.clock.moveTo(new Date(app.clock.now().getTime() + 11 * 60_000));
      expect(await (await fetch(`${app.url}/readyz`)).json()).toMatchObject({ status: 'ok', warnings: ['mailbox'] });
      expect(await (await fetch(app.url)).text()).toContain('E-post hentes ikke');
      await servers.dovecot.start();
      await storedMany(app, 1);
      await eventually('the trouble is over', async () => (await watchRow()).trouble === null);
      expect(await (await fetch(`${app.url}/readyz`)).json()).not.toHaveProperty('warnings');
      expect(await (await fetch(app.url)).text()).not.toContain('E-post hentes ikke');
    },
    LONG_MS,
  );

  it(
    'lets one process at a time read the mailbox, and another take over',
    async () => {
      proxy = await CuttingProxy.start(servers.ports.imap);
      await startWatching({ port: proxy.port, pollMs: 200 });
      await eventually('the first look', async () => (await watchRow()).fetchedAt);
      const imap = ministryMailbox(servers, { pollMs: 200 });
      const second = await startSecondService(app, undefined, mailboxPart(imap, true));
      await deliver(mailOf());
      await storedMany(app, 1);
      const locks: { count: number }[] = await app.dataSource.query(
        `SELECT count(*)::integer AS count FROM pg_locks WHERE locktype = 'advisory' AND classid = 52020113
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      expect(locks[0]?.count).toBe(1);
      await app.get(WatchMailbox).beforeApplicationShutdown();
      await deliver(mailOf());
      await storedMany(app, 2);
      await second.close();
    },
    LONG_MS,
  );

  it('moves what is classified to Archive, and to Review what a person has to look at', async () => {
    await deliver(mailOf({ subject: 'Automatisk svar: borte', headers: ['Auto-Submitted: auto-replied'] }));
    await deliver(mailOf({ subject: 'Et spørsmål?' }));
    await delivered(2);
    await look();
    await app.settle();
    await look();
    expect(await servers.mailbox(MINISTRY).count('INBOX')).toBe(0);
    expect(await subjectsIn('Archive')).toEqual(['Automatisk svar: borte']);
    expect(await subjectsIn('Review')).toEqual(['Et spørsmål?']);
    // Where they are now is known: nothing is fetched from there again.
    expect((await entries()).filter(([folder]) => folder !== 'INBOX')).toHaveLength(2);
    await look();
    expect(await stored(app)).toHaveLength(2);
  });

  it('leaves messages where they are when the mailbox has no such folders', async () => {
    const imap = ministryMailbox(servers, { archiveFolder: 'Arkiv', reviewFolder: 'Til vurdering' });
    await deliver(mailOf());
    await delivered(1);
    await look(imap);
    await app.settle();
    await look(imap);
    expect(await servers.mailbox(MINISTRY).count('INBOX')).toBe(1);
    expect(await stored(app)).toHaveLength(1);
  });

  it("goes by the ministry's border server for the arrival, whatever stands below it", async () => {
    const at = (date: string): string => `Received: from lillevik.example by ${TRUSTED_HOP} with ESMTPS id 1; ${date}`;
    await deliver(
      mailOf({ subject: 'a', headers: [at('Thu, 23 Apr 2020 23:59:58 +0200'), at('Mon, 1 Jan 1990 00:00:00 +0000')] }),
    );
    await deliver(mailOf({ subject: 'b', headers: [at('Fri, 1 Jan 2099 00:00:00 +0000')] }));
    await delivered(2);
    await look();
    await app.settle();
    const arrivals = Object.fromEntries((await stored(app)).map((one) => [one.subject, one.arrivedAt.toISOString()]));
    // The mailbox's own date lies after the simulated clock's, so the present is left.
    expect(arrivals).toEqual({ a: '2020-04-23T21:59:58.000Z', b: app.clock.now().toISOString() });
  });

  it(
    'goes on past a message that cannot be stored, and in the end keeps its header for a person',
    async () => {
      await app.dataSource.query(
        `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'this row is refused'; END $$`,
      );
      await app.dataSource.query(
        `CREATE TRIGGER refuse BEFORE INSERT ON inbound_message FOR EACH ROW
       WHEN (position('gift'::bytea IN NEW.raw) > 0) EXECUTE FUNCTION refuse()`,
      );
      await deliver(mailOf({ subject: 'Først' }));
      await deliver(mailOf({ subject: 'I midten', text: 'gift' }));
      await deliver(mailOf({ subject: 'Sist' }));
      await delivered(3);
      for (const minutes of [0, 10, 10]) {
        app.clock.moveTo(new Date(app.clock.now().getTime() + minutes * 60_000));
        await look();
      }
      await app.settle();
      const messages = await stored(app);
      expect(messages.map(({ state }) => state).toSorted()).toEqual(['NEEDS_REVIEW', 'PROCESSED', 'PROCESSED']);
      const stub = messages.find(({ state }) => state === 'NEEDS_REVIEW');
      expect(String(stub?.raw)).toContain('Subject: I midten');
      expect(String(stub?.raw)).not.toContain('gift');
      expect(stub?.explanation).toContain('could not be fetched or stored in several attempts');
    },
    LONG_MS,
  );

  describe('with bad input', () => {
    const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2000, 'a')]);
    const withPdf = (n: number): Buffer =>
      Buffer.from(
        [
          'From: post@lillevik.example',
          `To: ${MINISTRY}`,
          `Subject: Samme ${n}`,
          `Message-ID: <same-${n}@lillevik.example>`,
          'MIME-Version: 1.0',
          'Content-Type: application/pdf; name=svar.pdf',
          'Content-Transfer-Encoding: base64',
          '',
          (pdf.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n'),
          '',
        ].join('\r\n'),
      );

    it.each<[string, () => Buffer[], number]>([
      ['no Message-ID', () => [mailOf({ messageId: null, text: 'en' }), mailOf({ messageId: null, text: 'to' })], 2],
      [
        'the same Message-ID with other content',
        () => [
          mailOf({ messageId: 'x@lillevik.example', text: 'en' }),
          mailOf({ messageId: 'x@lillevik.example', text: 'to' }),
        ],
        2,
      ],
      [
        'the very same message three times',
        () => {
          const raw = mailOf();
          return [raw, raw, raw];
        },
        1,
      ],
      ['the same PDF in ten messages', () => Array.from({ length: 10 }, (_, n) => withPdf(n)), 10],
      [
        'a header of a megabyte',
        () => [mailOf({ headers: [`X-Long: ${'ord '.repeat(200).concat('\r\n ').repeat(1300)}x`] })],
        1,
      ],
      ['a date in 1970', () => [mailOf({ date: 'Thu, 1 Jan 1970 00:00:00 +0000' })], 1],
      ['a date in 2099', () => [mailOf({ date: 'Thu, 1 Jan 2099 00:00:00 +0000' })], 1],
      ['no date', () => [mailOf({ date: 'i går' })], 1],
      [
        'broken base64',
        () => [
          Buffer.from(
            String(withPdf(0))
              .replace(/JVBERi/, '=?#æ!')
              .replaceAll('AAAA', '*'),
          ),
        ],
        1,
      ],
      ['no header at all', () => [Buffer.from('\r\nbare tekst\r\n')], 1],
      [
        'bytes that are no text',
        () => [Buffer.concat([mailOf(), Buffer.from([0xff, 0xfe, 0x01, 0x80, 0x0d, 0x0a])])],
        1,
      ],
    ])('%s: each ends stored whole, and classified or with a person', async (_what, messages, distinct) => {
      const sent = messages();
      for (const raw of sent) await deliver(raw);
      await delivered(sent.length);
      const raws = await onDisk();
      await deliver(mailOf({ subject: 'Den neste' }));
      await delivered(sent.length + 1);
      await look();
      await app.settle();
      const all = await stored(app);
      expect(all).toHaveLength(distinct + 1);
      expect(all.every(({ state }) => state === 'PROCESSED' || state === 'NEEDS_REVIEW')).toBe(true);
      for (const { raw, subject } of all.filter((one) => one.subject !== 'Den neste')) {
        expect({ subject, kept: raws.includes(raw.toString('latin1')) }).toEqual({ subject, kept: true });
      }
      expect(await entries()).toHaveLength(sent.length + 1);
      expect(all.filter(({ arrivedAt }) => arrivedAt > app.clock.now())).toEqual([]);
    });

    it(
      'a message of 40 MB does not hold up the next one, and lies whole in the mailbox',
      async () => {
        await deliver(
          mailOf({
            subject: 'Svær',
            text: 'x'
              .repeat(78)
              .concat('\r\n')
              .repeat(524_288 + 10_000),
          }),
        );
        await deliver(mailOf({ subject: 'Liten' }));
        await delivered(2);
        await look();
        await app.settle();
        const messages = await stored(app);
        expect(messages.map(({ state }) => state).toSorted()).toEqual(['NEEDS_REVIEW', 'PROCESSED']);
        const large = messages.find(({ state }) => state === 'NEEDS_REVIEW');
        expect(Number(large?.wholeLength)).toBeGreaterThan(40 * 1024 * 1024);
        expect(large?.raw.length).toBeLessThan(2000);
        expect(String(large?.raw)).toContain('Message-ID:');
      },
      LONG_MS,
    );
  });

  async function watchRow(): Promise<{ fetchedAt: Date | null; trouble: string | null }> {
    const rows: { fetchedAt: Date | null; trouble: string | null }[] = await app.dataSource.query(
      'SELECT fetched_at AS "fetchedAt", trouble FROM mailbox_watch',
    );
    return rows[0] ?? { fetchedAt: null, trouble: null };
  }

  /** What lies in INBOX, with the line ends of the wire: Maildir has those of Unix. */
  async function onDisk(): Promise<string[]> {
    const messages = await servers.mailbox(MINISTRY).messages();
    return messages.map((raw) => raw.toString('latin1').replaceAll(/\r?\n/g, '\r\n'));
  }

  /** Every look writes the row once, so its transaction number tells them apart. */
  const seenVersions = new Set<string>();
  async function fetchedLooks(): Promise<number> {
    const rows: { version: string }[] = await app.dataSource.query('SELECT xmin::text AS version FROM mailbox_watch');
    for (const { version } of rows) seenVersions.add(version);
    return seenVersions.size;
  }

  async function entries(): Promise<[string, number][]> {
    const rows: { folder: string; uid: string }[] = await app.dataSource.query(
      'SELECT folder, uid FROM mailbox_entry WHERE inbound_message_id IS NOT NULL ORDER BY folder, uid',
    );
    return rows.map(({ folder, uid }) => [folder, Number(uid)]);
  }

  async function subjectsIn(folder: string): Promise<string[]> {
    const messages = await servers.mailbox(MINISTRY).messages(folder);
    return messages.map((raw) => /^Subject: (.*?)\r?$/m.exec(String(raw))?.[1] ?? '').toSorted();
  }
});
