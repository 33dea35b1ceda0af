import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { MailboxReadModel, StoreInboundMessage, type InboundMessageView } from '../../src/mailbox/index.js';
import { NameLookup, NameLookupFailed, type NameRecords } from '../../src/platform/dns/index.js';
import { ClamdVirusScanner } from '../../src/platform/virus/index.js';
import { ReturnReadModel, type ReturnView } from '../../src/returns/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { attached, buildMime, type MimePartText } from '../support/build-mime.js';
import { encryptedData, opaqueSigned } from '../support/build-smime.js';
import { buildTnef } from '../support/build-tnef.js';
import { buildZip } from '../support/build-zip.js';
import { FakeClamd, TEST_VIRUS } from '../support/fake-clamd.js';
import { scanPdf } from '../support/returned-files.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';
import { createTestCa, type TestCa } from '../support/test-ca.js';

const { dkimSign } = createRequire(import.meta.url)('mailauth') as typeof import('mailauth');

/** Answers from a table, and can be told to know nothing. */
class TableLookup extends NameLookup {
  readonly records = new Map<string, NameRecords>();

  resolve(name: string, type: string): Promise<NameRecords> {
    const found = this.records.get(`${type} ${name}`);
    return found === undefined ? Promise.reject(new NameLookupFailed('ENOTFOUND')) : Promise.resolve(found);
  }
}

let app: TestApp;
let clamd: FakeClamd;
let ca: TestCa;
let next = 0;
const names = new TableLookup();

beforeAll(async () => {
  [clamd, ca] = await Promise.all([FakeClamd.start(), createTestCa()]);
  app = await startTestApp({
    trustAnchors: [ca.intermediate],
    mailbox: { imap: null, trustedHop: 'mail.hod.example', alarmAfterMs: Infinity, watches: false },
    mail: { nameLookup: names, virusScanner: new ClamdVirusScanner(clamd.url, 2000) },
  });
  await app.issueAkson();
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  await app?.close();
  await clamd?.stop();
});
afterEach(() => {
  clamd.behaviour = 'SOUND';
});

const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);

async function store(
  raw: Buffer,
  deliveredTo: string,
  envelopeFrom = 'post@kommune.example',
  settled = true,
): Promise<InboundMessageView> {
  const stored = await app.get(StoreInboundMessage).execute({
    source: 'IMAP',
    envelopeFrom,
    deliveredTo,
    raw,
    arrivedAt: app.clock.now(),
    actor: 'system:imap',
  });
  if (settled) await app.settle();
  return await app.get(MailboxReadModel).message(stored.id);
}

const send = (municipality: ReturningMunicipality, ...parts: readonly MimePartText[]): Promise<InboundMessageView> =>
  store(buildMime(parts, [`Message-ID: <${next}.${parts.length}@kommune.example>`]), municipality.replyAddress);

async function kinds(messageId: string): Promise<string[]> {
  const tasks = await app.get(MailboxReadModel).tasks({ campaignSlug: 'akson-2020', state: 'OPEN', limit: 500 });
  return tasks.filter((task) => task.inboundMessageId === messageId).map(({ kind }) => kind);
}

/** Of one message, whosever it is. */
async function returnsOf(messageId: string): Promise<ReturnView[]> {
  const rows: { id: string }[] = await app.dataSource.query(
    'SELECT id FROM return WHERE inbound_message_id = $1 ORDER BY path',
    [messageId],
  );
  return await Promise.all(rows.map(({ id }) => app.get(ReturnReadModel).byId(id)));
}

