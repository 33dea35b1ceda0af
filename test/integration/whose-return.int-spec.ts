import { CloseCampaign } from '../../src/campaigns/index.js';
import { MailboxReadModel, StoreInboundMessage, type InboundMessageView } from '../../src/mailbox/index.js';
import { ReturnReadModel, type ReturnView } from '../../src/returns/index.js';
import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { attached, buildMime, type MimePartText } from '../support/build-mime.js';
import { capturedMail } from '../support/captured-mail.js';
import { minutesPdf, scanPdf } from '../support/returned-files.js';
import { MAILBOX, ReturningMunicipality } from '../support/returning-municipality.js';
import { filled, resaved } from '../support/rewritten-forms.js';
import { issueSmall } from '../support/small-campaign.js';
import { createTestCa, type TestCa } from '../support/test-ca.js';

let app: TestApp;
let ca: TestCa;
let next = 0;
let count = 0;

/** Trondheim, the last one, is outside the campaign. */
const NUMBERS = [
  '0301',
  '1101',
  '1103',
  '1106',
  '3001',
  '3002',
  '3003',
  '3004',
  '3005',
  '3006',
  '3007',
  '3011',
  '3012',
  '5001',
];

beforeAll(async () => {
  ca = await createTestCa();
  app = await startTestApp({ trustAnchors: [ca.intermediate] });
  await issueSmall(app, { numbers: NUMBERS });
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  await app?.close();
});

const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);

interface Sent {
  readonly to?: string;
  readonly from?: string;
  readonly subject?: string;
  readonly inReplyTo?: string;
}

async function receive(parts: readonly MimePartText[], { to = MAILBOX, from, subject, inReplyTo }: Sent = {}) {
  count += 1;
  const headers = [`Message-ID: <whose.${count}@kommune.example>`];
  if (inReplyTo !== undefined) headers.push(`In-Reply-To: <${inReplyTo}>`);
  if (subject !== undefined) headers.push(`Subject: ${subject}`);
  let text = buildMime(parts, headers).toString('latin1');
  if (subject !== undefined) text = text.replace(/^Subject: (?!.*AKSON).*\r\n/m, '');
  if (from !== undefined) text = text.replace('kari@kommune.example', from);
  const { id } = await app.get(StoreInboundMessage).execute({
    source: 'IMAP',
    envelopeFrom: from ?? 'kari@kommune.example',
    deliveredTo: to,
    raw: Buffer.from(text, 'latin1'),
    arrivedAt: app.clock.now(),
    actor: 'system:imap',
  });
  await app.settle();
  return await app.get(MailboxReadModel).message(id);
}

async function returnsOf({ id }: InboundMessageView): Promise<ReturnView[]> {
  const rows: { id: string }[] = await app.dataSource.query(
    'SELECT id FROM return WHERE inbound_message_id = $1 ORDER BY file_name',
    [id],
  );
  return await Promise.all(rows.map((row) => app.get(ReturnReadModel).byId(row.id)));
}

/** A file that says nothing of whose it is. */
const silent = (): MimePartText => [attached('vedlegg.pdf'), minutesPdf(`Sak ${count}`)];
/** Else the second one would be a duplicate of the first. */
const unique = (file: Uint8Array): Uint8Array => Buffer.concat([file, Buffer.from(`%${count}\n`)]);
const outcome = ({ state, reasons }: ReturnView): readonly unknown[] => [state, reasons];