describe('what a message holds', () => {
  it.each<[string, string, (form: Uint8Array) => MimePartText]>([
    [
      'a ZIP',
      'mail › skann.zip › signert.pdf',
      (form) => [attached('skann.zip'), buildZip([{ name: 'mappe/signert.pdf', content: form }])],
    ],
    [
      'winmail.dat',
      'mail › winmail.dat › signert.pdf',
      (form) => [
        attached('winmail.dat', 'application/ms-tnef'),
        buildTnef([{ title: 'S.PDF', longName: 'signert.pdf', content: Buffer.from(form) }]),
      ],
    ],
    [
      'signed mail',
      'mail › smime.p7m › signert.pdf',
      (form) => [
        attached('smime.p7m', 'application/pkcs7-mime'),
        opaqueSigned(buildMime([[attached('signert.pdf'), form]])),
      ],
    ],
    [
      'a forwarded message',
      'mail › vs.eml › signert.pdf',
      (form) => [attached('vs.eml', 'message/rfc822'), buildMime([[attached('signert.pdf'), form]])],
    ],
    [
      'a PDF that says it is text',
      'mail › signert.pdf',
      (form) => [['Content-Type: text/plain; name="signert.pdf"'], form],
    ],
  ])('a signed form in %s is accepted, and where it lay is kept', async (_, path, part) => {
    const municipality = await fresh();
    const received = await send(municipality, part(await municipality.signed(ca)));
    expect(received).toMatchObject({ classification: 'RETURN', state: 'PROCESSED', findings: [] });
    expect(await municipality.theReturn()).toMatchObject({ state: 'ACCEPTED', fileName: 'signert.pdf', path });
  });

  it.each<[string, string, MimePartText]>([
    ['a 7z', 'UNKNOWN_CONTAINER', [attached('skann.7z'), '7z']],
    [
      'an encrypted ZIP',
      'ENCRYPTED_CONTAINER',
      [attached('skann.zip'), buildZip([{ name: 'a.pdf', content: 'x', encrypted: true }])],
    ],
    ['encrypted mail', 'ENCRYPTED_CONTAINER', [attached('smime.p7m', 'application/pkcs7-mime'), encryptedData()]],
    [
      'a bomb',
      'CONTAINER_PAST_LIMIT',
      [attached('skann.zip'), buildZip([{ name: 'a.pdf', content: Buffer.alloc(8_000_000) }])],
    ],
  ])('%s waits for a person whole, is said to, and is received', async (_, code, part) => {
    const municipality = await fresh();
    const received = await send(municipality, part);
    expect(received).toMatchObject({ classification: 'RETURN', state: 'NEEDS_REVIEW', findings: [{ code }] });
    expect(received.explanation).toContain(received.findings[0]!.sentence);
    const returned = await municipality.theReturn();
    expect(returned).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['UNOPENED_CONTAINER'] });
    const { bytes } = await app.get(ReturnReadModel).file(returned.id);
    expect(bytes.equals(Buffer.from(part[1]))).toBe(true);
    expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT']);
  });

  it('a signature around a document: nobody is told that it is unsigned', async () => {
    const municipality = await fresh();
    await send(municipality, [
      attached('a.pdf.p7m', 'application/pkcs7-mime'),
      opaqueSigned(await municipality.form()),
    ]);
    expect(await municipality.theReturn()).toMatchObject({
      state: 'NEEDS_REVIEW',
      reasons: ['SIGNED_OUTSIDE', 'UNSIGNED'],
      path: 'mail › a.pdf.p7m › a.pdf',
    });
    expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT']);
  });

  it('a link to a file elsewhere is a task, and the municipality hears that somebody looks', async () => {
    const municipality = await fresh();
    const received = await send(municipality, [['Content-Type: text/plain'], 'Her er den: https://we.tl/t-AbC']);
    expect(received).toMatchObject({
      classification: 'QUESTION',
      state: 'NEEDS_REVIEW',
      findings: [{ code: 'SHARE_LINK', about: 'https://we.tl/t-AbC' }],
      explanation: expect.stringContaining('lies with WeTransfer'),
    });
    expect(await kinds(received.id)).toEqual(['QUESTION']);
    expect(await municipality.letters('QUESTION_RECEIVED')).toHaveLength(1);
  });

  it('the API shows what was found', async () => {
    const municipality = await fresh();
    const { id } = await send(municipality, [attached('skann.rar'), 'Rar!']);
    const shown = (await (await app.fetch(`/api/v1/messages/${id}`)).json()) as Record<string, unknown>;
    expect(shown).toMatchObject({
      findings: [{ code: 'UNKNOWN_CONTAINER', about: 'mail › skann.rar', sentence: expect.any(String) }],
      senderChecks: { dmarc: { result: 'none' } },
    });
  });
});

describe('whose it is', () => {
  it('the sender’s domain is a hint for the person who looks, and matches nothing', async () => {
    const municipality = await fresh();
    const raw = buildMime([[attached('a.pdf'), scanPdf(3)]], ['Message-ID: <hint@kommune.example>']);
    const received = await store(
      Buffer.from(raw.toString('latin1').replace('kari@kommune.example', municipality.email), 'latin1'),
      MAILBOX,
    );
    const [returned] = await returnsOf(received.id);
    expect(returned).toMatchObject({
      state: 'NEEDS_REVIEW',
      reasons: ['UNMATCHED', 'SCAN', 'NO_CODE_READ'],
      reference: null,
      match: { by: null },
    });
    expect(returned!.match.candidates).toContainEqual({ by: 'SENDER', reference: municipality.reference });
    expect(await municipality.returns()).toEqual([]);
    expect(await municipality.answers()).toEqual([]);
  });
});

describe('checks of the sender', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const p = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

  it('are shown, whatever they say: a forged sender’s blank form is judged like everybody’s', async () => {
    const municipality = await fresh();
    const domain = municipality.email.split('@')[1]!;
    names.records.set(`TXT ${domain}`, [['v=spf1 ip4:192.0.2.7 -all']]);
    names.records.set(`TXT _dmarc.${domain}`, [['v=DMARC1; p=reject']]);
    names.records.set(`TXT s._domainkey.${domain}`, [[`v=DKIM1; k=rsa; p=${p}`]]);
    const mail = (file: Uint8Array) =>
      Buffer.from(
        buildMime([[attached('a.pdf'), file]], [`Message-ID: <${next++}.auth@kommune.example>`])
          .toString('latin1')
          .replace('kari@kommune.example', municipality.email),
        'latin1',
      );
    // The border server's field stands below that of the server with the mailbox, above what the sender wrote.
    const received = (client: string) =>
      Buffer.from(
        [
          'Received: from mail.hod.example (mail.hod.example [10.0.0.4])\r\n by store.hod.example; Mon, 4 May 2020 10:00:01 +0200',
          `Received: from mx.example (mx.example [${client}])\r\n by mail.hod.example; Mon, 4 May 2020 10:00:00 +0200`,
          'Received: from mx.example (mx.example [192.0.2.7])\r\n by mail.hod.example; Mon, 4 May 2020 09:00:00 +0200',
          '',
        ].join('\r\n'),
      );

    const forged = Buffer.concat([received('203.0.113.9'), mail(await municipality.form())]);
    const first = await store(forged, municipality.replyAddress, municipality.email);
    expect(first.senderChecks).toMatchObject({ spf: { result: 'fail' }, dmarc: { result: 'fail', policy: 'reject' } });
    expect((await returnsOf(first.id)).map(({ state }) => state)).toEqual(['REJECTED']);

    const nobodySays = await store(mail(await municipality.form()), municipality.replyAddress, municipality.email);
    expect(nobodySays.senderChecks).toMatchObject({ spf: { result: 'unknown' }, dmarc: { result: 'unknown' } });

    const text = mail(await municipality.form());
    const { signatures } = await dkimSign(text, {
      signatureData: [{ signingDomain: domain, selector: 's', privateKey: key }],
    } as never);
    const genuine = Buffer.concat([received('192.0.2.7'), Buffer.from(signatures), text]);
    const second = await store(genuine, municipality.replyAddress, municipality.email);
    expect(second.senderChecks).toEqual({
      spf: { result: 'pass', domain },
      dkim: [{ result: 'pass', domain, selector: 's', aligned: true }],
      dmarc: { result: 'pass', domain, policy: 'reject' },
      arc: { result: 'none', sealedBy: null },
    });
    // Nothing is accepted for its sender's sake.
    expect((await returnsOf(second.id)).map(({ state, reasons }) => [state, reasons])).toEqual([
      ['REJECTED', ['UNSIGNED']],
    ]);
  });
});