describe('means that disagree', () => {
  interface Means {
    readonly mail?: (municipality: ReturningMunicipality) => Promise<Sent>;
    readonly file?: (municipality: ReturningMunicipality) => Promise<Uint8Array>;
  }
  /** In the order of decision 7. */
  const MEANS: Readonly<Record<string, Means>> = {
    CASE_TOKEN: { mail: (m) => Promise.resolve({ to: m.replyAddress }) },
    THREAD: { mail: async (m) => ({ inReplyTo: (await m.letters('INVITATION'))[0]!.messageId }) },
    SUBJECT: { mail: (m) => Promise.resolve({ subject: `Ang. ${m.reference}` }) },
    FORM: { file: (m) => m.form() },
    PAGE_CODE: { file: async (m) => await resaved(await m.form()) },
  };
  const names = Object.keys(MEANS);
  // One file begins with one form, and its codes are of the same.
  const pairs = names
    .flatMap((strong, at) => names.slice(at + 1).map((weak): [string, string] => [strong, weak]))
    .filter(([strong]) => strong !== 'FORM');
  let one: ReturningMunicipality;
  let other: ReturningMunicipality;

  beforeAll(async () => {
    [one, other] = [await fresh(), await fresh()];
  });

  it.each(pairs)(
    '%s of one and %s of another: the return lies with the first, and waits for a person with both',
    async (strong, weak) => {
      const mail = { ...(await MEANS[weak]!.mail?.(other)), ...(await MEANS[strong]!.mail?.(one)) };
      const file = await MEANS[weak]!.file?.(other);
      const message = await receive([file === undefined ? silent() : [attached('svar.pdf'), unique(file)]], mail);
      const [returned] = await returnsOf(message);
      expect(returned).toMatchObject({ state: 'NEEDS_REVIEW', reference: one.reference });
      expect(returned!.reasons).toContain('MATCH_DISAGREES');
      expect(returned!.match.candidates).toEqual([
        { by: strong, reference: one.reference },
        { by: weak, reference: other.reference },
      ]);
    },
  );

  it('a question that points to two cases is put before a person with both', async () => {
    const message = await receive([[['Content-Type: text/plain'], 'Når er fristen?']], {
      to: one.replyAddress,
      subject: `Ang. ${other.reference}`,
    });
    expect(message).toMatchObject({ classification: 'QUESTION', state: 'NEEDS_REVIEW', reference: one.reference });
    expect(message.explanation).toContain(
      `It points to several cases: ${one.reference} (CASE_TOKEN), ${other.reference} (SUBJECT).`,
    );
  });
});

describe('our own sealed receipt that comes back', () => {
  let municipality: ReturningMunicipality;
  let receipt: Buffer;

  beforeAll(async () => {
    municipality = await fresh();
    await receive([[attached('a.pdf'), await municipality.signed(ca)]], { to: municipality.replyAddress });
    const [answer] = await municipality.answers();
    const [mail] = await capturedMail(app, 'message_id = $1', [answer!.messageId]);
    const file = mail!.email.attachments.find(({ mimeType }) => mimeType === 'application/pdf');
    receipt = Buffer.from(file!.content as ArrayBuffer);
  });

  it('is no return and waits for nobody, whatever it is called: the message is the question that it asks', async () => {
    const message = await receive(
      [
        [['Content-Type: text/plain'], 'Er dette alt vi trenger?'],
        [attached('Scan_0001.pdf'), receipt],
      ],
      { to: municipality.replyAddress, from: municipality.email },
    );
    expect(message).toMatchObject({
      classification: 'QUESTION',
      state: 'PROCESSED',
      explanation: expect.stringContaining(
        'Our own sealed receipt or decision came back with it: mail › Scan_0001.pdf.',
      ),
    });
    expect(await municipality.returns()).toHaveLength(1);
    expect(await municipality.letters('QUESTION_RECEIVED')).toHaveLength(1);
  });

  it('one that was changed, and one that only bears its name, are returns like others', async () => {
    const changed = Buffer.from(receipt);
    changed[changed.indexOf('kvittering.json')] = 0x4b;
    const message = await receive(
      [
        [attached('endret.pdf'), changed],
        [attached(`Kvittering ${municipality.reference}.pdf`), minutesPdf('Kvittering')],
        [attached('skjema.pdf'), await municipality.form()],
      ],
      { to: municipality.replyAddress },
    );
    expect(message.classification).toBe('RETURN');
    expect(await returnsOf(message)).toHaveLength(3);
  });
});