describe('the virus scan', () => {
  it('what holds one is not opened, and waits for a person', async () => {
    const municipality = await fresh();
    const infected = await store(
      Buffer.from(
        `From: ${municipality.email}\r\nMessage-ID: <virus@x.example>\r\nContent-Type: application/pdf\r\n\r\n${TEST_VIRUS}`,
      ),
      municipality.replyAddress,
    );
    expect(infected).toMatchObject({
      state: 'NEEDS_REVIEW',
      classification: 'UNREADABLE',
      reference: municipality.reference,
      explanation: 'It was not opened, for the virus scan says: it holds Win.Test.EICAR_HDB-1.',
    });
    expect(await kinds(infected.id)).toEqual(['UNREADABLE_MESSAGE']);
  });

  it('a message longer than the scanner takes is not opened', async () => {
    const municipality = await fresh();
    clamd.streamMaxLength = 1000;
    const received = await send(municipality, [attached('a.pdf'), Buffer.alloc(5000)]);
    clamd.streamMaxLength = 100_000_000;
    expect(received).toMatchObject({ state: 'NEEDS_REVIEW', classification: 'UNREADABLE' });
    expect(received.explanation).toContain('INSTREAM size limit exceeded');
  });

  it.each([
    ['clean', scanPdf(4), ['SCAN', 'NO_CODE_READ']],
    ['not clean', Buffer.concat([Buffer.from(scanPdf(5)), Buffer.from('\n%WORM\n%%EOF\n')]), ['VIRUS_SUSPECTED']],
  ])('a file that is handed in is scanned too: %s', async (_, bytes, reasons) => {
    const municipality = await fresh();
    clamd.finds = '%WORM';
    clamd.scanned.length = 0;
    const response = await app.fetch(`/api/v1/declarations/${municipality.reference}/returns`, {
      method: 'POST',
      key: 'integration',
      headers: { 'content-type': 'application/pdf', 'idempotency-key': municipality.reference },
      body: Buffer.from(bytes),
    });
    expect(response.status).toBeLessThan(300);
    await app.settle();
    clamd.finds = TEST_VIRUS;
    expect(clamd.scanned.map((content) => content.equals(Buffer.from(bytes)))).toEqual([true]);
    expect(await municipality.theReturn()).toMatchObject({ state: 'NEEDS_REVIEW', reasons });
  });

  it('a scanner that is down: the message waits, and is read when it is back', async () => {
    const municipality = await fresh();
    clamd.behaviour = 'HANGS_UP';
    const waiting = await send(municipality, [['Content-Type: text/plain'], 'Et spørsmål?']);
    expect(waiting.state).toBe('RECEIVED');
    clamd.behaviour = 'SOUND';
    await app.moveTo(new Date(app.clock.now().getTime() + 60_000));
    expect(await app.get(MailboxReadModel).message(waiting.id)).toMatchObject({ state: 'PROCESSED' });
  });

  it('one that stays down: in the end a person looks', async () => {
    const municipality = await fresh();
    clamd.behaviour = 'HANGS_UP';
    const waiting = await send(municipality, [['Content-Type: text/plain'], 'Et spørsmål?']);
    const states: string[] = [];
    for (let attempt = 2; attempt <= 12; attempt++) {
      await app.moveTo(new Date(app.clock.now().getTime() + 3_600_000));
      states.push((await app.get(MailboxReadModel).message(waiting.id)).state);
    }
    expect(states).toEqual([...Array.from({ length: 10 }, () => 'RECEIVED'), 'NEEDS_REVIEW']);
    const { explanation } = await app.get(MailboxReadModel).message(waiting.id);
    expect(explanation).toMatch(/The virus scanner at tcp:.*Is clamd running/);
    expect(await kinds(waiting.id)).toEqual(['UNREADABLE_MESSAGE']);
  });
});