describe('each has its defined outcome', () => {
  it('two returns for one declaration: the second waits for a person, and is told to be a further one', async () => {
    const municipality = await fresh();
    const signed = await municipality.signed(ca);
    await receive([[attached('a.pdf'), signed]], { to: municipality.replyAddress, from: municipality.email });
    app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
    await receive([[attached('b.pdf'), scanPdf(1)]], { to: municipality.replyAddress, from: municipality.email });
    expect((await municipality.returns()).map(outcome)).toEqual([
      ['ACCEPTED', []],
      ['NEEDS_REVIEW', ['ALREADY_ACCEPTED', 'SCAN', 'NO_CODE_READ']],
    ]);
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT', 'RECEIPT']);
  });

  it('one return for two municipalities: it waits for a person with both, and neither has signed', async () => {
    const [one, other] = [await fresh(), await fresh()];
    await receive([[attached(`${one.reference} og ${other.reference}.pdf`), scanPdf(2)]]);
    const returned = await one.theReturn();
    expect(outcome(returned)).toEqual(['NEEDS_REVIEW', ['MATCH_DISAGREES', 'SCAN', 'NO_CODE_READ']]);
    expect(returned.match.candidates.map(({ reference }) => reference)).toEqual([one.reference, other.reference]);
    expect([(await one.declaration()).returnState, (await other.declaration()).returnState]).toEqual([
      'NEEDS_REVIEW',
      'NONE',
    ]);
    expect(await other.answers()).toEqual([]);
  });

  it('two forms in one message, each of another municipality: each goes to its own case, and each is told', async () => {
    const [one, other] = [await fresh(), await fresh()];
    const message = await receive([
      [attached('a.pdf'), await one.signed(ca)],
      [attached('b.pdf'), await other.signed(ca)],
    ]);
    expect((await returnsOf(message)).map(({ reference, state }) => [reference, state])).toEqual([
      [one.reference, 'ACCEPTED'],
      [other.reference, 'ACCEPTED'],
    ]);
    expect((await one.answers()).map(({ recipientEmail }) => recipientEmail)).toEqual([one.email]);
    expect((await other.answers()).map(({ recipientEmail }) => recipientEmail)).toEqual([other.email]);
  });

  it('two scans in one message that only their pages match: one receipt, which names both', async () => {
    const municipality = await fresh();
    const form = await municipality.form();
    const message = await receive([
      [attached('side 1.pdf'), await resaved(form)],
      [attached('side 2.pdf'), await filled(form, true)],
    ]);
    expect((await returnsOf(message)).map(({ reference, match }) => [reference, match.by])).toEqual([
      [municipality.reference, 'PAGE_CODE'],
      [municipality.reference, 'PAGE_CODE'],
    ]);
    const answers = await municipality.answers();
    expect(answers).toHaveLength(1);
    const words = await municipality.words(answers[0]!);
    expect(words).toContain('side 1.pdf');
    expect(words).toContain('side 2.pdf');
  });

  it('one of two scans that nothing matches: the other one’s receipt does not wait for it for good', async () => {
    const municipality = await fresh();
    const message = await receive([
      [attached('a.pdf'), await resaved(await municipality.form())],
      [attached('b.pdf'), minutesPdf('Noe helt annet')],
    ]);
    expect((await returnsOf(message)).map(({ reference }) => reference)).toEqual([municipality.reference, null]);
    expect(await municipality.answers()).toHaveLength(1);
  });

  it('from a municipality that is excluded: nobody’s return, for a person, and nobody is answered', async () => {
    const letters = async () => (await app.dataSource.query('SELECT count(*)::integer AS n FROM letter'))[0].n;
    const before: number = await letters();
    const message = await receive([silent()], { from: 'postmottak@trondheim.example' });
    expect(message).toMatchObject({ classification: 'RETURN', reference: null });
    expect((await returnsOf(message)).map(outcome)).toEqual([['NEEDS_REVIEW', ['UNMATCHED', 'UNBOUND_DOCUMENT']]]);
    expect(await letters()).toBe(before);
  });

  it('from a municipality that was taken out: for a person, whatever it is worth by itself', async () => {
    const municipality = await fresh();
    const signed = await municipality.signed(ca);
    await app.get(WithdrawDeclaration).execute({
      reference: municipality.reference,
      by: 'municipality',
      reason: 'Slått sammen.',
      note: null,
      actor: 'key:approver',
    });
    await receive([[attached('a.pdf'), signed]], { to: municipality.replyAddress });
    expect(outcome(await municipality.theReturn())).toEqual(['NEEDS_REVIEW', ['WITHDRAWN']]);
  });

  it('after the deadline: marked late, for a person, never thrown away', async () => {
    const municipality = await fresh();
    const signed = await municipality.signed(ca);
    app.clock.moveTo(new Date('2020-07-02T00:00:00+02:00'));
    await receive([[attached('a.pdf'), signed]], { to: municipality.replyAddress });
    const returned = await municipality.theReturn();
    expect(outcome(returned)).toEqual(['NEEDS_REVIEW', ['LATE']]);
    expect(returned.onTime).toBe(false);
    expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT']);
  });

  it('for a campaign that is closed: for a person, and nothing is sent back by itself', async () => {
    const municipality = await fresh();
    const form = await municipality.form();
    await app.get(CloseCampaign).execute('akson-2020', 'key:admin');
    await receive([[attached('a.pdf'), form]], { to: municipality.replyAddress });
    expect(outcome(await municipality.theReturn())).toEqual(['NEEDS_REVIEW', ['CAMPAIGN_CLOSED', 'LATE', 'UNSIGNED']]);
    expect(await municipality.letters('REJECTION')).toEqual([]);
  });
});
